import {
  type DifferenceTest,
  type NetCounts,
  netDifference,
  netDifferenceMeasuringu,
  netDifferenceMoverScore,
  netDifferenceWald,
  netDifferenceWelch,
} from "@cxkit/stats";
import type { Area, Witnessed } from "../area.ts";

interface Scores {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

interface TwoSamples {
  readonly a: Scores;
  readonly b: Scores;
  readonly level: number;
}

export const area: Area = {
  id: "net-differences",
  title: "Differences of two net shares",
  script: "net-differences.R",
  functions: {
    wald: points(netDifferenceWald, "goodman1964"),
    adjusted_wald_3T: points(netDifferenceMeasuringu, "sauro2021"),
    adjusted_wald_half3T: points(netDifference, "rocks2016"),
    welch_t: points(netDifferenceWelch, "welch1947"),
    mover_score: points(netDifferenceMoverScore, "zou2008"),
  },
};

function points(
  difference: (a: NetCounts, b: NetCounts, level: number) => DifferenceTest,
  source: string,
): Witnessed {
  return {
    name: difference.name,
    from: "@cxkit/stats",
    source,
    scale: 100,
    leaves: { adjustedDifference: "the middle of the interval says it" },
    run: ({ a, b, level }: TwoSamples) => {
      const got = difference(counts(a), counts(b), level);
      const { statistic, degreesOfFreedom } = got;
      return {
        difference: 100 * got.difference,
        lower: 100 * got.interval.low,
        upper: 100 * got.interval.high,
        se: 100 * got.standardError,
        ...(degreesOfFreedom === undefined ? { z: statistic } : { t: statistic, df: degreesOfFreedom }),
        p: got.pValue,
      };
    },
  };
}

function counts({ promoters, passives, detractors }: Scores): NetCounts {
  return { favorable: promoters, neutral: passives, unfavorable: detractors };
}
