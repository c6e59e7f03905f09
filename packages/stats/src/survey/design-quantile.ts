import { studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { designBase, type DesignOptions, requireDegrees } from "./design-base.ts";
import { meanInfluence } from "./design-mean.ts";
import { linearizedCovariance } from "./linearized-covariance.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** A quantile under a sampling design. */
export interface DesignQuantile {
  /** A value that occurs. */
  readonly value: number;
  /** Woodruff's, both limits values that occur. */
  readonly interval: Interval;
  /** Width of the interval over twice its critical value. */
  readonly standardError: number;
  readonly n: number;
  readonly degreesOfFreedom: number;
  readonly confidenceLevel: number;
  readonly method: string;
}

/**
 * Weighted quantile under a sampling design: the smallest value that at least a share p of the population does not exceed.
 * R's survey package calls this rule `math`; it is type 1 of the nine customary ones where weights are equal.
 *
 * **Interval**: Woodruff's: a t interval for the share at or below the quantile, turned back into values; at most the
 * smallest and the largest that occur. Where nothing lies above the quantile, the share below it is taken.
 *
 * @param values value of each row; `null` and `undefined` are item nonresponse
 * @param p share, strictly between 0 and 1: 0.5 for the median
 * @throws {RangeError} when p is not strictly between 0 and 1, the column has another length or a value is not finite, a weight in
 *   the base is not above 0, the base has fewer than two rows or lies in one cluster of each stratum
 * @source Woodruff (1952), Confidence intervals for medians and other position measures, JASA 47(260) 635–646
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designQuantile(surveyDesign({ weights: [1, 1, 1, 5] }), [1, 2, 3, 4], 0.5).value // => 4
 */
export function designQuantile(
  design: SurveyDesign,
  values: ArrayLike<number | null | undefined>,
  p: number,
  options: DesignOptions = {},
): DesignQuantile {
  const { confidenceLevel = 0.95, domain } = options;
  requireDomain(p > 0 && p < 1, "designQuantile requires 0 < p < 1", p);
  const base = designBase("designQuantile", design, [values], domain);
  requireDegrees("designQuantile", base.degreesOfFreedom);
  const t = studentTCriticalValue("designQuantile", confidenceLevel, base.degreesOfFreedom);
  const { points, cumulative } = weightedSteps(design, base.within, values);
  const at = (share: number): number => {
    // Rounding of a sum must not push a share that is met exactly to the next value.
    const index = cumulative.findIndex((reached) => reached >= share - 1e-12);
    return points[index === -1 ? points.length - 1 : index]!;
  };
  const value = at(p);
  const errorOf = (holds: (own: number) => boolean): number => {
    const indicator = Float64Array.from(base.within, (inside, row) =>
      inside && holds(values[row]!) ? 1 : 0,
    );
    let share = 0;
    indicator.forEach((one, row) => (share += (one * design.weights[row]!) / base.total));
    // A share of everybody has no error; the rounding of a sum would give it one.
    if (indicator.every((one, row) => one === 1 || base.within[row] === 0)) return 0;
    return linearizedCovariance(design, [meanInfluence(base, indicator, share)]).standardErrors[0]!;
  };
  const error = value === points.at(-1) ? errorOf((own) => own < value) : errorOf((own) => own <= value);
  const interval = { low: at(p - t * error), high: at(p + t * error) };
  return {
    value,
    interval,
    standardError: (interval.high - interval.low) / (2 * t),
    n: base.n,
    degreesOfFreedom: base.degreesOfFreedom,
    confidenceLevel,
    method: "woodruff",
  };
}

/** The values that occur, ascending, and the weighted share at or below each. */
function weightedSteps(
  { weights }: SurveyDesign,
  within: Uint8Array,
  values: ArrayLike<number | null | undefined>,
): { readonly points: number[]; readonly cumulative: number[] } {
  const rows: number[] = [];
  within.forEach((inside, row) => {
    if (!inside) return;
    requireDomain(weights[row]! > 0, "designQuantile requires weights above 0", `${weights[row]} at ${row}`);
    rows.push(row);
  });
  rows.sort((left, right) => values[left]! - values[right]!);
  const points: number[] = [];
  const sums: number[] = [];
  let sum = 0;
  for (const row of rows) {
    const value = values[row]!;
    sum += weights[row]!;
    if (points.at(-1) === value) sums[sums.length - 1] = sum;
    else {
      points.push(value);
      sums.push(sum);
    }
  }
  return { points, cumulative: sums.map((part) => part / sum) };
}
