import { type Scale, scaleSize } from "@cxkit/core";
import { type CountedRatings, sortedOut } from "./count-points.ts";
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
  const size = scaleSize(scale);
  // Whatever is no point falls into a last cell of its own.
  const cell = (value: unknown): number => {
    if (typeof value !== "number") return size;
    const steps = (value - min) / step;
    const point = (steps + 0.5) | 0;
    // Both sides of the minimum are made unsigned, or it would be taken of doubles, at half the speed.
    return Math.abs(steps - point) < 1e-9 ? Math.min(point >>> 0, size >>> 0) : size;
  };
  const cells = new Int32Array(size + 1);
  for (let i = 0; i < ratings.length; i++) cells[cell(ratings[i])]!++;
  const requirement = `${caller} requires ratings ${scaleText(scale)}`;
  return sortedOut(requirement, ratings, scale, [...cells], cell, invalid);
}

/** A scale as errors name it; letter for letter as `scaleSize` does, so that the two compress into one. */
export function scaleText(scale: Scale): string {
  return `${scale.min}…${scale.max} by ${scale.step}`;
}

/** The scale of an option, completed. */
export function completeScale(scale: RatingScale): Scale {
  return { step: 1, ...scale };
}
