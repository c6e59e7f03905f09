"""Experience metrics by their definitions, with SciPy's distributions and root finding."""

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


def wilson_limits(successes, n, critical):
    """Limits at which the score test is exactly at its critical value, found by bisection."""
    share = successes / n

    def excess(p):
        return (share - p) ** 2 * n - critical**2 * p * (1 - p)

    # At the ends one limit is the share, and the other has a closed form.
    ends = (0.0, critical**2 / (n + critical**2)) if share == 0 else (n / (n + critical**2), 1.0)
    low = ends[0] if share in (0, 1) else optimize.brentq(excess, 0, share, xtol=1e-16, rtol=1e-15)
    high = ends[1] if share in (0, 1) else optimize.brentq(excess, share, 1, xtol=1e-16, rtol=1e-15)
    return low, high


def wilson(successes, n, level):
    return wilson_limits(successes, n, stats.norm.isf((1 - level) / 2))


def bounded_score(ratings, low, high, level):
    """Wilson on the rescaled mean, at the base a share of this mean would need to vary as little, with t(n - 1)."""
    y = (np.asarray(ratings, float) - low) / (high - low)
    n, share = len(y), y.mean()
    phi = min(1.0, y.var(ddof=1) / (share * (1 - share))) if 0 < share < 1 else 1.0
    limits = wilson_limits(share * n / phi, n / phi, t_quantile(level, n - 1))
    return [low + (high - low) * limit for limit in limits]


def adjusted_wald(favorable, neutral, unfavorable, level):
    cells = np.array([favorable + 0.75, neutral + 1.5, unfavorable + 0.75])
    total = cells.sum()
    p = cells / total
    net = p[0] - p[2]
    error = np.sqrt((p[0] + p[2] - net**2) / total)
    z = stats.norm.isf((1 - level) / 2)
    return 100 * max(-1, net - z * error), 100 * min(1, net + z * error)


grades = [(84.1, "A+"), (80.8, "A"), (78.9, "A-"), (77.2, "B+"), (74.1, "B"), (72.6, "B-"), (71.1, "C+"), (65, "C"), (62.7, "C-"), (51.7, "D"), (0, "F")]


def sus_scores(items):
    points = np.where(np.arange(10) % 2 == 0, np.asarray(items) - 1, 5 - np.asarray(items))
    learn = points[[3, 9]].sum()
    return points.sum() * 2.5, (points.sum() - learn) * 3.125, learn * 12.5


def grade(score):
    return next(letter for start, letter in grades if score >= start)


def sus_single(case):
    score, usability, learnability = sus_scores(case["items"])
    return {"sus": score, "grade": grade(score), "usability8": usability, "learnability2": learnability}


def sus_sample(case):
    scores = np.array([sus_scores(row) for row in case["respondents"]])
    mean = scores[:, 0].mean()
    low, high = bounded_score(scores[:, 0], 0, 100, case["level"])
    margin = t_quantile(case["level"], len(scores) - 1) * stats.sem(scores[:, 0])
    adjectives = {12.5: "worst imaginable", 20.3: "awful", 35.7: "poor", 50.9: "OK", 71.4: "good", 85.5: "excellent", 90.9: "best imaginable"}
    return {
        "mean": mean,
        "standardError": stats.sem(scores[:, 0]),
        "boundedScore": [low, high],
        "t": [max(0, mean - margin), min(100, mean + margin)],
        "usability": scores[:, 1].mean(),
        "learnability": scores[:, 2].mean(),
        "grade": grade(mean),
        "adjective": adjectives[min(adjectives, key=lambda at: abs(at - mean))],
    }


def umux_lite(points):
    def score(case):
        value = (sum(case["items"]) - 2) * 100 / (2 * (points - 1))
        return {"umuxLite": value, "predictedSus": 0.65 * value + 22.9}

    return score


