import { normalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";
import { probabilityGiven } from "../method-arguments.ts";

/** Reads the quantile at p, 0 < p < 1, of replicates sorted ascending. */
export type ReplicateQuantile = (sorted: readonly number[], p: number) => number;

/**
 * Quantile of replicates between two of them on a normal scale: the rule of Davison and Hinkley, and of R's `boot.ci`.
 * Beyond the first and the last replicate it stays with them.
 *
 * @param sorted replicates, ascending
 * @param p strictly between 0 and 1
 * @throws {RangeError} when p is not strictly between 0 and 1, or there is no replicate, or one is not finite
 * @source Davison and Hinkley (1997), Bootstrap Methods and their Application, equation 5.8
 * @example normalScaleQuantile([1, 2, 3, 4], 0.3).toFixed(4) // => "1.5392"
 */
export function normalScaleQuantile(sorted: readonly number[], p: number): number {
  requireAsked("normalScaleQuantile", sorted, p);
  return uncheckedNormalScaleQuantile(sorted, p);
}

/** The same where replicates may be infinite, as those of a ratio are: so may be the result then. */
export function uncheckedNormalScaleQuantile(sorted: readonly number[], p: number): number {
  const size = sorted.length + 1;
  const rank = size * p;
  // A rank that is whole but for rounding is that replicate.
  const whole = Math.abs(rank - Math.round(rank)) < 1e-9 ? Math.round(rank) : Math.floor(rank);
  if (whole <= 0) return sorted[0] as number;
  if (whole >= sorted.length) return sorted.at(-1) as number;
  const lower = sorted[whole - 1] as number;
  const upper = sorted[whole] as number;
  const from = normalQuantile(whole / size);
  const part = (normalQuantile(p) - from) / (normalQuantile((whole + 1) / size) - from);
  return lower + Math.max(0, part) * (upper - lower);
}

/**
 * Quantile of replicates between two of them on a straight line: type 7 of Hyndman and Fan, the default of R and of
 * spreadsheets.
 *
 * @param sorted replicates, ascending
 * @param p strictly between 0 and 1
 * @throws {RangeError} when p is not strictly between 0 and 1, or there is no replicate, or one is not finite
 * @source Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4) 361–365
 * @example linearQuantile([1, 2, 3, 4], 0.3).toFixed(4) // => "1.9000"
 */
export function linearQuantile(sorted: readonly number[], p: number): number {
  requireAsked("linearQuantile", sorted, p);
  const rank = (sorted.length - 1) * p;
  const whole = Math.floor(rank);
  const lower = sorted[whole] as number;
  return lower + (rank - whole) * ((sorted[whole + 1] ?? lower) - lower);
}

function requireAsked(caller: string, sorted: readonly number[], p: number): void {
  probabilityGiven(caller, p);
  requireDomain(sorted.length > 0, `${caller} requires at least one replicate`, sorted.length);
  const wrong = sorted.find((value) => !Number.isFinite(value));
  requireDomain(wrong === undefined, `${caller} requires finite replicates`, wrong);
}
