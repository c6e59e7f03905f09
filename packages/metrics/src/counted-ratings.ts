import type { Scale, ScaleTally } from "@cxkit/core";
import { type CountedRatings, countRatings, scaleText } from "./count-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";

/**
 * Ratings as they come: an array or typed array of points with `null` where nobody answered, or their counts per point as a
 * tally of `scaleTallyOf` (`@cxkit/core`) or `tallyOf`.
 */
export type Ratings = ArrayLike<number | null | undefined> | ScaleTally;

/**
 * Counts ratings per scale point; a tally has them counted already.
 *
 * @param caller the function named to whoever passes something that is no rating
 * @throws {RangeError} at the first value that is no point of the scale, naming its index, unless set aside; when a tally has
 *   another scale
 */
export function countedRatings(
  caller: string,
  ratings: ArrayLike<unknown> | ScaleTally,
  scale: Scale,
  invalid?: InvalidPolicy,
): CountedRatings {
  // By the property itself: of a number, asking whether it has one stops without saying whose question it was.
  return (ratings as Partial<ScaleTally>).kind
    ? countedBefore(caller, ratings as ScaleTally, scale)
    : countRatings(caller, ratings as ArrayLike<unknown>, scale, invalid);
}

function countedBefore(caller: string, tally: ScaleTally, scale: Scale): CountedRatings {
  if (scaleText(tally.scale) !== scaleText(scale)) {
    throw new RangeError(`${caller} requires ratings ${scaleText(scale)}, got ${scaleText(tally.scale)}`);
  }
  const rejected = tally.missing["off-scale"] ?? 0;
  const without = Object.values(tally.missing).reduce((sum, count) => sum + count, 0) - rejected;
  return { tally, missing: without, rejected };
}
