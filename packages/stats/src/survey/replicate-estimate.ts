import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { designTLimits } from "./design-base.ts";
import type { ReplicateWeights } from "./replicate-weights.ts";
import type { SurveyDesign } from "./survey-design.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** An estimate whose uncertainty was read off replicates. */
export interface ReplicateEstimate {
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** The statistic in each replicate. */
  readonly replicates: Float64Array;
  /** Clusters minus strata. */
  readonly degreesOfFreedom: number;
  readonly confidenceLevel: number;
  /** `JK1`, `JKn`, `rao-wu-bootstrap`. */
  readonly method: string;
  /** Seed of drawn replicates. */
  readonly seed?: number;
}

/**
 * Any statistic of a weighted sample with the standard error that replicate weights give: for what has no linearised one
 * here, or to check it.
 *
 * **Interval**: t with clusters minus strata degrees of freedom.
 *
 * @param statistic a number from the weights of the rows, which may be 0: it must be the same function each time
 * @throws {RangeError} when the statistic is not finite in the sample or a replicate, which it names
 * @source Wolter (2007), Introduction to Variance Estimation, Springer, chapters 4 and 5
 * @example
 * import { jackknifeWeights, surveyDesign, weightedMean } from "@cxkit/stats/survey";
 * replicateEstimate(surveyDesign({ rows: 3 }), jackknifeWeights(surveyDesign({ rows: 3 })), (weights) => weightedMean([1, 2, 6], weights)).standardError.toFixed(4) // => "1.5275"
 */
export function replicateEstimate(
  design: SurveyDesign,
  replicates: ReplicateWeights,
  statistic: (weights: Float64Array) => number,
  options: { readonly confidenceLevel?: number } = {},
): ReplicateEstimate {
  const { confidenceLevel = 0.95 } = options;
  const odd = replicates.coefficients.find((coefficient) => !(coefficient >= 0 && coefficient < Infinity));
  requireDomain(odd === undefined, "replicateEstimate requires finite coefficients ≥ 0", odd);
  const value = statistic(design.weights);
  requireDomain(
    Number.isFinite(value),
    "replicateEstimate requires a finite statistic",
    `${value} of the sample`,
  );
  const values = replicates.coefficients.map((_, replicate) => {
    const own = statistic(inTheNameOf("replicateEstimate", () => replicates.weights(replicate)));
    requireDomain(
      Number.isFinite(own),
      "replicateEstimate requires a finite statistic",
      `${own} of replicate ${replicate}`,
    );
    return own;
  });
  const mean = values.reduce((sum, own) => sum + own / values.length, 0);
  const variance = values.reduce(
    (sum, own, replicate) => sum + replicates.coefficients[replicate]! * (own - mean) ** 2,
    0,
  );
  const degreesOfFreedom = design.stratumOf.length - design.strata.length;
  const standardError = Math.sqrt(variance);
  return {
    value,
    standardError,
    interval: designTLimits("replicateEstimate", value, standardError, confidenceLevel, degreesOfFreedom),
    replicates: values,
    degreesOfFreedom,
    confidenceLevel,
    method: replicates.method,
    ...(replicates.seed !== undefined && { seed: replicates.seed }),
  };
}
