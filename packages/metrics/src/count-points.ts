import type { Scale, ScaleTally } from "@cxkit/core";
import type { InvalidPolicy } from "./nps.ts";
import { written } from "./written.ts";

/** Ratings counted per scale point, with what did not count. */
export interface CountedRatings {
  readonly tally: ScaleTally;
  /** Item nonresponse, `null` and `undefined`; not in the base. By reason, where reasons are known, in `tally.missing`. */
  readonly missing: number;
  /** Values off the scale that were set aside; not in the base. */
  readonly rejected: number;
}

/**
 * Counts whole numbers from `min` on per point, in one pass without a branch on an answer, which would mispredict; whatever is
 * no point falls into a last cell of its own.
 *
 * @param requirement how an error begins: the function and what it takes
 * @param scale of the tally; that its first point counts as `min` and that it has `size` points, the caller knows
 * @param shown what errors show at an index, where that is not the value counted
 * @throws {RangeError} at the first value that is no point, naming its index, unless set aside
 */
export function countPoints(
  requirement: string,
  values: ArrayLike<unknown>,
  scale: Scale,
  min: number,
  size: number,
  invalid: InvalidPolicy | undefined,
  shown = values,
): CountedRatings {
  const cells = new Int32Array(size + 1);
  for (let i = 0; i < values.length; i++) cells[cell(values[i], min, size)]!++;
  const counts = [...cells];
  let rejected = counts.pop()!;
  let missing = 0;
  for (let i = 0; rejected && i < values.length; i++) {
    if (values[i] == null) {
      missing++;
      rejected--;
    } else if (invalid !== "set-aside" && cell(values[i], min, size) === size) {
      throw new RangeError(`${requirement} or null, got ${written(shown[i])} at index ${i}`);
    }
  }
  return {
    tally: {
      kind: "scale",
      scale,
      counts,
      missing: { ...(missing && { unknown: missing }), ...(rejected && { "off-scale": rejected }) },
    },
    missing,
    rejected,
  };
}

function cell(value: unknown, min: number, size: number): number {
  // Asking for the type first keeps the comparison of numbers fast where some are missing. Both sides of the minimum are made
  // unsigned, or it would be taken of doubles, at half the speed.
  return typeof value === "number" && value === (value | 0)
    ? Math.min((value - min) >>> 0, size >>> 0)
    : size;
}
