"""Kappas with statsmodels."""

from statsmodels.stats.inter_rater import cohens_kappa as kappa
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss


def of(wt):
    def made(given):
        r = kappa(given["table"], wt=wt)
        return {"kappa": r.kappa, "se": r.std_kappa, "seNull": r.std_kappa0, "lower95": r.kappa_low, "upper95": r.kappa_upp}

    return made


functions = {
    "cohens_kappa": of(None),
    "weighted_kappa_linear": of("linear"),
    "weighted_kappa_quadratic": of("quadratic"),
    "fleiss_kappa": lambda given: {"kappa": fleiss(given["counts"])},
}
