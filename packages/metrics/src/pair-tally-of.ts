import { addToPairTally, emptyPairTally, type PairTally, scalePosition } from "@cxkit/core";
import { completeScale, type RatingScale } from "./count-ratings.ts";
import { written } from "./written.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/**
 * Counts who answered what in two waves, from one `[before, after]` per respondent. Goes into {@link pairedDifference} and
 * {@link overlappingDifference}; tallies of two shards merge with `mergePairTallies` of `@cxkit/core`.
 *
 * **Base**: `null` and `undefined` mean that there is no answer of that wave; who answered neither is nowhere. Weighted pairs
 * are not offered: two waves give one person two weights.
 *
 * @param pairs the two answers of each respondent, joined by the respondent's key beforehand
 * @param options the scale that both waves were asked on
 * @throws {RangeError} at the first value that is no point of the scale, naming its index
 * @example pairTallyOf([[1, 3], [2, null]], { scale: { min: 1, max: 3 } }).counts[0] // => [0, 0, 1]
 * @example pairTallyOf([[1, 3], [2, null]], { scale: { min: 1, max: 3 } }).beforeOnly // => [0, 1, 0]
 */
export function pairTallyOf(
  pairs: Iterable<readonly [number | null | undefined, number | null | undefined]>,
  options: { readonly scale: RatingScale },
): PairTally {
  const scale = completeScale(options.scale);
  const tally = inTheNameOf("pairTallyOf", () => emptyPairTally(scale));
  let index = 0;
  for (const [before, after] of pairs) {
    for (const value of [before, after] as unknown[]) {
      const missing = value === null || value === undefined;
      if (!missing && !(typeof value === "number" && scalePosition(scale, value) >= 0)) {
        throw new RangeError(
          `pairTallyOf requires points ${scale.min}…${scale.max} by ${scale.step} or null, got ${written(value)} at index ${index}`,
        );
      }
    }
    addToPairTally(tally, before, after);
    index += 1;
  }
  return tally;
}
