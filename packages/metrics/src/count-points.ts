import type { Scale, ScaleTally } from "@cxkit/core";
import { written } from "./written.ts";

/** What to do with something that is no answer on the scale: stop (the default), or count it as `off-scale`. */
export type InvalidPolicy = "refuse" | "set-aside";

/** Ratings counted per scale point, with what did not count. */
export interface CountedRatings {
  readonly tally: ScaleTally;
  /** Item nonresponse, `null` and `undefined`; not in the base. By reason, where reasons are known, in `tally.missing`. */
  readonly missing: number;
  /** Values off the scale that were set aside; not in the base. */
  readonly rejected: number;
}

/**
 * Counts per point, of which the last holds whatever is no point, sorted out into a tally, item nonresponse and what is off
 * the scale.
 *
 * @param requirement how an error begins: the function and what it takes
 * @param cell where a value was counted: the points of the scale from 0
 * @throws {RangeError} at the first value that is no point, naming its index, unless set aside; for what is no array
 */
export function sortedOut(
  requirement: string,
  values: ArrayLike<unknown>,
  scale: Scale,
  counts: number[],
  cell: (value: unknown) => number,
  invalid: InvalidPolicy | undefined,
): CountedRatings {
  let rejected = counts.pop()!;
  let missing = 0;
  // A set, a tally or a number has no answers at all, which is not the same as having none.
  if (values.length == null) throw new RangeError(`${requirement} or null, got ${written(values)}`);
  for (let i = 0; rejected && i < values.length; i++) {
    if (values[i] == null) {
      missing++;
      rejected--;
    } else if (invalid !== "set-aside" && cell(values[i]) === counts.length) {
      throw new RangeError(`${requirement} or null, got ${written(values[i])} at index ${i}`);
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
