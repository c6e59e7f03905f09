import { type InvalidPolicy, sortedOut } from "./count-points.ts";
import { type NpsOptions, type NpsResult, npsResult } from "./nps-result.ts";

export type { InvalidPolicy } from "./count-points.ts";

/**
 * Net Promoter Score: share of promoters (9–10) minus share of detractors (0–6) of answers to "how likely are you to
 * recommend …", 0–10.
 *
 * **Unit**: points, −100…100, customarily printed as a whole number without a sign for percent.
 * **Base**: whole scores 0…10. `null` and `undefined` are item nonresponse and left out; anything else stops.
 * **Interval**: adjusted Wald (Rocks 2016), clipped to −100…100; pass `scoreInterval` for n < 30 at other levels
 * than 95 %. **Assumes** independent answers; weighted ones go through {@link tallyOf} and {@link npsMetric}.
 *
 * @param scores any array or typed array, in any order
 * @param options `invalid: "set-aside"` counts what is off the scale in `rejected` instead of stopping
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no score, naming its index, or a level outside 0…1
 * @source Reichheld (2003), The one number you need to grow, Harvard Business Review 81(12) 46–54
 * @example nps([10, 9, 9, 8, 7, 6, null]).value?.toFixed(1) // => "33.3"
 * @example nps([10, 9, 9, 8, 7, 6, null]).n // => 6
 */
export function nps(
  scores: ArrayLike<number | null | undefined>,
  options: NpsOptions & { readonly invalid?: InvalidPolicy } = {},
): NpsResult {
  // No branch on a score, which would mispredict; whatever is no score falls into the last cell. Two scores a step, which
  // takes a sixth less time. Its own loop and not that of `countRatings`: with the scale known to the compiler it is the faster one.
  const cells = new Int32Array(12);
  let i = 0;
  for (; i < scores.length - 1; i += 2) {
    cells[cell(scores[i])]!++;
    cells[cell(scores[i + 1])]!++;
  }
  if (i < scores.length) cells[cell(scores[i])]!++;
  return npsResult(
    sortedOut(
      "nps requires 0 to 10",
      scores,
      { min: 0, max: 10, step: 1 },
      [...cells],
      cell,
      options.invalid,
    ),
    options,
  );
}

function cell(score: unknown): number {
  // Asking for the type first keeps the comparison of numbers fast where some are missing.
  return typeof score === "number" && score === (score | 0) ? Math.min(score >>> 0, 11) : 11;
}
