import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { wilsonInterval } from "../intervals/wilson-interval.ts";

/** How often one item stayed without an answer. */
export interface ItemGaps {
  /** Respondents who reached the item: it was shown, and they answered it or a later one. */
  readonly reached: number;
  /** Respondents who reached it and left it out. */
  readonly skipped: number;
  /** Share of those who reached it; `null` when nobody did. */
  readonly nonresponse: number | null;
  readonly nonresponseInterval: Interval | null;
  /** Respondents whose last answer was to the item before: this is where they broke off. */
  readonly brokeOff: number;
  /** Share of those who were still there; `null` when nobody was. */
  readonly breakOff: number | null;
  readonly breakOffInterval: Interval | null;
}

/** Gaps by item, and how complete each respondent is. */
export interface ItemNonresponse {
  /** In the order of the items. */
  readonly items: readonly ItemGaps[];
  /** Share of the items that each respondent answered, of those shown to them; `null` where none was. */
  readonly answered: readonly (number | null)[];
  /** Respondents who answered the last item that was shown to them. */
  readonly finished: number;
  readonly n: number;
}

/**
 * Item nonresponse and break-off by item: where respondents leave out an answer, and where they leave. The two are told apart: who
 * never comes back after an item has broken off there and is no nonresponse of the items behind it.
 *
 * @param rows answers in the order of the questionnaire: anything that is not `null` or `undefined` is an answer; `undefined` means not
 *   shown (by routing), `null` not answered
 * @param confidenceLevel strictly between 0 and 1, of the Wilson intervals
 * @throws {RangeError} when rows differ in length or the level is not strictly between 0 and 1
 * @source AAPOR (2023), Standard definitions, 10th ed. (partial, break-off, item nonresponse); Peytchev (2009), Survey breakoff, Public
 *   Opinion Quarterly 73(1) 74–97
 * @example itemNonresponse([[5, null, 3], [4, null, null], [5, 4, 4]]).items.map(({ skipped, brokeOff }) => [skipped, brokeOff]) // => [[0, 0], [1, 1], [0, 0]]
 */
export function itemNonresponse(
  rows: readonly (readonly unknown[])[],
  confidenceLevel = 0.95,
): ItemNonresponse {
  requireLevel("itemNonresponse", confidenceLevel);
  const size = rows[0]?.length ?? 0;
  rows.forEach((row, index) =>
    requireDomain(
      row.length === size,
      `itemNonresponse requires ${size} answers in row ${index}`,
      row.length,
    ),
  );
  const lasts = rows.map((row) => row.findLastIndex((answer) => answer !== null && answer !== undefined));
  // The first item that was shown after the last answer: where somebody left, if there is one.
  const leaves = rows.map((row, i) =>
    row.findIndex((answer, j) => j > (lasts[i] as number) && answer !== undefined),
  );
  return {
    items: Array.from({ length: size }, (_, j) => {
      const shown = rows.map((row) => row[j] !== undefined);
      const reached = rows.filter((_row, i) => shown[i] && j <= (lasts[i] as number)).length;
      const skipped = rows.filter((row, i) => row[j] === null && j < (lasts[i] as number)).length;
      const brokeOff = leaves.filter((leave) => leave === j).length;
      const there = reached + brokeOff;
      return {
        reached,
        skipped,
        nonresponse: reached > 0 ? skipped / reached : null,
        nonresponseInterval: reached > 0 ? wilsonInterval(skipped, reached, confidenceLevel) : null,
        brokeOff,
        breakOff: there > 0 ? brokeOff / there : null,
        breakOffInterval: there > 0 ? wilsonInterval(brokeOff, there, confidenceLevel) : null,
      };
    }),
    answered: rows.map((row) => {
      const shown = row.filter((answer) => answer !== undefined);
      return shown.length > 0 ? shown.filter((answer) => answer !== null).length / shown.length : null;
    }),
    finished: leaves.filter((leave, i) => leave === -1 && (lasts[i] as number) >= 0).length,
    n: rows.length,
  };
}
