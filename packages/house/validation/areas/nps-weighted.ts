import { npsMetric, tallyOf } from "@cxkit/metrics";
import { netWaldInterval, scoreInterval } from "@cxkit/stats";
import type { Area } from "../area.ts";

interface Weighted {
  readonly ratings: readonly number[];
  readonly weights: readonly number[];
  readonly level: number;
}

export const area: Area = {
  id: "nps-weighted",
  title: "Weighted net scores",
  script: "nps-weighted.R",
  also: {
    effective_n: ["tallyOf"],
  },
  functions: {
    effective_n: {
      name: "npsMetric",
      from: "@cxkit/metrics",
      scale: 100,
      source: "kish1965",
      run: ({ ratings, weights, level: confidenceLevel }: Weighted) => {
        const metric = npsMetric({ item: "recommend" });
        const answers = ratings.map((value, row) => ({ value, weight: weights[row] ?? NaN }));
        const tally = tallyOf(answers, { scale: metric.scale });
        const estimate = metric.estimate(tally, { confidenceLevel });
        const score = metric.estimate(tally, { confidenceLevel, interval: scoreInterval });
        // The reference's Wald limits are the plain formula at the effective base; the metric's own use the standard error.
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const part = (holds: (rating: number) => boolean) =>
          (ratings.reduce((sum, rating, row) => sum + (holds(rating) ? (weights[row] ?? 0) : 0), 0) / total) *
          estimate.effectiveN;
        const wald = netWaldInterval(
          {
            favorable: part((rating) => rating >= 9),
            neutral: part((rating) => rating === 7 || rating === 8),
            unfavorable: part((rating) => rating < 7),
          },
          confidenceLevel,
        );
        return {
          nps: estimate.value,
          kishNeff: estimate.effectiveN,
          kishDeff: estimate.n / estimate.effectiveN,
          waldLower: 100 * wald.low,
          waldUpper: 100 * wald.high,
          adjustedWald3TLower: estimate.interval?.low,
          adjustedWald3TUpper: estimate.interval?.high,
          scoreLower: score.interval?.low,
          scoreUpper: score.interval?.high,
          linearizedSE: estimate.standardError,
        };
      },
    },
  },
};
