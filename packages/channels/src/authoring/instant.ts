import type { Instant } from "@cxkit/core";
import { zonedTime } from "../survey/zoned-time.ts";

/** How a producer writes its times. `local` names no zone: the mapping has to. */
export type TimeFormat = "rfc3339" | "unix-seconds" | "unix-milliseconds" | "local";

const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const local = /^(\d{4})[-/](\d\d?)[-/](\d\d?)[ T](\d\d?):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/;

/** An instant as it was written, or `undefined` when it is none: no zone, no such day. */
export function instantOf(value: unknown): Instant | undefined {
  if (typeof value !== "string") return undefined;
  const parts = rfc3339.exec(value);
  return parts && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) ? value : undefined;
}

/** Makes the reader of times in a format. */
export function instantReader(format: TimeFormat, zone = "UTC"): (value: unknown) => Instant | undefined {
  if (format === "rfc3339") return instantOf;
  if (format === "local") {
    const written = zonedTime(zone);
    return (value) => {
      const parts = typeof value === "string" ? local.exec(value.trim()) : null;
      if (!parts) return undefined;
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
        .slice(1)
        .map((part) => Number(part ?? 0));
      if (!isDay(year, month, day) || hour > 23) return undefined;
      return written({ year, month, day, hour, minute, second });
    };
  }
  const factor = format === "unix-seconds" ? 1000 : 1;
  return (value) => {
    const number =
      typeof value === "string" && /^\d{1,16}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value;
    if (typeof number !== "number") return undefined;
    const milliseconds = Math.trunc(number * factor);
    // From 1970-01-01 to 9999-12-31: what is outside is no time in that unit.
    if (!(milliseconds > 0 && milliseconds <= 253_402_300_799_999)) return undefined;
    return new Date(milliseconds).toISOString();
  };
}

function isDay(year: number, month: number, day: number): boolean {
  return (
    year > 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  );
}
