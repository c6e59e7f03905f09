"""Intervals for one proportion, from their definitions in 40 digits; Clopper-Pearson, Jeffreys and mid-P by solving for the tail."""

from mpmath import mp, mpf, sqrt, log, findroot, erfinv
from scipy import special

mp.dps = 40


def tail_below(a, b, x):
    """Regularized incomplete beta function, by the series whose terms are all positive."""
    if x > (a + 1) / (a + b + 2):
        return 1 - tail_below(b, a, 1 - x)
    term = total = mpf(1)
    k = 0
    while term > total * mp.eps:
        term *= (a + b + k) * x / (a + 1 + k)
        total += term
        k += 1
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp(a * log(x) + b * log(1 - x) - log(a) - log_beta) * total if x > 0 else mpf(0)


def z_of(level):
    return sqrt(mpf(2)) * erfinv(mpf(level))


def t_of(level, df):
    """Upper quantile of Student's t, by solving the regularized incomplete beta function for its argument."""
    tail = (1 - mpf(level)) / 2
    near = mpf(special.stdtrit(float(df), 1 - float(tail)))
    df = mpf(df)
    excess = lambda t: tail_below(df / 2, mpf(1) / 2, df / (df + t * t)) / 2 - tail
    return findroot(excess, (near, near * (1 + mpf(10) ** -9)))


def beta_quantile(p, a, b):
    a, b, p = mpf(a), mpf(b), mpf(p)
    near = mpf(special.betaincinv(float(a), float(b), float(p)))
    return findroot(lambda x: tail_below(a, b, x) - p, (near, near * (1 + mpf(10) ** -9)))


def counts(i):
    return mpf(i["x"]), mpf(i["n"]), z_of(i["level"])


def limits(lower, upper):
    return {"lower": lower, "upper": upper}


def wald(i, correction=0):
    x, n, z = counts(i)
    p = x / n
    margin = z * sqrt(p * (1 - p) / n) + mpf(correction) / (2 * n)
    return limits(p - margin, p + margin)


def wilson_of(x, n, z):
    p = x / n
    center = (2 * x + z * z) / (2 * (n + z * z))
    margin = z / (n + z * z) * sqrt(n * p * (1 - p) + z * z / 4)
    return limits(center - margin if x > 0 else mpf(0), center + margin if x < n else mpf(1))


def wilson_cc(i):
    """Newcombe's closed forms."""
    x, n, z = counts(i)
    p = x / n
    q = 1 - p
    low = (2 * x + z**2 - 1 - z * sqrt(z**2 - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + z**2))
    high = (2 * x + z**2 + 1 + z * sqrt(z**2 + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + z**2))
    return limits(max(mpf(0), low) if x > 0 else mpf(0), min(mpf(1), high) if x < n else mpf(1))


def agresti_coull(i):
    x, n, z = counts(i)
    m = n + z * z
    p = (x + z * z / 2) / m
    margin = z * sqrt(p * (1 - p) / m)
    return limits(p - margin, p + margin)


def clopper_pearson_of(x, n, level):
    tail = (1 - mpf(level)) / 2
    return limits(
        beta_quantile(tail, x, n - x + 1) if x > 0 else mpf(0),
        1 - beta_quantile(tail, n - x, x + 1) if x < n else mpf(1),
    )


def jeffreys(i):
    x, n, _ = counts(i)
    tail = (1 - mpf(i["level"])) / 2
    return limits(beta_quantile(tail, x + 0.5, n - x + 0.5), 1 - beta_quantile(tail, n - x + 0.5, x + 0.5))


def jeffreys_bcd(i):
    both = jeffreys(i)
    return limits(
        mpf(0) if i["x"] == 0 else both["lower"], mpf(1) if i["x"] == i["n"] else both["upper"]
    )


def mid_p(i):
    x, n, _ = counts(i)
    tail = (1 - mpf(i["level"])) / 2

    def lower(k):
        at_least = lambda p: tail_below(k, n - k + 1, p)
        more = lambda p: tail_below(k + 1, n - k, p) if k < n else mpf(0)
        ends = clopper_pearson_of(k, n, i["level"])["lower"], k / n if k < n else mpf(1)
        return findroot(lambda p: (at_least(p) + more(p)) / 2 - tail, ends, solver="anderson", tol=1e-35)

    return limits(lower(x) if x > 0 else mpf(0), 1 - lower(n - x) if x < n else mpf(1))


def likelihood_ratio(i):
    x, n, z = counts(i)

    def lower(k):
        if k == 0:
            return mpf(0)
        if k == n:
            return mp.exp(-z * z / (2 * n))
        best = k * log(k / n) + (n - k) * log(1 - k / n)
        deviance = lambda p: 2 * (best - k * log(p) - (n - k) * log(1 - p)) - z * z
        least = k / n
        while deviance(least) < 0:
            least /= 2
        return findroot(deviance, (least, k / n), solver="anderson", tol=1e-35)

    return limits(lower(x), 1 - lower(n - x))


def korn_graubard(i):
    shrink = (t_of(i["level"], i["responses"] - 1) / t_of(i["level"], i["degreesOfFreedom"])) ** 2
    n = mpf(i["n"]) * shrink
    return clopper_pearson_of(mpf(i["x"]) * shrink, n, i["level"])


functions = {
    "wald": wald,
    "wald_cc": lambda i: wald(i, 1),
    "wilson": lambda i: wilson_of(*counts(i)),
    "wilson_cc": wilson_cc,
    "wilson_effective_n": lambda i: wilson_of(mpf(i["p"]) * mpf(i["nEff"]), mpf(i["nEff"]), z_of(i["level"])),
    "agresti_coull": agresti_coull,
    "clopper_pearson": lambda i: clopper_pearson_of(mpf(i["x"]), mpf(i["n"]), i["level"]),
    "jeffreys": jeffreys,
    "jeffreys_bcd": jeffreys_bcd,
    "mid_p": mid_p,
    "likelihood_ratio": likelihood_ratio,
    "korn_graubard": korn_graubard,
}
