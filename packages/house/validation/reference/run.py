"""Runs the functions of one reference script over cases, and prints their results as JSON, one line each.

    /usr/bin/python3 run.py <script> <cases.json>      cases: [{"fn": ..., "input": ...}, ...]
"""

import json
import math
import runpy
import sys

script, cases = sys.argv[1:3]
scope = runpy.run_path(script)
functions = scope["functions"]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if hasattr(value, "tolist") and not hasattr(value, "real"):
        value = value.tolist()
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return [plain(inner) for inner in list(value)]
    if isinstance(value, (bool, str)) or value is None:
        return value
    if type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    number = float(value)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def versions():
    found = ["Python " + sys.version.split()[0]]
    for name in ("scipy", "statsmodels", "numpy", "mpmath"):
        if name in sys.modules:
            found.append(f"{name} {sys.modules[name].__version__}")
    return ", ".join(found)


print(json.dumps({"versions": versions()}))
for case in json.load(open(cases)):
    name = case["fn"]
    try:
        result = {"value": plain(functions[name](case["input"]))} if name in functions else {"missing": name}
    except Exception as error:  # the others go on
        result = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(result))
