"""Regression and relative importance with statsmodels and numpy; LMG by its definition, over all orderings of sets."""

from itertools import combinations
from math import factorial

import numpy as np
import statsmodels.api as sm
from mpmath import mp, matrix, mpf


def arrays(given):
    return np.asarray(given["X"], float), np.asarray(given["y"], float)


def r2(x, y, columns):
    if len(columns) == 0:
        return 0.0
    return sm.OLS(y, sm.add_constant(x[:, list(columns)])).fit().rsquared


def ols(given):
    x, y = arrays(given)
    fit = sm.OLS(y, sm.add_constant(x)).fit()
    p = x.shape[1]
    return {
        "coef": fit.params, "se": fit.bse, "t": fit.tvalues, "p": fit.pvalues, "r2": fit.rsquared,
        "adjR2": fit.rsquared_adj, "F": fit.fvalue, "pF": fit.f_pvalue,
        "standardizedBeta": fit.params[1:] * x.std(axis=0, ddof=1) / y.std(ddof=1),
        "vif": [1 / (1 - r2(x, x[:, j], [k for k in range(p) if k != j])) for j in range(p)],
        "hc3se": fit.HC3_se,
    }


def ols_certified(given):
    """Normal equations with 60 digits: what is certified with 15."""
    mp.dps = 60
    x = matrix([[mpf(1)] + [mpf(str(v)) for v in row] for row in given["X"]])
    y = matrix([mpf(str(v)) for v in given["y"]])
    inverse = (x.T * x) ** -1
    b = inverse * x.T * y
    e = y - x * b
    n, k = x.rows, x.cols
    rss = sum(v * v for v in e)
    mean = sum(y) / n
    s2 = rss / (n - k)
    return {
        "coef": list(b), "se": [mp.sqrt(s2 * inverse[j, j]) for j in range(k)], "sigma": mp.sqrt(s2),
        "r2": 1 - rss / sum((v - mean) ** 2 for v in y),
    }


def lmg_shapley(given):
    x, y = arrays(given)
    p = x.shape[1]
    lmg = []
    for j in range(p):
        others = [k for k in range(p) if k != j]
        total = 0.0
        for size in range(p):
            weight = factorial(size) * factorial(p - 1 - size) / factorial(p)
            total += weight * sum(r2(x, y, s + (j,)) - r2(x, y, s) for s in combinations(others, size))
        lmg.append(total)
    return {"lmg": lmg, "share": np.array(lmg) / sum(lmg), "r2": sum(lmg)}


def johnson_relative_weights(given):
    x, y = arrays(given)
    values, vectors = np.linalg.eigh(np.corrcoef(x.T))
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    r = np.array([np.corrcoef(x[:, j], y)[0, 1] for j in range(x.shape[1])])
    raw = (root**2) @ (np.linalg.solve(root, r) ** 2)
    return {"raw": raw, "rescaledPct": 100 * raw / raw.sum()}


def first_last(given):
    x, y = arrays(given)
    p = x.shape[1]
    return {
        "first": [r2(x, y, [j]) for j in range(p)],
        "last": [r2(x, y, range(p)) - r2(x, y, [k for k in range(p) if k != j]) for j in range(p)],
    }


def logistic(given):
    x, y = arrays(given)
    fit = sm.Logit(y, sm.add_constant(x)).fit(disp=0, tol=1e-14, maxiter=200)
    return {"coef": fit.params, "se": fit.bse, "logLik": fit.llf, "mcFaddenR2": fit.prsquared}


functions = {f.__name__: f for f in (ols, ols_certified, lmg_shapley, johnson_relative_weights, first_last, logistic)}
