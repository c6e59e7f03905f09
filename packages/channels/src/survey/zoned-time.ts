import type { Instant } from "@cxkit/core";

/** A date and time as written, before anybody says where. Months count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC, where the text itself says so. */
  readonly offset?: number;
}

/**
 * Makes the function from local times of one zone to instants with that zone's offset.
 *
 * Around clock changes as RFC 5545 and the Temporal proposal's `compatible` do: a time that the clocks skip is read with the
 * offset before the change (02:30 becomes 03:30), a time that comes twice is its first coming.
 *
 * @param zone IANA name (`America/Los_Angeles`), `UTC`, or a fixed offset (`+08:00`)
 * @throws {RangeError} when the platform does not know the zone
 * @example zonedTime("Asia/Shanghai")({ year: 2026, month: 3, day: 1, hour: 9, minute: 30, second: 0 }) // => "2026-03-01T09:30:00+08:00"
 * @source RFC 5545 3.3.5; RFC 3339
 */
export function zonedTime(zone: string): (local: LocalTime) => Instant {
  const clock = zoneClock(zone);
  return (local) => {
    const assumed = local.offset ?? clock.offsetOf(local);
    const instant = wallTime(local) - assumed * 60_000;
    return written(instant, local.offset ?? clock.offsetAt(instant, assumed));
  };
}

/** As {@link zonedTime}, to milliseconds since 1970 instead of text. */
export function zonedInstant(zone: string): (local: LocalTime) => number {
  const clock = zoneClock(zone);
  return (local) => wallTime(local) - (local.offset ?? clock.offsetOf(local)) * 60_000;
}

const wallTime = ({ year, month, day, hour, minute, second }: LocalTime) =>
  Date.UTC(year, month - 1, day, hour, minute, second);

function zoneClock(zone: string) {
  const fixed = fixedOffset(zone);
  const offsetAt = fixed === undefined ? offsetsOf(zone) : () => fixed;
  // Offsets change at quarter hours at the finest, so that one answer serves all seconds of a quarter.
  const cache = new Map<number, number>();
  return {
    offsetOf(local: LocalTime): number {
      if (fixed !== undefined) return fixed;
      const wall = wallTime(local);
      const quarter = Math.floor(wall / 900_000);
      let offset = cache.get(quarter);
      if (offset === undefined) {
        const day = 86_400_000;
        const before = offsetAt(wall - day);
        const after = offsetAt(wall + day);
        const fits = (minutes: number) => offsetAt(wall - minutes * 60_000) === minutes;
        offset = fits(before) ? before : fits(after) ? after : before;
        if (cache.size > 50_000) cache.clear();
        cache.set(quarter, offset);
      }
      return offset;
    },
    offsetAt: (instant: number, assumed: number): number =>
      fixed ?? offsetAtCached(instant, assumed, cache, offsetAt),
  };
}

/** Whether the platform knows the zone. */
export function isZone(zone: string): boolean {
  if (fixedOffset(zone) !== undefined) return true;
  try {
    offsetsOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * An instant as RFC 3339 text with an offset.
 *
 * @param instant milliseconds since 1970 in UTC
 * @param offset minutes east of UTC
 */
export function written(instant: number, offset: number): Instant {
  const text = new Date(instant + offset * 60_000).toISOString();
  const whole = text.slice(0, 19);
  if (offset === 0) return `${whole}Z`;
  const size = Math.abs(offset);
  return `${whole}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** In a gap the clocks read differently from what was written: the offset is then the one in force at the instant. */
function offsetAtCached(
  instant: number,
  assumed: number,
  cache: Map<number, number>,
  offsetAt: (instant: number) => number,
): number {
  const quarter = Math.floor((instant + assumed * 60_000) / 900_000) + 0.5;
  let offset = cache.get(quarter);
  if (offset === undefined) {
    offset = offsetAt(instant);
    cache.set(quarter, offset);
  }
  return offset;
}

function fixedOffset(zone: string): number | undefined {
  if (/^(?:utc|gmt|z)$/i.test(zone)) return 0;
  const parts = /^(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone);
  if (!parts) return undefined;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return parts[1] === "-" ? -minutes : minutes;
}

/** Offset of a zone in minutes at an instant, by what its clocks show. */
function offsetsOf(zone: string): (instant: number) => number {
  const clock = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant) => {
    const shown = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    const wall = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    return Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
  };
}

const two = (number: number) => String(number).padStart(2, "0");
