import { requireDomain } from "../domain.ts";
import type { Flags } from "./flags.ts";

/**
 * Flags respondents who gave one and the same answer to many items in a row (long strings). Items of one battery, in the order shown;
 * where some run against the others, even a content respondent cannot answer all alike.
 *
 * @param rows answers of each respondent to the battery; `null` where there is none, which breaks a string
 * @param options `length` from which a string is flagged; by default the whole battery, of at least four items
 * @returns flags, and the longest string of each respondent
 * @throws {RangeError} when rows differ in length, the battery has fewer than two items, or the length is not a whole number from 2 to
 *   that of the battery
 * @source Johnson (2005), Ascertaining the validity of individual protocols from web-based personality inventories, Journal of Research
 *   in Personality 39(1) 103–129; Curran (2016), Journal of Experimental Social Psychology 66 4–19
 * @example straightLining([[4, 4, 4, 4], [5, 4, 4, 3], [3, 3, 3, null]]).flagged // => [true, false, false]
 */
export function straightLining(
  rows: readonly (readonly (number | null)[])[],
  options: { readonly length?: number } = {},
): Flags & { readonly longest: readonly number[] } {
  const size = rows[0]?.length ?? 0;
  rows.forEach((row, index) =>
    requireDomain(row.length === size, `straightLining requires ${size} answers in row ${index}`, row.length),
  );
  const { length = Math.max(4, size) } = options;
  if (options.length !== undefined || rows.length > 0) {
    requireDomain(size >= 2, "straightLining requires a battery of at least two items", size);
    requireDomain(
      Number.isInteger(length) && length >= 2 && (length <= size || options.length === undefined),
      `straightLining requires a whole length from 2 to ${size}`,
      length,
    );
  }
  const longest = rows.map(longestString);
  return {
    rule: `the same answer to ${length} items in a row`,
    flagged: longest.map((string) => string >= length),
    longest,
  };
}

function longestString(row: readonly (number | null)[]): number {
  let longest = 0;
  let current = 0;
  row.forEach((answer, i) => {
    current = (answer ?? null) === null ? 0 : i > 0 && answer === row[i - 1] ? current + 1 : 1;
    longest = Math.max(longest, current);
  });
  return longest;
}
