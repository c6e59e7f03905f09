"""Ratios of two proportions and of their odds: logarithmic intervals by statsmodels, score intervals in 40 digits."""

from mpmath import mp, mpf, sqrt, erfinv, exp
from statsmodels.stats.proportion import confint_proportions_2indep

mp.dps = 40


def of_statsmodels(method, compare):
    def run(i):
        lower, upper = confint_proportions_2indep(
            i["x1"], i["n1"], i["x2"], i["n2"], method=method, compare=compare, alpha=1 - i["level"]
        )
        return {"lower": lower, "upper": upper}

    return run


def cells(i):
    return tuple(mpf(i[key]) for key in ("x1", "n1", "x2", "n2"))


def ratio_statistic(x1, n1, x2, n2, theta):
    """Koopman's statistic with the restricted shares of his quadratic equation."""
    a = theta * (n1 + n2)
    b = theta * (n1 + x2) + x1 + n2
    p2 = (b - sqrt(max(mpf(0), b * b - 4 * a * (x1 + x2)))) / (2 * a)
    p1 = theta * p2
    variance = p1 * (1 - p1) / n1 + theta**2 * p2 * (1 - p2) / n2
    return (x1 / n1 - theta * x2 / n2) / sqrt(variance)


def odds_statistic(x1, n1, x2, n2, theta):
    """Pearson's statistic with the shares of that odds ratio that keep the successes in all."""
    total = x1 + x2
    low, high = mpf(0), mpf(1)
    for _ in range(150):
        p2 = (low + high) / 2
        p1 = theta * p2 / (1 - p2 + theta * p2)
        if n1 * p1 + n2 * p2 > total:
            high = p2
        else:
            low = p2
    return (x1 - n1 * p1) * sqrt(1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2)))


def score(statistic, factor):
    def run(i):
        x1, n1, x2, n2 = cells(i)
        n = n1 + n2
        z = sqrt(mpf(2)) * erfinv(mpf(i["level"])) * (sqrt(n / (n - 1)) if factor else 1)

        def root(critical):
            low, high = mpf(-60), mpf(60)
            for _ in range(130):
                middle = (low + high) / 2
                if statistic(x1, n1, x2, n2, exp(middle)) > critical:
                    low = middle
                else:
                    high = middle
            return exp(low)

        return {"lower": root(z), "upper": root(-z)}

    return run


def odds_in_steps(i):
    """The limits as PropCIs prints them: it goes away from the observed odds ratio, from a tenth off it and in steps of a
    thousandth, and stops at the first step where the statistic is beyond its critical value: up to 0.1 % behind the limit."""
    x1, n1, x2, n2 = cells(i)
    z = sqrt(mpf(2)) * erfinv(mpf(i["level"])) * sqrt((n1 + n2) / (n1 + n2 - 1))
    observed = x1 * (n2 - x2) / ((n1 - x1) * x2)
    found = {}
    for limit, start, step in (("lower", 1 / mpf("1.1"), 1 / mpf("1.001")), ("upper", mpf("1.1"), mpf("1.001"))):
        theta = observed * start
        while abs(odds_statistic(x1, n1, x2, n2, theta)) < z:
            theta *= step
        found[limit] = float(f"{float(theta):.7g}")
    # One step less is inside, as the exact limits are that the function above finds.
    exact = score(odds_statistic, True)(i)
    assert 1 <= exact["lower"] / found["lower"] < 1.001 and 1 <= found["upper"] / exact["upper"] < 1.001
    return found


functions = {
    "risk_ratio_log": of_statsmodels("log", "ratio"),
    "risk_ratio_log_adjusted": of_statsmodels("log-adjusted", "ratio"),
    "risk_ratio_score": score(ratio_statistic, True),
    "risk_ratio_koopman": score(ratio_statistic, False),
    "odds_ratio_logit": of_statsmodels("logit", "odds-ratio"),
    "odds_ratio_logit_adjusted": of_statsmodels("logit-adjusted", "odds-ratio"),
    "odds_ratio_score": score(odds_statistic, False),
    "odds_ratio_score_n": score(odds_statistic, True),
    "odds_ratio_score_n_in_steps": odds_in_steps,
}
