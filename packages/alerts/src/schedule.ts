import { cxError } from "@cxkit/core";
import { tzOffset } from "@date-fns/tz/tzOffset";
import { type Span, spanMilliseconds } from "./span.ts";

/**
 * The fixed instants at which something is due, and the windows that end there. Spans of whole days are days of the calendar in
 * the zone and fall on its midnights, 23 or 25 hours apart where clocks change; shorter ones are counted in elapsed time. All
 * count from a Monday, so that weeks begin on Mondays. Nothing depends on when a process was started.
 */
export interface Schedule {
  /** The latest due instant at or before `now`, in milliseconds since 1970-01-01T00:00Z. */
  atOrBefore(now: number, every: Span): number;
  /** The first due instant after `now`. */
  after(now: number, every: Span): number;
  /** The instant a span earlier. */
  earlier(instant: number, span: Span): number;
  /** How many spans lie between two due instants. */
  between(earlier: number, later: number, every: Span): number;
}

/**
 * The schedule of a time zone.
 *
 * @throws {CxError} `invalid-setup` when there is no such zone
 */
export function schedule(zone: string): Schedule {
  const offset = (instant: number): number => Math.round(tzOffset(zone, new Date(instant)) * 60) * 1000;
  if (Number.isNaN(offset(0))) {
    throw cxError("invalid-setup", `no such time zone: ${zone}`, { path: "zone" });
  }
  const wallOf = (instant: number): number => instant + offset(instant);
  const start = instantOf(monday, offset);
  const slot = (index: number, length: number): number =>
    isCalendar(length) ? instantOf(monday + index * length, offset) : start + index * length;
  const indexAt = (now: number, length: number): number => {
    if (!isCalendar(length)) return Math.floor((now - start) / length);
    // Where clocks change over midnight, the wall may read a day too many or too few.
    let index = Math.floor((wallOf(now) - monday) / length) + 1;
    while (slot(index, length) > now) index -= 1;
    return index;
  };
  return {
    atOrBefore: (now, every) => slot(indexAt(now, spanMilliseconds(every)), spanMilliseconds(every)),
    after: (now, every) => slot(indexAt(now, spanMilliseconds(every)) + 1, spanMilliseconds(every)),
    earlier(instant, span) {
      const length = spanMilliseconds(span);
      if (!isCalendar(length)) return instant - length;
      // A day whose midnight the clock jumps over begins later than others; the days before it do not.
      const wall = wallOf(instant);
      const midnight = Math.floor(wall / day) * day;
      return instantOf((instantOf(midnight, offset) === instant ? midnight : wall) - length, offset);
    },
    between: (earlier, later, every) =>
      indexAt(later, spanMilliseconds(every)) - indexAt(earlier, spanMilliseconds(every)),
  };
}

const day = 24 * 60 * 60 * 1000;
/** 2024-01-01, a Monday, as a wall reads it, written as if it were UTC. */
const monday = Date.UTC(2024, 0, 1);

function isCalendar(length: number): boolean {
  return length % day === 0;
}

/** The first instant at which the zone's wall reads `wall` or later. */
function instantOf(wall: number, offset: (instant: number) => number): number {
  let before = wall - day;
  let after = wall + day;
  const earlier = offset(before);
  const later = offset(after);
  if (offset(wall - earlier) === earlier) return wall - earlier;
  if (offset(wall - later) === later) return wall - later;
  // The clock jumps over `wall`: the jump itself is the instant.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offset(middle) === earlier) before = middle;
    else after = middle;
  }
  return after;
}
