"""Rates of fieldwork, revenue kept, composites and gaps by their definitions, with numpy and SciPy."""

import mpmath as mp
import numpy as np
from scipy import optimize, stats


def t_quantile(level, df):
    """Upper quantile of Student's t to 30 digits: SciPy 1.10's own errs by up to 5e-9."""
    with mp.workdps(30):
        tail = (1 - mp.mpf(str(level))) / 2

        def upper(t):
            return mp.betainc(mp.mpf(df) / 2, 0.5, 0, df / (df + t * t), regularized=True) / 2

        return float(mp.findroot(lambda t: mp.log(upper(t) / tail), stats.t.isf(float(tail), df)))


def wilson(yes, n, level):
    if n == 0:
        return None
    share, critical = yes / n, stats.norm.isf((1 - level) / 2)

    def excess(p):
        return (share - p) ** 2 * n - critical**2 * p * (1 - p)

    # At the ends one limit is the share, and the other has a closed form.
    ends = (0.0, critical**2 / (n + critical**2)) if share == 0 else (n / (n + critical**2), 1.0)
    low = ends[0] if share in (0, 1) else optimize.brentq(excess, 0, share, xtol=1e-16, rtol=1e-15)
    high = ends[1] if share in (0, 1) else optimize.brentq(excess, share, 1, xtol=1e-16, rtol=1e-15)
    return [100 * low, 100 * high]


def outcome_rates(case):
    """The equations of AAPOR's Standard Definitions as they are printed there."""
    I, P, R, NC, O, UH, UO, e = (case[key] for key in ("I", "P", "R", "NC", "O", "UH", "UO", "e"))
    level = case["level"]
    rates = {
        "RR1": (I, (I + P) + (R + NC + O) + (UH + UO)),
        "RR2": (I + P, (I + P) + (R + NC + O) + (UH + UO)),
        "RR3": (I, (I + P) + (R + NC + O) + e * (UH + UO)),
        "RR4": (I + P, (I + P) + (R + NC + O) + e * (UH + UO)),
        "RR5": (I, (I + P) + (R + NC + O)),
        "RR6": (I + P, (I + P) + (R + NC + O)),
        "COOP1": (I, (I + P) + R + O),
        "COOP2": (I + P, (I + P) + R + O),
        "COOP3": (I, (I + P) + R),
        "COOP4": (I + P, (I + P) + R),
        "REF1": (R, (I + P) + (R + NC + O) + (UH + UO)),
        "REF2": (R, (I + P) + (R + NC + O) + e * (UH + UO)),
        "REF3": (R, (I + P) + (R + NC + O)),
        "CON1": ((I + P) + R + O, (I + P) + R + O + NC + (UH + UO)),
        "CON2": ((I + P) + R + O, (I + P) + R + O + NC + e * (UH + UO)),
        "CON3": ((I + P) + R + O, (I + P) + R + O + NC),
    }
    return {name: {"value": 100 * yes / base, "interval": wilson(yes, base, level)} for name, (yes, base) in rates.items()}


def revenue_retention(case):
    start, end = np.array(case["start"], float), np.array(case["end"], float)
    start, end = start[start > 0], end[start > 0]
    n = len(start)
    t = t_quantile(case["level"], n - 1)

    def ratio(kept, most):
        rate = kept.sum() / start.sum()
        error = np.sqrt(n / (n - 1) * ((kept - rate * start) ** 2).sum()) / start.sum()
        return {
            "value": 100 * rate,
            "standardError": 100 * error,
            "interval": [100 * max(0, rate - t * error), 100 * min(most, rate + t * error)],
        }

    return {"net": ratio(end, np.inf), "gross": ratio(np.minimum(start, end), 1)}


def health_of_rows(case):
    """Delta method with the covariance matrix of the components' means."""
    rows = np.array(case["rows"], float)
    scaled = 100 * (rows - case["worst"]) / (np.array(case["best"]) - case["worst"])
    weights = np.array(case["weights"], float) / sum(case["weights"])
    n = len(rows)
    value = weights @ scaled.mean(axis=0)
    error = np.sqrt(weights @ (np.cov(scaled, rowvar=False) / n) @ weights)
    margin = t_quantile(case["level"], n - 1) * error
    return {"value": value, "standardError": error, "interval": [max(0, value - margin), min(100, value + margin)]}


def health(case):
    scaled = np.array([100 * (v - w) / (b - w) for v, w, b in zip(case["values"], case["worst"], case["best"])])
    errors = np.array([100 * s / abs(b - w) for s, w, b in zip(case["standardErrors"], case["worst"], case["best"])])
    weights = np.array(case["weights"], float) / sum(case["weights"])
    value, error = weights @ np.clip(scaled, 0, 100), np.sqrt(((weights * errors) ** 2).sum())
    margin = stats.norm.isf((1 - case["level"]) / 2) * error
    return {"value": value, "standardError": error, "interval": [max(0, value - margin), min(100, value + margin)]}


def health_mover(case):
    """Zou and Donner's limits of a weighted sum, from Wilson limits of shares."""
    weights = np.array(case["weights"], float) / sum(case["weights"])
    shares = np.array([100 * x / n for x, n in zip(case["successes"], case["trials"])])
    limits = np.array([wilson(x, n, case["level"]) for x, n in zip(case["successes"], case["trials"])])
    value = weights @ shares
    below = np.sqrt(((weights * (shares - limits[:, 0])) ** 2).sum())
    above = np.sqrt(((weights * (limits[:, 1] - shares)) ** 2).sum())
    return {"value": value, "interval": [max(0, value - below), min(100, value + above)]}


def perception_gap(case):
    gap = np.array(case["expected"]) - np.array(case["experienced"])
    n, mean, error = len(gap), gap.mean(), stats.sem(gap)
    margin = t_quantile(case["level"], n - 1) * error
    return {"value": mean, "standardError": error, "t": [max(-4, mean - margin), min(4, mean + margin)]}


def dersimonian_laird(case):
    y, se = np.array(case["estimate"]), np.array(case["se"])
    w = 1 / se**2
    fixed = (w @ y) / w.sum()
    q, df = (w * (y - fixed) ** 2).sum(), len(y) - 1
    tau2 = max(0.0, (q - df) / (w.sum() - (w**2).sum() / w.sum()))
    random = 1 / (se**2 + tau2)
    return {
        "Q": q,
        "df": df,
        "p": stats.chi2.sf(q, df),
        "I2": 100 * max(0.0, (q - df) / q),
        "tau2": tau2,
        "fixedMean": fixed,
        "fixedSe": 1 / np.sqrt(w.sum()),
        "randomMean": (random @ y) / random.sum(),
        "randomSe": 1 / np.sqrt(random.sum()),
        "H2": q / df,
    }


functions = {
    "outcome_rates": outcome_rates,
    "revenue_retention": revenue_retention,
    "health_of_rows": health_of_rows,
    "health": health,
    "health_mover": health_mover,
    "perception_gap": perception_gap,
    "dersimonian_laird": dersimonian_laird,
}
