import type { Estimate, Unit } from "@cxkit/core";
import type { Interval } from "@cxkit/stats";

/**
 * An estimate of plain answers from its parts, of which those that are not known are NaN and become `null`. One function for every
 * kind of score, so that a bundle names the parts once.
 *
 * @param limits interval of the answers, their number times `scale`: at this base the Wald formula, whose divisor is n, is value
 *   ± z · standard error, divisor n − 1
 * @param max greatest and least value that is possible, to which limits are clipped
 * @param factor how many units of the value one unit of the limits is
 * @throws {RangeError} when the level is not strictly between 0 and 1
 */
export function estimateOf<U extends Unit>(
  caller: string,
  unit: U,
  n: number,
  value: number,
  standardError: number,
  method: string,
  confidenceLevel: number,
  limits: (scale: number) => Interval,
  max: number,
  min: number,
  factor = max,
): Estimate & { readonly unit: U } {
  // What `requireLevel` asks, here without a call: a bundle with `nps` alone then does without that, and stays under its kilobyte.
  if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
    throw new RangeError(`${caller} requires 0 < confidenceLevel < 1, got ${confidenceLevel}`);
  }
  const found = value < Infinity ? limits(method === "wald" && n > 1 ? 1 - 1 / n : 1) : null;
  return {
    value: value < Infinity ? value : null,
    interval: found && {
      low: Math.min(value, Math.max(min, factor * found.low)),
      high: Math.max(value, Math.min(max, factor * found.high)),
    },
    standardError: standardError < Infinity ? standardError : null,
    n,
    effectiveN: n,
    unit,
    confidenceLevel,
    method,
  };
}

/** Limits in units of `factor` scores, in scores, clipped to what is possible and around the value. */
export function within(
  { low, high }: Interval,
  factor: number,
  value: number,
  min: number,
  max: number,
): Interval {
  return {
    low: Math.min(value, Math.max(min, factor * low)),
    high: Math.max(value, Math.min(max, factor * high)),
  };
}
