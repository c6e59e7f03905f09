"""Intervals for a net share (NPS), in points, from their definitions in 40 digits; score and likelihood ratio by bisection."""

from mpmath import mp, mpf, sqrt, log, erfinv, findroot, betainc
from scipy import integrate, optimize, special, stats

mp.dps = 40


def z_of(level):
    return sqrt(mpf(2)) * erfinv(mpf(level))


def counts(i):
    return mpf(i["promoters"]), mpf(i["passives"]), mpf(i["detractors"])


def points(i, lower, upper):
    p, m, d = counts(i)
    return {"nps": 100 * (p - d) / (p + m + d), "lower": 100 * lower, "upper": 100 * upper}


def wald_of(p, m, d, critical, divisor=None):
    n = p + m + d
    net = (p - d) / n
    margin = critical * sqrt(((p + d) / n - net**2) / (divisor or n))
    return net - margin, net + margin


def adjusted(up, neutral, down):
    """Wald's formula after adding responses, constant or by the critical value."""

    def run(i):
        p, m, d = counts(i)
        z = z_of(i["level"])
        return points(i, *wald_of(p + up(z), m + neutral(z), d + down(z), z))

    return run


def constant(number):
    return lambda z: mpf(number)


def wald_t(i):
    p, m, d = counts(i)
    n = p + m + d
    tail = (1 - mpf(i["level"])) / 2
    df = n - 1
    near = mpf(special.stdtrit(float(df), 1 - float(tail)))
    excess = lambda t: betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2 - tail
    return points(i, *wald_of(p, m, d, findroot(excess, (near, near * (1 + mpf(10) ** -9))), n - 1))


def restricted(p, m, d, value):
    """Unfavorable share of the likeliest population whose net share is `value`: the root of Tango's quadratic."""
    n = p + m + d
    linear = (2 * n - p + d) * value - p - d
    return (sqrt(max(mpf(0), linear**2 + 8 * n * d * value * (1 - value))) - linear) / (4 * n)


def between(inside, outside, rejected):
    """The border of what is rejected."""
    if not rejected(outside):
        return outside
    for _ in range(140):
        middle = (inside + outside) / 2
        if rejected(middle):
            outside = middle
        else:
            inside = middle
    return (inside + outside) / 2


def inverted(statistic):
    def run(i):
        p, m, d = counts(i)
        n = p + m + d
        z = z_of(i["level"])
        edge = mpf(10) ** -30
        rejected = lambda value: statistic(p, m, d, value) > z
        lower = between((p - d) / n, -1 + edge, rejected)
        upper = between((p - d) / n, 1 - edge, rejected)
        return points(i, -1 if lower == -1 + edge else lower, 1 if upper == 1 - edge else upper)

    return run


def score(p, m, d, value):
    n = p + m + d
    down = restricted(p, m, d, value)
    variance = (2 * down + value * (1 - value)) / n
    return abs((p - d) / n - value) / sqrt(variance) if variance > 0 else mpf(0 if p - d == n * value else "inf")


def likelihood_ratio(p, m, d, value):
    n = p + m + d
    down = restricted(p, m, d, value)
    expected = (down + value, 1 - value - 2 * down, down)
    deviance = mpf(0)
    for observed, share in zip((p, m, d), expected):
        if observed > 0:
            if share <= 0:
                return mpf("inf")
            deviance += 2 * observed * log(observed / (n * share))
    return sqrt(max(mpf(0), deviance))


def mover_wilson(i):
    p, m, d = counts(i)
    n = p + m + d
    z = z_of(i["level"])

    def wilson(x):
        center = (x + z * z / 2) / (n + z * z)
        margin = z / (n + z * z) * sqrt(x * (n - x) / n + z * z / 4)
        return (center - margin if x > 0 else mpf(0)), (center + margin if x < n else mpf(1))

    (low_p, high_p), (low_d, high_d) = wilson(p), wilson(d)
    a, b = p / n, d / n
    rho = -sqrt(a * b / ((1 - a) * (1 - b))) if 0 < a < 1 and 0 < b < 1 else mpf(0)
    low = a - b - sqrt((a - low_p) ** 2 + (high_d - b) ** 2 - 2 * rho * (a - low_p) * (high_d - b))
    high = a - b + sqrt((high_p - a) ** 2 + (b - low_d) ** 2 - 2 * rho * (high_p - a) * (b - low_d))
    return points(i, low, high)


def dirichlet_jeffreys(i):
    """Posterior of favorable minus unfavorable, integrated over the favorable share of those who are not neutral."""
    p, m, d = (float(count) + 0.5 for count in counts(i))
    tail = (1 - i["level"]) / 2

    def above(value):
        # Given the favorable part w, the net share (1 - u)(2w - 1) exceeds value > 0 while u is small enough.
        if value < 0:
            return 1 - below_mirrored(-value)
        return exceeds(p, m, d, value)

    def below_mirrored(value):
        return exceeds(d, m, p, value)

    def exceeds(up, neutral, down, value):
        rest = stats.beta(neutral, up + down)
        part = stats.beta(up, down)
        # Over the quantiles of w, so that no density has a pole.
        least = part.cdf((1 + value) / 2)
        f = lambda q: rest.cdf(max(0.0, 1 - value / (2 * part.ppf(q) - 1)))
        total, _ = integrate.quad(f, least, 1, epsabs=1e-13, epsrel=1e-12, limit=400)
        return total

    lower = optimize.brentq(lambda v: above(v) - (1 - tail), -1 + 1e-13, 1 - 1e-13, xtol=1e-14)
    upper = optimize.brentq(lambda v: above(v) - tail, -1 + 1e-13, 1 - 1e-13, xtol=1e-14)
    return points(i, lower, upper)


functions = {
    "wald": adjusted(constant(0), constant(0), constant(0)),
    "wald_t": wald_t,
    "adjusted_wald_3T": adjusted(constant("0.75"), constant("1.5"), constant("0.75")),
    "adjusted_wald_z2_thirds": adjusted(*[lambda z: z * z / 3] * 3),
    "adjusted_wald_bonett_price": adjusted(constant(1), constant(0), constant(1)),
    "adjusted_wald_agresti_min": adjusted(constant("0.5"), constant(1), constant("0.5")),
    "score_tango": inverted(score),
    "likelihood_ratio": inverted(likelihood_ratio),
    "mover_wilson": mover_wilson,
    "dirichlet_jeffreys": dirichlet_jeffreys,
}
