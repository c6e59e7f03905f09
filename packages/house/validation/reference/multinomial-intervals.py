"""Simultaneous intervals for multinomial shares: Goodman and Quesenberry-Hurst in 40 digits, Sison-Glaz by statsmodels."""

from mpmath import mp, mpf, sqrt, erfinv, findroot, gammainc
from scipy import special
from statsmodels.stats.proportion import multinomial_proportions_confint

mp.dps = 40


def quadratic(i, square):
    """Both solutions of n (share - p)^2 = square p (1 - p) for every share."""
    n = mpf(sum(i["counts"]))
    pairs = []
    for count in map(mpf, i["counts"]):
        root = sqrt(square * (square + 4 * count * (n - count) / n))
        pairs.append([(square + 2 * count - root) / (2 * (n + square)), (square + 2 * count + root) / (2 * (n + square))])
    return {"intervals": pairs}


def goodman(i):
    return quadratic(i, 2 * erfinv(1 - (1 - mpf(i["level"])) / len(i["counts"])) ** 2)


def quesenberry_hurst(i):
    half = mpf(len(i["counts"]) - 1) / 2
    near = mpf(special.gammaincinv(float(half), i["level"]))
    excess = lambda x: gammainc(half, 0, x, regularized=True) - mpf(i["level"])
    return quadratic(i, 2 * findroot(excess, (near, near * (1 + mpf(10) ** -9))))


def sison_glaz(i):
    return {"intervals": multinomial_proportions_confint(i["counts"], 1 - i["level"], method="sison-glaz")}


functions = {"goodman": goodman, "quesenberry_hurst": quesenberry_hurst, "sison_glaz": sison_glaz}
