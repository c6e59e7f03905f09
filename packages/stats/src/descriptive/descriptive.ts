import {
  mean as simpleMean,
  medianAbsoluteDeviation as simpleMedianAbsoluteDeviation,
  quantile as simpleQuantile,
  sampleCovariance as simpleSampleCovariance,
  sampleKurtosis,
  sampleSkewness,
  sampleVariance as simpleSampleVariance,
} from "simple-statistics";
import { requireDomain } from "../domain.ts";

/**
 * Arithmetic mean, by compensated summation: large offsets and long lists keep their digits.
 *
 * @param values at least one, all finite
 * @throws {RangeError} when the list is empty or a value is not finite, naming its index
 * @example mean([4, 5, 3]) // => 4
 */
export function mean(values: ArrayLike<number>): number {
  return representable("mean", simpleMean(finite("mean", values, 1)));
}

/**
 * Sample variance: squared deviations from the mean over n − 1, in two passes, so that it survives values that
 * are large next to their spread.
 *
 * @param values at least two, all finite
 * @throws {RangeError} when there are fewer than two values or one is not finite, naming its index
 * @example sampleVariance([4, 5, 3]) // => 1
 */
export function sampleVariance(values: ArrayLike<number>): number {
  return representable("sampleVariance", simpleSampleVariance(finite("sampleVariance", values, 2)));
}

/**
 * Sample quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan, the default of R, NumPy
 * and spreadsheets.
 *
 * @param values at least one, all finite, in any order; left as they are
 * @param p share of the values below it, 0 to 1; 0.5 is the median
 * @throws {RangeError} when the list is empty, a value is not finite, or p is outside 0…1
 * @source Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4) 361–365
 * @example quantile([1, 2, 3, 4], 0.25) // => 1.75
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  const list = finite("quantile", values, 1);
  requireDomain(p >= 0 && p <= 1, "quantile requires 0 ≤ p ≤ 1", p);
  return representable("quantile", simpleQuantile(list, p));
}

/**
 * Sample standard deviation: the square root of {@link sampleVariance}, in the unit of the values.
 *
 * @param values at least two, all finite
 * @throws {RangeError} when there are fewer than two values or one is not finite, naming its index
 * @example sampleStandardDeviation([4, 5, 3]) // => 1
 */
export function sampleStandardDeviation(values: ArrayLike<number>): number {
  const variance = simpleSampleVariance(finite("sampleStandardDeviation", values, 2));
  return Math.sqrt(representable("sampleStandardDeviation", variance));
}

/**
 * Population variance: squared deviations from the mean over n, for values that are all there is and no sample.
 *
 * @param values at least one, all finite
 * @throws {RangeError} when the list is empty or a value is not finite, naming its index
 * @example populationVariance([1, 2, 3, 4]) // => 1.25
 */
export function populationVariance(values: ArrayLike<number>): number {
  const list = finite("populationVariance", values, 1);
  if (list.length === 1) return 0;
  return representable("populationVariance", simpleSampleVariance(list)) * ((list.length - 1) / list.length);
}

/**
 * Median: half of the values lie on either side; the mean of the two middle ones when their number is even.
 *
 * @param values at least one, all finite
 * @throws {RangeError} when the list is empty or a value is not finite, naming its index
 * @example median([4, 5, 3, 100]) // => 4.5
 */
export function median(values: ArrayLike<number>): number {
  return representable("median", simpleQuantile(finite("median", values, 1), 0.5));
}

/**
 * Median absolute deviation from the median, raw: half of the values lie closer to the median. One outlier hardly moves it.
 *
 * For normal data it is 0.6745 of the standard deviation: divide by `normalQuantile(0.75)` (that is, times 1.4826) to
 * compare the two.
 *
 * @param values at least one, all finite
 * @throws {RangeError} when the list is empty or a value is not finite, naming its index
 * @source Hampel (1974), The influence curve and its role in robust estimation, JASA 69(346) 383–393
 * @example medianAbsoluteDeviation([1, 2, 3, 4, 100]) // => 1
 */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const list = finite("medianAbsoluteDeviation", values, 1);
  return representable("medianAbsoluteDeviation", simpleMedianAbsoluteDeviation(list));
}

