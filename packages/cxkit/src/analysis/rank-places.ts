import type { Comparison } from "@cxkit/core";
import { benjaminiHochberg } from "@cxkit/stats/hypothesis-tests";
import type { RankedPlace } from "@cxkit/report";
import { groupedBy } from "./grouped-by.ts";
import type { MeasuredItem } from "./measured-item.ts";

/** A place that can be ranked: its estimate, and its comparison with any other of the same metric. */
export interface Rankable<T> {
  readonly place: Omit<RankedPlace, "rank">;
  readonly compared: T;
}

/** What two places must be told apart by. */
export interface ComparedPlaces {
  readonly difference: Pick<Comparison["difference"], "value">;
  readonly pValue: number;
}

/**
 * Ranks places of one metric, best first, ties as ties.
 *
 * Every pair is compared; after Benjamini–Hochberg over all pairs a place ranks between 1 + the number of places that are
 * better beyond noise and the number of places minus those that are worse. Ratings of two touchpoints by one respondent
 * usually rise and fall together, so comparing them as independent errs towards ties.
 */
export function rankPlaces<T>(
  places: readonly Rankable<T>[],
  compare: (left: T, right: T) => ComparedPlaces | null,
  options: { readonly better: "higher" | "lower"; readonly confidenceLevel: number },
): readonly RankedPlace[] {
  const shown = places.filter(({ place }) => place.estimate?.value != null);
  const pairs: { better: number; worse: number; pValue: number }[] = [];
  shown.forEach((left, i) => {
    shown.slice(i + 1).forEach((right, offset) => {
      const compared = compare(left.compared, right.compared);
      if (!compared) return;
      const { difference, pValue } = compared;
      const first = (difference.value ?? 0) > 0 === (options.better === "higher");
      const j = i + 1 + offset;
      pairs.push({ better: first ? i : j, worse: first ? j : i, pValue });
    });
  });
  const adjusted = benjaminiHochberg(pairs.map(({ pValue }) => pValue));
  const betters = shown.map(() => 0);
  const worses = shown.map(() => 0);
  pairs.forEach(({ better, worse }, pair) => {
    if (adjusted[pair]! >= 1 - options.confidenceLevel) return;
    betters[worse]! += 1;
    worses[better]! += 1;
  });
  const ranked: RankedPlace[] = shown.map(({ place }, i) => ({
    ...place,
    rank: { best: 1 + betters[i]!, worst: shown.length - worses[i]! },
  }));
  const sign = options.better === "higher" ? -1 : 1;
  ranked.sort(
    (left, right) =>
      sign * (left.estimate!.value! - right.estimate!.value!) || compareText(left.id, right.id),
  );
  const rest = places
    .filter((rankable) => !shown.includes(rankable))
    .map(({ place }) => ({ ...place, rank: null }));
  return [...ranked, ...rest];
}

/** Items that may be ranked together: same metric, same scale. */
export function families(items: readonly MeasuredItem[]): readonly (readonly MeasuredItem[])[] {
  const kindOf = ({ instrument: { scale, direction }, summary }: MeasuredItem): string =>
    `${summary.id} ${scale?.min} ${scale?.max} ${scale?.step} ${direction}`;
  return [...groupedBy(items, kindOf).values()];
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
