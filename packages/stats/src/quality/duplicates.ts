import { requireDomain } from "../domain.ts";
import type { Flags } from "./flags.ts";

/**
 * Flags respondents whose answers equal those of another in nearly all items: copies, or one person twice. The first of a group is not
 * flagged. Batteries with few items or little spread have equal answers by chance: `share` says how equal, and at least ten items are
 * wanted.
 *
 * Work grows with the square of the respondents; some thousands take seconds.
 *
 * @param rows answers of each respondent; `null` where there is none. Items that both left out do not count
 * @param options `share` of equal answers from which two are one, above 0, up to 1; 1 unless said otherwise. `items` that two must have
 *   answered both, 10 unless said otherwise
 * @returns flags, and for each respondent the position of the first one who is equal, or `null`
 * @throws {RangeError} when rows differ in length, the share is not above 0 and at most 1, or items are not a whole number from 1
 * @source Kuriakose and Robbins (2016), Don't get duped: fraud through duplication in public opinion surveys, Statistical Journal of the
 *   IAOS 32(3) 283–291
 * @example duplicates([[5, 4, 3], [1, 2, 3], [5, 4, 3]], { items: 3 }).original // => [null, null, 0]
 */
export function duplicates(
  rows: readonly (readonly (number | string | null)[])[],
  options: { readonly share?: number; readonly items?: number } = {},
): Flags & { readonly original: readonly (number | null)[] } {
  const { share = 1, items = 10 } = options;
  requireDomain(share > 0 && share <= 1, "duplicates requires 0 < share ≤ 1", share);
  requireDomain(
    Number.isInteger(items) && items >= 1,
    "duplicates requires a whole number of items ≥ 1",
    items,
  );
  const size = rows[0]?.length ?? 0;
  rows.forEach((row, index) =>
    requireDomain(row.length === size, `duplicates requires ${size} answers in row ${index}`, row.length),
  );
  const original = rows.map((row, i) => {
    for (let j = 0; j < i; j++) if (alike(row, rows[j] ?? [], share, items)) return j;
    return null;
  });
  return {
    rule: `${share === 1 ? "all" : `${share} of the`} answers equal to those of an earlier respondent, ${items} items at least`,
    flagged: original.map((first) => first !== null),
    original,
  };
}

function alike(
  left: readonly (number | string | null)[],
  right: readonly (number | string | null)[],
  share: number,
  items: number,
): boolean {
  let [both, equal] = [0, 0];
  for (let k = 0; k < left.length; k++) {
    if ((left[k] ?? null) === null && (right[k] ?? null) === null) continue;
    both++;
    if (left[k] === right[k]) equal++;
    else if (share === 1) return false;
  }
  // Divided, not multiplied: 11 of 20 are a share of 0.55, but 0.55 · 20 is above 11.
  return both >= items && equal / both >= share;
}
