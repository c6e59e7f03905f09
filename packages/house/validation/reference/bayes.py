"""Posteriors of shares and net shares by SciPy's adaptive quadrature, another method than the one checked."""

import mpmath  # noqa: F401  names its version beside the others
import numpy as np
from scipy import integrate, optimize, special


def beta_density(x, a, b):
    return np.exp((a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - special.betaln(a, b))


def integral(f, low, high, knots):
    """Between knots, to 1e-13 relative."""
    points = [low] + sorted(k for k in knots if low < k < high) + [high]
    return sum(
        integrate.quad(f, one, other, epsabs=0, epsrel=1e-13, limit=400)[0]
        for one, other in zip(points, points[1:])
    )


def around(a, b, shift=0.0):
    mean = a / (a + b)
    deviation = np.sqrt(mean * (1 - mean) / (a + b + 1))
    return [mean + shift + k * deviation for k in (-30, -14, -8, -5, -3, -1.5, 0, 1.5, 3, 5, 8, 14, 30)]


def shortest(quantile, density, cdf, level, low, high):
    """Where the densities at both limits agree, or the interval at the end where it is higher."""
    def upper(l):
        return quantile(min(cdf(l) + level, 1 - 1e-15))
    last = quantile(1 - level)
    def excess(l):
        return np.log(density(l)) - np.log(density(upper(l)))
    tiny = 1e-10
    if excess(last - tiny) < 0:
        return last, high
    if excess(low + tiny) > 0:
        return low, quantile(level)
    l = optimize.brentq(excess, low + tiny, last - tiny, xtol=1e-15, rtol=1e-14)
    return l, upper(l)


def beta_posterior(input):
    a = input["x"] + input["priorA"]
    b = input["n"] - input["x"] + input["priorB"]
    tail = (1 - input["level"]) / 2
    low, high = shortest(
        lambda p: special.betaincinv(a, b, p), lambda x: beta_density(x, a, b),
        lambda x: special.betainc(a, b, x), input["level"], 0.0, 1.0,
    )
    return {
        "a": a, "b": b, "mean": a / (a + b),
        "mode": (a - 1) / (a + b - 2) if a > 1 and b > 1 else None,
        "variance": a * b / (a + b) ** 2 / (a + b + 1),
        "lower": special.betaincinv(a, b, tail), "upper": 1 - special.betaincinv(b, a, tail),
        "hdiLower": low, "hdiUpper": high,
    }


def ab_beta_binomial(input):
    a1, b1 = input["x1"] + input["priorA"], input["n1"] - input["x1"] + input["priorB"]
    a2, b2 = input["x2"] + input["priorA"], input["n2"] - input["x2"] + input["priorB"]
    knots = around(a1, b1) + around(a2, b2)
    over = lambda f: integral(f, 0.0, 1.0, knots)
    return {
        "probBbeatsA": over(lambda t: beta_density(t, a2, b2) * special.betainc(a1, b1, t)),
        "expectedLossChooseB": over(lambda t: special.betainc(b1, a1, 1 - t) * special.betainc(a2, b2, t)),
        "expectedLossChooseA": over(lambda t: special.betainc(b2, a2, 1 - t) * special.betainc(a1, b1, t)),
        "meanDifferenceBminusA": a2 / (a2 + b2) - a1 / (a1 + b1),
    }


def difference_tail(a1, b1, a2, b2, d):
    """P(left − right > d): right at t, left above t + d."""
    low, high = max(0.0, -d), min(1.0, 1.0 - d)
    knots = around(a2, b2) + around(a1, b1, -d)
    value = integral(lambda t: beta_density(t, a2, b2) * special.betainc(b1, a1, min(1.0, max(0.0, 1 - t - d))), low, high, knots)
    return value + (special.betainc(a2, b2, -d) if d < 0 else 0.0)


def beta_difference(input):
    (a1, b1), (a2, b2) = input["left"], input["right"]
    above = lambda d: difference_tail(a1, b1, a2, b2, d)
    below = lambda d: difference_tail(a2, b2, a1, b1, -d)
    tail = (1 - input["level"]) / 2
    sd = np.sqrt(a1 * b1 / (a1 + b1) ** 2 / (a1 + b1 + 1) + a2 * b2 / (a2 + b2) ** 2 / (a2 + b2 + 1))
    mean = a1 / (a1 + b1) - a2 / (a2 + b2)
    low, high = max(-1 + 1e-12, mean - 10 * sd), min(1 - 1e-12, mean + 10 * sd)
    return {
        "mean": mean, "sd": sd,
        "lower": optimize.brentq(lambda d: below(d) - tail, low, high, xtol=1e-14, rtol=1e-13),
        "upper": optimize.brentq(lambda d: above(d) - tail, low, high, xtol=1e-14, rtol=1e-13),
        "cdf": [below(d) for d in input["x"]], "survival": [above(d) for d in input["x"]],
    }


class Net:
    """Favorable minus unfavorable share of a Dirichlet distribution: w · (2b − 1), w and b independent beta variables."""

    def __init__(self, favorable, neutral, unfavorable):
        self.p, self.n, self.d = favorable, neutral, unfavorable
        total = favorable + neutral + unfavorable
        self.mean = (favorable - unfavorable) / total
        self.sd = np.sqrt(((favorable + unfavorable) / total - self.mean**2) / (total + 1))

    def over(self, x, f):
        """Mean of f(w) over w > |x|, with u = √(1 − w), which takes the peak at w = 1 away."""
        a, b = self.p + self.d, self.n
        def g(u):
            w = 1 - u * u
            if w <= 0:
                return 0.0
            log = (a - 1) * np.log(w) + (2 * b - 1) * np.log(u) - special.betaln(a, b) + np.log(2)
            return np.exp(log) * f(w)
        knots = [np.sqrt(k) for k in around(b, a) if k > 0]
        return integral(g, 0.0, np.sqrt(1 - abs(x)), knots)

    def survival(self, x):
        if x < 0:
            return Net(self.d, self.n, self.p).cdf(-x)
        return self.over(x, lambda w: special.betainc(self.d, self.p, min(1.0, max(0.0, (1 - x / w) / 2))))

    def cdf(self, x):
        if x < 0:
            return Net(self.d, self.n, self.p).survival(-x)
        inner = self.over(x, lambda w: special.betainc(self.p, self.d, min(1.0, max(0.0, (1 + x / w) / 2))))
        return inner + special.betainc(self.p + self.d, self.n, x)

    def density(self, x):
        if x < 0:
            return Net(self.d, self.n, self.p).density(-x)
        return self.over(x, lambda w: beta_density(min(1 - 1e-16, (1 + x / w) / 2), self.p, self.d) / (2 * w))

    def quantile(self, p):
        low, high = max(-1 + 1e-12, self.mean - 12 * self.sd), min(1 - 1e-12, self.mean + 12 * self.sd)
        if p < 0.5:
            return optimize.brentq(lambda x: self.cdf(x) - p, low, high, xtol=1e-14, rtol=1e-13)
        return optimize.brentq(lambda x: self.survival(x) - (1 - p), low, high, xtol=1e-14, rtol=1e-13)


def dirichlet_nps(input):
    k = input["priorEach"]
    net = Net(input["promoters"] + k, input["passives"] + k, input["detractors"] + k)
    points = lambda *shares: [100 * net.quantile(p) for p in shares]
    return {
        "posteriorMean": 100 * net.mean, "posteriorSd": 100 * net.sd, "median": points(0.5)[0],
        "probNpsPositive": special.betainc(input["detractors"] + k, input["promoters"] + k, 0.5),
        "l90": points(0.05, 0.95), "l95": points(0.025, 0.975),
    }


def net_tails(input):
    net = Net(*input["parameters"])
    return {"cdf": [net.cdf(x) for x in input["x"]], "survival": [net.survival(x) for x in input["x"]]}


def net_hdi(input):
    net = Net(*input["parameters"])
    low, high = shortest(net.quantile, net.density, net.cdf, input["level"], -1.0, 1.0)
    return {"lower": low, "upper": high}


def equal_tailed(input):
    a, b = input["shapes"]
    tail = (1 - input["level"]) / 2
    return {"lower": special.betaincinv(a, b, tail), "upper": 1 - special.betaincinv(b, a, tail)}


functions = {
    "equal_tailed": equal_tailed,
    "beta_posterior": beta_posterior,
    "ab_beta_binomial": ab_beta_binomial,
    "beta_difference": beta_difference,
    "dirichlet_nps": dirichlet_nps,
    "net_tails": net_tails,
    "net_hdi": net_hdi,
}
