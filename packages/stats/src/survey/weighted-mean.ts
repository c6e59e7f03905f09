import { requireDomain } from "../domain.ts";

/**
 * Mean of weighted values, Σwy / Σw.
 *
 * @param values any finite numbers
 * @param weights one for each value, each ≥ 0, not all 0; only their ratios matter
 * @throws {RangeError} when lengths differ, a value is not finite, a weight is negative or not finite, or all are 0
 * @example weightedMean([100, -100], [3, 1]) // => 50
 */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  const relative = relativeWeights("weightedMean", weights);
  return meanOf(checkedValues("weightedMean", values, weights), relative);
}

/**
 * Standard error of {@link weightedMean} by Taylor linearisation, √(n/(n−1) · Σ(w(y−ȳ))²) / Σw: what R's survey
 * package gives for independent responses with weights that do not depend on the sample. With equal weights
 * it is s/√n.
 *
 * Raked or post-stratified weights do depend on the sample; treated as fixed they overstate the error a little.
 *
 * @param values any finite numbers, at least two
 * @param weights one for each value, each ≥ 0, not all 0; only their ratios matter
 * @throws {RangeError} when there are fewer than two values, lengths differ, a value is not finite, a weight is
 *   negative or not finite, or all are 0
 * @source Lumley (2010), Complex Surveys, Wiley, 2.2; Woodruff (1971), A simple method for approximating the variance
 *   of a complicated estimate, JASA 66(334) 411–414
 * @example linearizedStandardError([100, 0, -100, 100], [1, 1, 1, 1]).toFixed(4) // => "47.8714"
 */
export function linearizedStandardError(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  const n = values.length;
  requireDomain(n > 1, "linearizedStandardError requires at least 2 values", n);
  const relative = relativeWeights("linearizedStandardError", weights);
  const checked = checkedValues("linearizedStandardError", values, weights);
  const mean = meanOf(checked, relative);
  let squares = 0;
  let total = 0;
  checked.forEach((value, index) => {
    const weight = relative[index] as number;
    squares += (weight * (value - mean)) ** 2;
    total += weight;
  });
  requireDomain(
    squares < Infinity,
    "linearizedStandardError requires values whose squares are finite",
    `a mean of ${mean}`,
  );
  return Math.sqrt((n / (n - 1)) * squares) / total;
}

/**
 * Kish's effective base, (Σw)² / Σw²: how many equally weighted responses would be as informative about a mean.
 *
 * @param weights each ≥ 0, not all 0; only their ratios matter
 * @returns between 1 and the number of weights
 * @throws {RangeError} when a weight is negative or not finite, or all are 0
 * @source Kish (1965), Survey Sampling, Wiley, 11.7
 * @example kishEffectiveSize([1, 1, 2]).toFixed(4) // => "2.6667"
 */
export function kishEffectiveSize(weights: ArrayLike<number>): number {
  let total = 0;
  let squares = 0;
  for (const weight of relativeWeights("kishEffectiveSize", weights)) {
    total += weight;
    squares += weight * weight;
  }
  return Math.max(1, Math.min(weights.length, (total / squares) * total));
}

function meanOf(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const first = values.reduce((sum, value, index) => sum + value * (weights[index] as number), 0) / total;
  // A second pass over the deviations takes out the rounding of the first.
  return (
    first +
    values.reduce((sum, value, index) => sum + (value - first) * (weights[index] as number), 0) / total
  );
}

function checkedValues(caller: string, values: ArrayLike<number>, weights: ArrayLike<number>): number[] {
  requireDomain(
    values.length === weights.length,
    `${caller} requires one weight for each value`,
    `${values.length} values and ${weights.length} weights`,
  );
  return Array.from(values, (value, index) => {
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${index}`);
    return value;
  });
}

/** The weights in a unit close to the largest, so that neither their sum nor their squares leave the range of doubles. */
function relativeWeights(caller: string, given: ArrayLike<number>): number[] {
  const weights = Array.from(given);
  let largest = 0;
  weights.forEach((weight, index) => {
    requireDomain(
      weight >= 0 && weight < Infinity,
      `${caller} requires finite weights ≥ 0`,
      `${weight} at ${index}`,
    );
    largest = Math.max(largest, weight);
  });
  requireDomain(largest > 0, `${caller} requires a weight above 0`, largest);
  // A power of 2 changes no digit.
  const unit = 2 ** -Math.max(-1023, Math.floor(Math.log2(largest)));
  return weights.map((weight) => weight * unit);
}
