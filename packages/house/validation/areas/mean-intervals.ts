import { boundedScoreInterval, meanDifference, type MeanInterval, meanTInterval } from "@cxkit/stats";
import { logitTInterval, pseudoResponseTInterval } from "@cxkit/stats/intervals";
import { weightedPointSummary } from "@cxkit/stats/survey";
import type { Area, Witnessed } from "../area.ts";

interface Ratings {
  readonly x: readonly number[];
  readonly min?: number;
  readonly max?: number;
  readonly level?: number;
}

interface TwoSamples extends Ratings {
  readonly y: readonly number[];
}

const main = "@cxkit/stats";
const more = "@cxkit/stats/intervals";

export const area: Area = {
  id: "mean-intervals",
  title: "Intervals for a mean, and Welch's difference of two",
  script: "mean-intervals.R",
  functions: {
    t_interval: {
      name: "meanTInterval",
      from: main,
      source: "student1908",
      scale: 10,
      run: (ratings: Ratings) => {
        const summary = summarized(ratings.x, ratings);
        const { low, high } = meanTInterval(summary, ratings.level);
        return {
          mean: summary.mean,
          sd: Math.sqrt(summary.variance),
          se: Math.sqrt(summary.variance / summary.n),
          lower: low,
          upper: high,
        };
      },
    },
    bounded_score: limits("boundedScoreInterval", boundedScoreInterval, "wilson1927", main),
    logit_t: limits("logitTInterval", logitTInterval, "agresti2013", more),
    t_pseudo_response: limits("pseudoResponseTInterval", pseudoResponseTInterval, "student1908", more),
    welch_t: {
      name: "meanDifference",
      from: main,
      source: "welch1947",
      scale: 10,
      run: ({ x, y, level }: TwoSamples) => {
        const got = meanDifference(summarized(x), summarized(y), level);
        return {
          difference: got.difference,
          se: got.standardError,
          t: got.statistic,
          df: got.degreesOfFreedom,
          p: got.pValue,
          lower95: got.interval.low,
          upper95: got.interval.high,
        };
      },
    },
  },
};

function limits(name: string, interval: MeanInterval, source: string, from: string): Witnessed {
  return {
    name,
    from,
    source,
    scale: 10,
    run: (ratings: Ratings) => {
      const { low, high } = interval(summarized(ratings.x, ratings), ratings.level ?? 0.95);
      return { lower: low, upper: high };
    },
  };
}

function summarized(points: readonly number[], { min = -1000, max = 1000 }: Partial<Ratings> = {}) {
  const { n, mean, variance } = weightedPointSummary({ points, counts: points.map(() => 1) });
  return { n, mean: mean ?? NaN, variance: variance ?? 0, min, max };
}
