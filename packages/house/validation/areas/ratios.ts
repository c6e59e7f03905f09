import {
  oddsRatioAdjustedLogitInterval,
  oddsRatioLogitInterval,
  oddsRatioMiettinenNurminenInterval,
  oddsRatioScoreInterval,
  type RatioInterval,
  riskRatioAdjustedLogInterval,
  riskRatioKoopmanInterval,
  riskRatioLogInterval,
  riskRatioMiettinenNurminenInterval,
} from "@cxkit/stats/intervals";
import type { Area, Witnessed } from "../area.ts";

interface TwoSamples {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly level: number;
}

export const area: Area = {
  id: "ratios",
  title: "Ratios of two proportions and of their odds",
  script: "ratios.py",
  functions: {
    risk_ratio_log: limits("riskRatioLogInterval", riskRatioLogInterval, "katz1978"),
    risk_ratio_log_adjusted: limits(
      "riskRatioAdjustedLogInterval",
      riskRatioAdjustedLogInterval,
      "walter1975",
    ),
    risk_ratio_score: limits(
      "riskRatioMiettinenNurminenInterval",
      riskRatioMiettinenNurminenInterval,
      "miettinen1985",
    ),
    risk_ratio_koopman: limits("riskRatioKoopmanInterval", riskRatioKoopmanInterval, "koopman1984"),
    odds_ratio_logit: limits("oddsRatioLogitInterval", oddsRatioLogitInterval, "woolf1955"),
    odds_ratio_logit_adjusted: limits(
      "oddsRatioAdjustedLogitInterval",
      oddsRatioAdjustedLogitInterval,
      "gart1966",
    ),
    odds_ratio_score: limits("oddsRatioScoreInterval", oddsRatioScoreInterval, "cornfield1956"),
    odds_ratio_score_n: limits(
      "oddsRatioMiettinenNurminenInterval",
      oddsRatioMiettinenNurminenInterval,
      "miettinen1985",
    ),
    odds_ratio_score_n_in_steps: {
      name: "oddsRatioMiettinenNurminenInterval",
      from: "@cxkit/stats/intervals",
      source: "miettinen1985",
      run: ({ x1, n1, x2, n2, level }: TwoSamples) => {
        const { low, high } = oddsRatioMiettinenNurminenInterval(
          { successes: x1, trials: n1 },
          { successes: x2, trials: n2 },
          level,
        );
        const observed = (x1 * (n2 - x2)) / ((n1 - x1) * x2);
        return { lower: 1 / steppedOut(1 / observed, 1 / low), upper: steppedOut(observed, high) };
      },
    },
  },
};

/** The first of the steps of a thousandth, from a tenth above the observed ratio, that is not below the limit. */
function steppedOut(observed: number, limit: number): number {
  const start = 1.1 * observed;
  return start * 1.001 ** Math.ceil(Math.log(limit / start) / Math.log(1.001));
}

function limits(name: string, interval: RatioInterval, source: string): Witnessed {
  return {
    name,
    from: "@cxkit/stats/intervals",
    source,
    run: ({ x1, n1, x2, n2, level }: TwoSamples) => {
      const { low, high } = interval({ successes: x1, trials: n1 }, { successes: x2, trials: n2 }, level);
      return { lower: low, upper: high };
    },
  };
}