def nps_from_ratings(case):
    ratings = np.array(case["ratings"])
    scores = np.where(ratings >= 9, 100, np.where(ratings >= 7, 0, -100))
    return {
        "n": len(ratings),
        "promoters": int((ratings >= 9).sum()),
        "passives": int(((ratings >= 7) & (ratings < 9)).sum()),
        "detractors": int((ratings < 7).sum()),
        "nps": scores.mean(),
        "meanLtr": ratings.mean(),
        "sampleVarianceOfScores": scores.var(ddof=1) if len(ratings) > 1 else None,
    }


def csat(case):
    ratings, top = np.array(case["ratings"]), case["scaleMax"]
    n, top2 = len(ratings), int((ratings >= top - 1).sum())
    low, high = wilson(top2, n, 0.95)
    return {
        "n": n,
        "top2": top2,
        "csat": 100 * top2 / n,
        "top1": 100 * (ratings == top).mean(),
        "bottom2": 100 * (ratings <= 2).mean(),
        "mean": ratings.mean(),
        "meanRescaled0_100": 100 * (ratings.mean() - 1) / (top - 1),
        "wilsonLower": 100 * low,
        "wilsonUpper": 100 * high,
    }


def net_satisfaction(case):
    ratings, top = np.array(case["ratings"]), case["scaleMax"]
    best, worst = int((ratings >= top - 1).sum()), int((ratings <= 2).sum())
    value = 100 * (best - worst) / len(ratings)
    low, high = adjusted_wald(best, len(ratings) - best - worst, worst, case["level"])
    return {"value": value, "lower": min(value, low), "upper": max(value, high)}


def ces_1_7(case):
    ratings = np.array(case["ratings"])
    low, high = bounded_score(ratings, 1, 7, 0.95)
    return {
        "mean": ratings.mean(),
        "pctEasy5to7": 100 * (ratings >= 5).mean(),
        "netEasy_6_7_minus_1_3": 100 * ((ratings >= 6).mean() - (ratings <= 3).mean()),
        "boundedScoreLower95": low,
        "boundedScoreUpper95": high,
    }


def ces_1_5_effort(case):
    ratings = np.array(case["ratings"])
    low, high = bounded_score(ratings, 1, 5, case["level"])
    return {
        "mean": ratings.mean(),
        "lower": low,
        "upper": high,
        "easy1to2": 100 * (ratings <= 2).mean(),
        "netEase_1_2_minus_4_5": 100 * ((ratings <= 2).mean() - (ratings >= 4).mean()),
    }


def pmf(case):
    very, n, threshold = case["very"], case["very"] + case["somewhat"] + case["not"], case["threshold"]
    low, high = wilson(very, n, 0.95)
    return {
        "pmf": 100 * very / n,
        "lower": 100 * low,
        "upper": 100 * high,
        "meetsPoint": very / n >= threshold,
        "meetsLowerBound": bool(low >= threshold),
        "pGreater40OneSidedExact": stats.binomtest(very, n, threshold, alternative="greater").pvalue,
    }


def churn(case):
    start, lost = case["customersStart"], case["lost"]
    low, high = wilson(lost, start, 0.95)
    rate = lost / start
    return {
        "churnRate": rate,
        "retentionRate": 1 - rate,
        "lower": low,
        "upper": high,
        "expectedLifetimePeriods": 1 / rate if lost else float("inf"),
        "annualisedFromMonthly": 1 - (1 - rate) ** 12,
    }


functions = {
    "sus_single": sus_single,
    "sus_sample": sus_sample,
    "umux_lite_7pt": umux_lite(7),
    "umux_lite_5pt": umux_lite(5),
    "nps_from_ratings": nps_from_ratings,
    "csat_top2box": csat,
    "net_satisfaction": net_satisfaction,
    "ces_1_7": ces_1_7,
    "ces_1_5_effort": ces_1_5_effort,
    "pmf_sean_ellis": pmf,
    "churn": churn,
}
