"""Runs notebooks in Deno's Jupyter kernel, on the TypeScript sources of the packages.

    /usr/bin/python3 packages/house/run_notebooks.py [--write] [notebook...]

Without names it runs all of examples/notebooks. Exits with 1 when a cell throws; --write stores the outputs in the
notebooks. Debian packages: python3-nbclient jupyter-client.
"""

import json
import os
import pathlib
import sys
import time
from queue import Empty

ROOT = pathlib.Path(__file__).resolve().parents[2]
KERNEL = "cxkit-deno"
GRACE = 0.1  # seconds; Deno may publish a cell's result just after it has said that it is idle

# A kernel of this checkout alone: nothing is written outside it.
kernels = ROOT / ".cache" / "jupyter"
os.environ["JUPYTER_PATH"] = str(kernels)
spec = kernels / "kernels" / KERNEL / "kernel.json"
spec.parent.mkdir(parents=True, exist_ok=True)
spec.write_text(
    json.dumps(
        {
            "argv": [
                str(ROOT / "examples/notebooks/node_modules/.bin/deno"),
                "jupyter",
                "--kernel",
                "--conn",
                "{connection_file}",
            ],
            "display_name": "Deno (CXKit sources)",
            "language": "typescript",
            "env": {"DENO_CONDITIONS": "@cxkit/source", "NO_COLOR": "1"},
        }
    )
)

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionComplete, CellExecutionError  # noqa: E402
from nbclient.util import ensure_async  # noqa: E402


class Client(NotebookClient):
    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        idle = False
        while True:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=GRACE if idle else None))
            except Empty:
                return
            if message["parent_header"].get("msg_id") == parent_msg_id:
                try:
                    self.process_message(message, cell, cell_index)
                except CellExecutionComplete:
                    idle = True


def main() -> int:
    passed = failed = 0
    named = [pathlib.Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    for path in named or sorted((ROOT / "examples/notebooks").glob("*.ipynb")):
        started = time.monotonic()
        notebook = nbformat.read(path, as_version=4)
        client = Client(
            notebook, timeout=300, kernel_name=KERNEL, resources={"metadata": {"path": str(path.resolve().parent)}}
        )
        try:
            client.execute()
            passed += 1
            print(f"ok   {path} ({time.monotonic() - started:.1f} s)", flush=True)
        except CellExecutionError as error:
            failed += 1
            print(f"FAIL {path}\n{error}", flush=True)
        if "--write" in sys.argv:
            nbformat.write(notebook, path)
    print(f"notebooks: {passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


sys.exit(main())
