import { TZDate } from "@date-fns/tz";
import type { Every } from "@cxkit/core";
import { format } from "date-fns/format";

/** A calendar period, in milliseconds since 1970-01-01T00:00Z, half-open. */
export interface Period {
  readonly from: number;
  readonly below: number;
}

const day = 86_400_000;

/**
 * Calendar date of an instant in a zone.
 *
 * @example calendarDate(Date.UTC(2026, 2, 1, 20), "Asia/Shanghai") // => "2026-03-02"
 */
export function calendarDate(time: number, zone: string): string {
  return format(new TZDate(time, zone), "yyyy-MM-dd");
}

/** Instant as RFC 3339 with the zone's offset at that instant. */
export function instantIn(time: number, zone: string): string {
  return format(new TZDate(time, zone), "yyyy-MM-dd'T'HH:mm:ssxxx");
}

/**
 * Customary label of a period: `2026-03-01`, `2026-W09`, `2026-03`, `2026-Q1`, `2026`.
 *
 * @example periodLabel(Date.UTC(2026, 2, 2), "week", "UTC") // => "2026-W10"
 */
export function periodLabel(from: number, every: Every, zone: string): string {
  const patterns: { readonly [every in Every]: string } = {
    day: "yyyy-MM-dd",
    week: "RRRR-'W'II",
    month: "yyyy-MM",
    quarter: "yyyy-QQQ",
    year: "yyyy",
  };
  return format(new TZDate(from, zone), patterns[every]);
}

/** The coarsest calendar period that still gives a trend: about 4 to 40 points. */
export function customaryPeriod(span: { readonly first: number; readonly last: number }): Every {
  const days = (span.last - span.first) / day;
  if (days <= 21) return "day";
  if (days <= 112) return "week";
  if (days <= 1_200) return "month";
  return days <= 3_700 ? "quarter" : "year";
}

/**
 * Whether the data begin or end inside a period, so that it must not be compared with a whole one.
 *
 * Days without answers at the edge count as "not collected" once they are more than the longest silence inside the data,
 * but a quarter of the period at the most.
 *
 * @param silence longest run without an answer inside the data, milliseconds
 */
export function isPartial(
  period: Period,
  span: { readonly first: number; readonly last: number },
  silence: number,
): boolean {
  const allowed = Math.min(Math.max(silence, 0), (period.below - period.from) / 4);
  const late = span.first - period.from;
  const early = period.below - span.last;
  // The last answer of a day comes before midnight, so up to a day at the end says nothing.
  return late > Math.max(allowed, day) || early > Math.max(allowed, day);
}
