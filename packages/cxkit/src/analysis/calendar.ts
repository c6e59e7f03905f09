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
 * Number of a calendar day in a zone; the next day's is one more, also where clocks change.
 *
 * @example dayNumber(Date.UTC(1970, 0, 2, 20), "Asia/Shanghai") // => 2
 */
export function dayNumber(time: number, zone: string): number {
  return Date.parse(`${calendarDate(time, zone)}T00:00:00Z`) / day;
}

/**
 * How many days in a row without an answer are usual: the longest silence that comes about once a period. Weekends, or the six
 * days between two Mondays, are usual; a closure that came once is not.
 *
 * @param days numbers of the days with answers, ascending
 * @param periods how many periods the data span
 * @example usualSilence([1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15], 2) // => 2
 */
export function usualSilence(days: readonly number[], periods: number): number {
  const silences = days.slice(1).map((one, at) => one - days[at]! - 1);
  silences.sort((left, right) => right - left);
  // Between so many periods lies one boundary less.
  return silences[Math.max(1, periods - 1) - 1] ?? 0;
}

/**
 * Whether the data begin or end inside a period, so that it must not be compared with a whole one: more days without any
 * answer stand between its edge and the data than are usual.
 *
 * @param days first and last day of the period, and of the data, by number
 * @param silence days in a row without an answer that are usual, see {@link usualSilence}
 * @example isPartial({ first: 1, last: 31 }, { first: 3, last: 90 }, 2) // => false
 * @example isPartial({ first: 1, last: 31 }, { first: 4, last: 90 }, 2) // => true
 */
export function isPartial(
  period: { readonly first: number; readonly last: number },
  data: { readonly first: number; readonly last: number },
  silence: number,
): boolean {
  return data.first - period.first > silence || period.last - data.last > silence;
}
