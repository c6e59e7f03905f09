"""Descriptive statistics by NumPy and SciPy; the NIST's values in 30 digits from the numbers that doubles hold."""

import mpmath
import numpy as np
from scipy import stats

mpmath.mp.dps = 30


def descriptives(one):
    x = np.array(one["x"], dtype=float)
    low, middle, high = np.quantile(x, [0.25, 0.5, 0.75])
    return {
        "mean": x.mean(),
        "sampleVariance": x.var(ddof=1),
        "populationVariance": x.var(),
        "median": middle,
        "q25type7": low,
        "q75type7": high,
        "skewnessG1": stats.skew(x, bias=False),
        "skewnessg1Biased": stats.skew(x),
        "kurtosisExcessG2": stats.kurtosis(x, bias=False),
        "madRaw": stats.median_abs_deviation(x),
        "mad1_4826": stats.median_abs_deviation(x, scale="normal"),
        "trimmedMean20": stats.trim_mean(x, 0.2),
        "iqr": high - low,
    }


def accuracy(one):
    if one["alternate"]:
        values = [one["first"]] + [one["alternate"][i % 2] for i in range(one["n"] - 1)]
    else:
        values = [10000001, 10000003, 10000002]
    exact = [mpmath.mpf(value) for value in values]
    mean = mpmath.fsum(exact) / len(exact)
    return {"mean": mean, "sd": mpmath.sqrt(mpmath.fsum((v - mean) ** 2 for v in exact) / (len(exact) - 1))}


functions = {
    "descriptives": descriptives,
    "univariate_NumAcc1": accuracy,
    "univariate_NumAcc3": accuracy,
    "univariate_NumAcc4": accuracy,
}
