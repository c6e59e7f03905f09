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
    const offset = local.offset ?? clock.offsetOf(local);
    const instant = wallTime(local) - offset * 60_000;
    // In a gap the clocks read differently from what was written: the offset is then the one in force at the instant.
    const inForce = local.offset ?? clock.offsetAt(instant, local, offset);
    return inForce === offset && local.year >= 1000 ? asWritten(local, offset) : written(instant, inForce);
  };
}

/** As {@link zonedTime}, to milliseconds since 1970 instead of text. */
export function zonedInstant(zone: string): (local: LocalTime) => number {
  const clock = zoneClock(zone);
  return (local) => wallTime(local) - (local.offset ?? clock.offsetOf(local)) * 60_000;
}

const minute = 60_000;
const quarter = 15 * minute;
const day = 96 * quarter;

const wallTime = (local: LocalTime) =>
  Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);

/** The offsets of a zone by what its clocks show. Asking the platform takes longer than reading a row, so that it is asked once a day. */
function zoneClock(zone: string) {
  const fixed = fixedOffset(zone);
  const ask = fixed === undefined ? offsetsOf(zone) : () => fixed;
  const midnights = cached((date) => ask(date * day));
  // No zone changes its clocks and back within three days.
  const steady = cached((date) => {
    const before = midnights(date - 1);
    return before === midnights(date + 2) ? before : Number.NaN;
  });
  // Offsets change at quarter hours at the finest, so that one answer serves all seconds of a quarter.
  const offsets = cached((at) => {
    const wall = at * quarter;
    const before = ask(wall - day);
    const after = ask(wall + day);
    const fits = (minutes: number) => ask(wall - minutes * minute) === minutes;
    return fits(before) ? before : fits(after) ? after : before;
  });
  const inForce = cached((at) => ask(at * quarter));
  const steadyAt = (local: LocalTime) => fixed ?? steady(dayNumber(local));
  return {
    offsetOf(local: LocalTime): number {
      const offset = steadyAt(local);
      return Number.isNaN(offset) ? offsets(Math.floor(wallTime(local) / quarter)) : offset;
    },
    /** In force at an instant that comes from this local time and offset. */
    offsetAt(instant: number, local: LocalTime, assumed: number): number {
      return Number.isNaN(steadyAt(local)) ? inForce(Math.floor(instant / quarter)) : assumed;
    },
  };
}

function cached(of: (key: number) => number): (key: number) => number {
  const known = new Map<number, number>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = of(key);
      if (known.size > 50_000) known.clear();
      known.set(key, value);
    }
    return value;
  };
}

const dayNumber = ({ year, month, day: date }: LocalTime) => Date.UTC(year, month - 1, date) / day;

/** What was written with its offset behind it: no calendar has to be asked. */
function asWritten(local: LocalTime, offset: number): Instant {
  const date = `${local.year}-${twos[local.month]}-${twos[local.day]}`;
  return `${date}T${twos[local.hour]}:${twos[local.minute]}:${twos[local.second]}${shift(offset)}`;
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
  return `${whole}${shift(offset)}`;
}

const twos = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));

function shift(offset: number): string {
  if (offset === 0) return "Z";
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${twos[Math.floor(size / 60)]}:${twos[size % 60]}`;
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
