/**
 * An instant in a zone, to the minute, the same in every language: `2026-03-01 17:30 (Asia/Shanghai)`.
 *
 * @param instant RFC 3339; what is none comes back as it is
 * @param zone IANA name
 * @throws {RangeError} when the zone is none
 * @example zonedTime("2026-03-01T09:30:00Z", "Asia/Shanghai") // => "2026-03-01 17:30 (Asia/Shanghai)"
 */
export function zonedTime(instant: string, zone: string): string {
  const milliseconds = Date.parse(instant);
  const format = formatOf(zone);
  if (Number.isNaN(milliseconds)) return instant;
  const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  const date = `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
  return `${date} ${part("hour")}:${part("minute")} (${zone})`;
}

/** Whether there is a zone of that name. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    const digits = "2-digit";
    const date = { year: "numeric", month: digits, day: digits, hour: digits, minute: digits } as const;
    return new Intl.DateTimeFormat("en-GB", { ...date, hourCycle: "h23", timeZone });
  } catch {
    throw new RangeError(`zonedTime requires the name of a time zone, got ${timeZone}`);
  }
}
