import type { Every } from "@cxkit/core";

/**
 * The calendar period that an instant falls into, in a zone: half-open, in milliseconds since 1970-01-01T00:00Z. Weeks begin on Monday.
 * Found by asking `Intl` for local dates only, so that it shares no arithmetic with the stores it judges.
 *
 * @param time milliseconds since 1970-01-01T00:00Z
 * @param zone IANA name
 * @example calendarPeriod(Date.UTC(2026, 2, 8, 12), "day", "America/New_York") // => { from: Date.UTC(2026, 2, 8, 5), below: Date.UTC(2026, 2, 9, 4) }
 */
export function calendarPeriod(time: number, every: Every, zone: string): { from: number; below: number } {
  const [year, month, day] = localDate(time, zone);
  const monday = day - ((new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7);
  const quarter = month - (month % 3);
  const [from, below] = {
    day: [Date.UTC(year, month, day), Date.UTC(year, month, day + 1)],
    week: [Date.UTC(year, month, monday), Date.UTC(year, month, monday + 7)],
    month: [Date.UTC(year, month), Date.UTC(year, month + 1)],
    quarter: [Date.UTC(year, quarter), Date.UTC(year, quarter + 3)],
    year: [Date.UTC(year, 0), Date.UTC(year + 1, 0)],
  }[every] as [number, number];
  return { from: startOfDate(from, zone), below: startOfDate(below, zone) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localDate(time: number, zone: string): [year: number, month: number, day: number] {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "numeric",
      day: "numeric",
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  return [parts.get("year") ?? 0, (parts.get("month") ?? 1) - 1, parts.get("day") ?? 1];
}

/** The first instant whose local date is the given one (written as midnight UTC) or a later one. */
function startOfDate(date: number, zone: string): number {
  let before = date - 15 * 3_600_000;
  let within = date + 15 * 3_600_000;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (Date.UTC(...localDate(middle, zone)) >= date) within = middle;
    else before = middle;
  }
  return within;
}
