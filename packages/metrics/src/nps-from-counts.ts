import { type NpsOptions, type NpsResult, npsResult } from "./nps-result.ts";

/**
 * Net Promoter Score from answers already counted per score: a `GROUP BY`, a spreadsheet, a published distribution.
 *
 * **Unit**, **base** and **interval** are those of {@link nps}, and so are the numbers.
 *
 * @param counts eleven counts, answers of score 0 first and of score 10 last; whole numbers ≥ 0
 * @throws {RangeError} when there are not eleven counts, or one is negative or not whole
 * @example npsFromCounts([0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3]).value?.toFixed(1) // => "33.3"
 */
export function npsFromCounts(counts: readonly number[], options: NpsOptions = {}): NpsResult {
  if (counts.length !== 11) {
    throw new RangeError(`npsFromCounts requires 11 counts, score 0 first, got ${counts.length}`);
  }
  counts.forEach((count, score) => {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`npsFromCounts requires whole counts ≥ 0, got ${count} for score ${score}`);
    }
  });
  const scale = { min: 0, max: 10, step: 1 };
  return npsResult(
    { tally: { kind: "scale", scale, counts: [...counts], missing: {} }, missing: 0, rejected: 0 },
    options,
  );
}
