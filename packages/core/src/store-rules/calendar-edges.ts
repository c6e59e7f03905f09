import type { Every } from "../selection.ts";

/**
 * The edges of the calendar periods of a zone that touch a span of time, ascending. Period `p` is
 * `edges[p]` ≤ t < `edges[p + 1]`; the first edge is ≤ `from` and the last ≥ `below`.
 *
 * A period begins at its first instant on the wall: where clocks skip midnight that is the end of the gap, where midnight comes twice
 * the first. Days are 23 or 25 hours long where clocks change, weeks begin on Monday (ISO 8601), and a day that a zone
 * skipped altogether (Apia, 30 December 2011) is no period.
 *
 * @param zone IANA name: `Asia/Shanghai`
 * @param from milliseconds since 1970-01-01T00:00Z
 * @param below milliseconds since 1970-01-01T00:00Z
 * @throws {RangeError} when the zone is unknown or from < below does not hold
 * @example
 * import { calendarEdges } from "@cxkit/core/store-rules";
 * const edges = calendarEdges("month", "Europe/Berlin", Date.parse("2025-03-05T00:00Z"), Date.parse("2025-03-06T00:00Z"));
 * Array.from(edges, (edge) => new Date(edge).toISOString()) // => ["2025-02-28T23:00:00.000Z", "2025-03-31T22:00:00.000Z"]
 */
export function calendarEdges(every: Every, zone: string, from: number, below: number): Float64Array {
  if (!(from < below && Number.isFinite(from) && Number.isFinite(below))) {
    throw new RangeError(`calendarEdges requires finite from < below, got ${from} and ${below}`);
  }
  const offset = offsetIn(zone);
  const local = new Date(from + offset(from));
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth();
  const date = local.getUTCDate();
  // One period early: where clocks go back over midnight, `from` may read as the day before its own.
  const first = {
    day: date - 1,
    week: date - ((local.getUTCDay() + 6) % 7) - 7,
    month: month - 1,
    quarter: month - (month % 3) - 3,
    year: year - 1,
  }[every];
  const start = (index: number): number => {
    const wall = {
      day: () => utc(year, month, first + index),
      week: () => utc(year, month, first + 7 * index),
      month: () => utc(year, first + index, 1),
      quarter: () => utc(year, first + 3 * index, 1),
      year: () => utc(first + index, 0, 1),
    }[every]();
    return instantOf(wall, offset);
  };
  const edges: number[] = [start(0)];
  for (let index = 1; edges.at(-1)! < below; index += 1) {
    const edge = start(index);
    if (edge <= from) edges[0] = edge;
    else if (edge > edges.at(-1)!) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** The instant at which a zone's wall clock first reads `wall` or later; `wall` is written as if it were UTC. */
function instantOf(wall: number, offset: (instant: number) => number): number {
  // No zone is further than a day from UTC, so these two instants lie on either side of the wanted one.
  let before = wall - day;
  let after = wall + day;
  const earlier = offset(before);
  const later = offset(after);
  if (earlier === later) return wall - earlier;
  const unchanged = wall - earlier;
  if (offset(unchanged) === earlier) return unchanged;
  if (offset(wall - later) === later) return wall - later;
  // The clock jumps over `wall`: the jump itself is the beginning.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offset(middle) === earlier) before = middle;
    else after = middle;
  }
  return after;
}

const day = 24 * 60 * 60 * 1000;

/** Distance of a zone's wall clock from UTC in milliseconds, by `Intl`. */
function offsetIn(zone: string): (instant: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch (cause) {
    throw new RangeError(`calendarEdges requires an IANA time zone, got ${zone}`, { cause });
  }
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes, seconds = "0"] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
    const distance = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
    return (sign === "-" ? -1000 : 1000) * distance;
  };
}

/** `Date.UTC`, without its habit of reading the years 0–99 as 1900–1999. */
function utc(year: number, month: number, date: number): number {
  return new Date(0).setUTCFullYear(year, month, date);
}
