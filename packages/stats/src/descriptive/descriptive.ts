import {
  mean as simpleMean,
  quantile as simpleQuantile,
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
export function mean(values: readonly number[]): number {
  requireFinite("mean", values, 1);
  return simpleMean(values);
}

/**
 * Sample variance: squared deviations from the mean over n − 1, in two passes, so that it survives values that
 * are large next to their spread.
 *
 * @param values at least two, all finite
 * @throws {RangeError} when there are fewer than two values or one is not finite, naming its index
 * @example sampleVariance([4, 5, 3]) // => 1
 */
export function sampleVariance(values: readonly number[]): number {
  requireFinite("sampleVariance", values, 2);
  return simpleSampleVariance(values);
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
export function quantile(values: readonly number[], p: number): number {
  requireFinite("quantile", values, 1);
  requireDomain(p >= 0 && p <= 1, "quantile requires 0 ≤ p ≤ 1", p);
  return simpleQuantile(values, p);
}

function requireFinite(caller: string, values: readonly number[], least: number): void {
  requireDomain(
    values.length >= least,
    `${caller} requires at least ${least} value${least > 1 ? "s" : ""}`,
    values.length,
  );
  values.forEach((value, index) =>
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${index}`),
  );
}
