import {
  agrestiCoullInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  type ProportionInterval,
  waldProportionInterval,
  wilsonInterval,
} from "@cxkit/stats";
import {
  jeffreysEqualTailedInterval,
  kornGraubardInterval,
  likelihoodRatioInterval,
  midPInterval,
  waldContinuityInterval,
  wilsonContinuityInterval,
} from "@cxkit/stats/intervals";
import type { Area, Witnessed } from "../area.ts";

interface Counts {
  readonly x: number;
  readonly n: number;
  readonly level: number;
}

interface SurveyCounts extends Counts {
  readonly responses: number;
  readonly degreesOfFreedom: number;
}

interface EffectiveShare {
  readonly p: number;
  readonly nEff: number;
  readonly level: number;
}

const main = "@cxkit/stats";
const more = "@cxkit/stats/intervals";

export const area: Area = {
  id: "proportion-intervals",
  title: "Intervals for one proportion",
  script: "proportion-intervals.py",
  functions: {
    wald: limits("waldProportionInterval", waldProportionInterval, "brown2001", main),
    wald_cc: limits("waldContinuityInterval", waldContinuityInterval, "newcombe1998one", more),
    wilson: limits("wilsonInterval", wilsonInterval, "wilson1927", main),
    wilson_cc: limits("wilsonContinuityInterval", wilsonContinuityInterval, "newcombe1998one", more),
    wilson_effective_n: {
      name: "wilsonInterval",
      from: main,
      source: "wilson1927",
      run: ({ p, nEff, level }: EffectiveShare) => named(wilsonInterval(p * nEff, nEff, level)),
    },
    agresti_coull: limits("agrestiCoullInterval", agrestiCoullInterval, "agresti1998", main),
    clopper_pearson: limits("clopperPearsonInterval", clopperPearsonInterval, "clopper1934", main),
    jeffreys: limits("jeffreysEqualTailedInterval", jeffreysEqualTailedInterval, "brown2001", more),
    jeffreys_bcd: limits("jeffreysInterval", jeffreysInterval, "brown2001", main),
    mid_p: limits("midPInterval", midPInterval, "lancaster1961", more),
    likelihood_ratio: limits("likelihoodRatioInterval", likelihoodRatioInterval, "newcombe1998one", more),
    korn_graubard: {
      name: "kornGraubardInterval",
      from: more,
      source: "korn1998",
      run: ({ x, n, level, ...survey }: SurveyCounts) => named(kornGraubardInterval(survey)(x, n, level)),
    },
  },
};

function limits(name: string, interval: ProportionInterval, source: string, from: string): Witnessed {
  return { name, from, source, run: ({ x, n, level }: Counts) => named(interval(x, n, level)) };
}

function named({ low, high }: { readonly low: number; readonly high: number }) {
  return { lower: low, upper: high };
}
