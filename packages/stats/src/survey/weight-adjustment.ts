import { type RegressionBasis, residuals } from "./regression-basis.ts";

/** Something that was done to the weights of a design. */
export interface WeightAdjustment {
  /** `post-stratified`, `raked`, `calibrated`, `trimmed`. */
  readonly method: string;
  readonly iterations: number;
  /** The weights that it gave. */
  readonly weights: Float64Array;
  /** What the weights were fitted to; none for trimming. */
  readonly targets: readonly CalibrationTarget[];
  /** The regression that a fit takes out of the variance; null for trimming. */
  readonly regression: CalibrationRegression | null;
  /** The same adjustment of other weights, 0 included: those of a replicate. */
  readonly reapply: (weights: Float64Array) => Float64Array;
}

/** A total that weights were fitted to. */
export interface CalibrationTarget {
  /** Name of the auxiliary variable or margin. */
  readonly name: string;
  /** Category of the margin; null for an auxiliary variable. */
  readonly category: string | null;
  readonly total: number;
  /** The total of the sample under given weights. */
  readonly achieved: (weights: Float64Array) => number;
}

/** Which regression on the auxiliaries the residuals are of. */
export interface CalibrationRegression {
  readonly basis: RegressionBasis;
  /** Weight of each row; null: all are 1. */
  readonly rowWeights: Float64Array | null;
}

/**
 * What is left of weighted linearised variables after the adjustments: those that the margins explain have no sampling
 * error. The last adjustment comes first, as the estimate is a function of it, and it of those before.
 */
export function adjusted(adjustments: readonly WeightAdjustment[], weighted: Float64Array): Float64Array {
  let rest = weighted;
  for (const { regression, weights } of adjustments.toReversed()) {
    if (regression === null) continue;
    const bare = rest.map((value, row) => (weights[row] === 0 ? 0 : value / weights[row]!));
    rest = residuals(regression.basis, regression.rowWeights, bare).map(
      (value, row) => value * weights[row]!,
    );
  }
  return rest;
}
