import { type Scale, scalePosition, scaleSize, type ScaleTally } from "@cxkit/core";
import type { InvalidPolicy } from "./nps.ts";
import { written } from "./written.ts";

/** A rating scale as an option: `{ min: 1, max: 5 }`; neighbouring points are 1 apart unless said otherwise. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
  /** Default 1; 0.5 for half stars. */
  readonly step?: number;
}

/** Ratings counted per scale point, with what did not count. */
export interface CountedRatings {
  readonly tally: ScaleTally;
  /** Item nonresponse, `null` and `undefined`; not in the base. By reason, where reasons are known, in `tally.missing`. */
  readonly missing: number;
  /** Values off the scale that were set aside; not in the base. */
  readonly rejected: number;
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
  invalid: InvalidPolicy = "refuse",
): CountedRatings {
  const size = scaleSize(scale);
  const cells = new Int32Array(size + 1);
  const { min, max, step } = scale;
  const { length } = ratings;
  if (step === 1 && Number.isInteger(min)) {
    // No branch on a rating, which would mispredict; whatever is no rating falls into the last cell.
    for (let i = 0; i < length; i++) {
      const rating = ratings[i];
      cells[
        typeof rating === "number" && rating === (rating | 0) ? Math.min((rating - min) >>> 0, size) : size
      ]!++;
    }
  } else {
    for (let i = 0; i < length; i++) {
      const position = positionOf(scale, ratings[i]);
      cells[position < 0 ? size : position]!++;
    }
  }
  const others = cells[size]!;
  let missing = 0;
  for (let i = 0; i < (others && length); i++) {
    const rating = ratings[i];
    if (rating === null || rating === undefined) missing++;
    else if (invalid === "refuse" && positionOf(scale, rating) < 0) {
      throw new RangeError(
        `${caller} requires ratings ${min}…${max} by ${step} or null, got ${written(rating)} at index ${i}`,
      );
    }
  }
  const rejected = others - missing;
  return {
    tally: {
      kind: "scale",
      scale,
      counts: [...cells.subarray(0, size)],
      missing: { ...(missing && { unknown: missing }), ...(rejected && { "off-scale": rejected }) },
    },
    missing,
    rejected,
  };
}

/** The scale of an option, completed. */
export function completeScale(scale: RatingScale): Scale {
  return { step: 1, ...scale };
}

function positionOf(scale: Scale, rating: unknown): number {
  return typeof rating === "number" ? scalePosition(scale, rating) : -1;
}