/**
 * Interquartile range: the distance of the type 7 {@link quantile}s at ¼ and ¾, which hold the middle half of the values.
 *
 * @param values at least one, all finite
 * @throws {RangeError} when the list is empty or a value is not finite, naming its index
 * @example interquartileRange([1, 2, 3, 4, 5]) // => 2
 */
export function interquartileRange(values: ArrayLike<number>): number {
  const list = finite("interquartileRange", values, 1);
  return representable("interquartileRange", simpleQuantile(list, 0.75) - simpleQuantile(list, 0.25));
}

/**
 * Trimmed mean: the mean of what is left after the same number of values has been cut off at either end, `share` of them
 * rounded down.
 *
 * @param values at least one, all finite
 * @param share cut off at each end, from 0 to below 0.5
 * @throws {RangeError} when the list is empty, a value is not finite, or the share is outside 0 ≤ share < 0.5
 * @source Tukey and McLaughlin (1963), Less vulnerable confidence and significance procedures for location, Sankhyā A 25(3) 331–352
 * @example trimmedMean([1, 2, 3, 4, 100], 0.2) // => 3
 */
export function trimmedMean(values: ArrayLike<number>, share: number): number {
  const list = finite("trimmedMean", values, 1);
  requireDomain(share >= 0 && share < 0.5, "trimmedMean requires 0 ≤ share < 0.5", share);
  // The product may fall short of a whole number by rounding: 0.29 · 100.
  const cut = Math.floor(share * list.length * (1 + Number.EPSILON));
  const kept = list.toSorted((a, b) => a - b).slice(cut, list.length - cut);
  return representable("trimmedMean", simpleMean(kept));
}

/**
 * Sample covariance: products of the deviations of two lists from their means, over n − 1.
 *
 * @param x at least two, all finite
 * @param y as many
 * @throws {RangeError} when the lists differ in length, have fewer than two values, or one is not finite
 * @example sampleCovariance([1, 2, 3], [2, 4, 6]) // => 2
 */
export function sampleCovariance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requireDomain(
    x.length === y.length,
    "sampleCovariance requires lists of one length",
    `${x.length} and ${y.length}`,
  );
  return representable(
    "sampleCovariance",
    simpleSampleCovariance(finite("sampleCovariance", x, 2), finite("sampleCovariance", y, 2)),
  );
}

/**
 * Sample skewness G₁, adjusted for the sample size: 0 for symmetric values, above 0 for a long upper tail.
 *
 * @param values at least three, not all the same, all finite
 * @throws {RangeError} when there are fewer than three values, one is not finite, or all are the same
 * @source Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47(1) 183–189
 * @example skewness([1, 2, 3, 10]).toFixed(4) // => "1.7636"
 */
export function skewness(values: ArrayLike<number>): number {
  return representable("skewness", sampleSkewness(spread("skewness", finite("skewness", values, 3))));
}

/**
 * Sample excess kurtosis G₂, adjusted for the sample size: 0 for the normal distribution, above 0 for heavier tails.
 *
 * @param values at least four, not all the same, all finite
 * @throws {RangeError} when there are fewer than four values, one is not finite, or all are the same
 * @source Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47(1) 183–189
 * @example excessKurtosis([1, 2, 3, 10]).toFixed(4) // => "3.2280"
 */
export function excessKurtosis(values: ArrayLike<number>): number {
  return representable(
    "excessKurtosis",
    sampleKurtosis(spread("excessKurtosis", finite("excessKurtosis", values, 4))),
  );
}

/** Stops at a result beyond the range of numbers. */
function representable(caller: string, result: number): number {
  requireDomain(
    Number.isFinite(result),
    `${caller} requires values whose sums and powers are finite`,
    result,
  );
  return result;
}

function spread(caller: string, values: number[]): number[] {
  requireDomain(
    values.some((value) => value !== values[0]),
    `${caller} requires values that differ`,
    `${values[0]} only`,
  );
  return values;
}

function finite(caller: string, values: ArrayLike<number>, least: number): number[] {
  requireDomain(
    values.length >= least,
    `${caller} requires at least ${least} value${least > 1 ? "s" : ""}`,
    values.length,
  );
  return Array.from(values, (value, index) => {
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${index}`);
    return value;
  });
}
