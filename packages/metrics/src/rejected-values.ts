import { scalePosition } from "@cxkit/core";
import { completeScale, type RatingScale, scaleText } from "./count-ratings.ts";

/** A value that is no answer on a scale, and how often it came. */
export interface RejectedValue {
  readonly value: unknown;
  readonly count: number;
}

/**
 * What was set aside: the values of an array that are no point of a scale, the most frequent first. Results carry only how many there
 * were (`rejected`), in constant memory; a survey that was asked on another scale than was thought shows here.
 *
 * @param answers any array or typed array; `null` and `undefined` are item nonresponse and no value
 * @param scale `{ min: 0, max: 10 }`; points are 1 apart unless said otherwise
 * @returns equal counts in the order in which the values came; none where every answer is a point
 * @throws {RangeError} when the scale has no points or its step does not divide it, or the answers are no array
 * @example rejectedValues([9, 11, 11, -1, null], { min: 0, max: 10 }) // => [{ value: 11, count: 2 }, { value: -1, count: 1 }]
 */
export function rejectedValues(answers: ArrayLike<unknown>, scale: RatingScale): readonly RejectedValue[] {
  const whole = completeScale(scale);
  const steps = (whole.max - whole.min) / whole.step;
  if (!(steps > 0 && steps < 1e6 && Math.abs(steps - Math.round(steps)) < 1e-9))
    throw new RangeError(`rejectedValues requires a scale of whole steps, got ${scaleText(whole)}`);
  if (!(answers?.length >= 0))
    throw new RangeError(`rejectedValues requires an array, got ${typeof answers}`);
  const counts = new Map<unknown, number>();
  for (let index = 0; index < answers.length; index += 1) {
    const value = answers[index];
    if (value === null || value === undefined) continue;
    if (typeof value === "number" && scalePosition(whole, value) >= 0) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((left, right) => right.count - left.count);
}
