import { type Scale, scalePosition, scaleSize } from "@cxkit/core";
import { type CountedRatings, countPoints } from "./count-points.ts";
import type { InvalidPolicy } from "./nps.ts";

export type { CountedRatings } from "./count-points.ts";

/** A rating scale as an option: `{ min: 1, max: 5 }`; neighbouring points are 1 apart unless said otherwise. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
  /** Default 1; 0.5 for half stars. */
  readonly step?: number;
}

/**
 * Counts ratings of an array per scale point, in one pass.
 *
 * @param caller the function named to whoever passes something that is no rating
 * @throws {RangeError} at the first value that is no point of the scale, naming its index, unless set aside
 */
export function countRatings(
  caller: string,
  ratings: ArrayLike<unknown>,
  scale: Scale,
  invalid?: InvalidPolicy,
): CountedRatings {
  const { min, step } = scale;
  const whole = step === 1 && Number.isInteger(min);
  return countPoints(
    `${caller} requires ratings ${scaleText(scale)}`,
    whole
      ? ratings
      : Array.from(ratings, (rating) => (typeof rating === "number" ? scalePosition(scale, rating) : rating)),
    scale,
    whole ? min : 0,
    scaleSize(scale),
    invalid,
    ratings,
  );
}

/** A scale as errors name it; letter for letter as `scaleSize` does, so that the two compress into one. */
export function scaleText(scale: Scale): string {
  return `${scale.min}…${scale.max} by ${scale.step}`;
}

/** The scale of an option, completed. */
export function completeScale(scale: RatingScale): Scale {
  return { step: 1, ...scale };
}
