import type { LocalTime } from "./zoned-time.ts";

/**
 * First moment of a wave named after a year, a quarter, a month or a day.
 *
 * @returns null when the name says no date
 * @example waveStart("2018-Q2")?.month // => 4
 * @example waveStart("spring") // => null
 */
export function waveStart(wave: string): LocalTime | null {
  const parts = /^(\d{4})(?:[-_/. ]?(?:[Qq]([1-4])|(\d{1,2})(?:[-_/. ]?(\d{1,2}))?))?$/.exec(wave.trim());
  if (!parts) return null;
  const month = parts[2] ? Number(parts[2]) * 3 - 2 : Number(parts[3] ?? 1);
  const day = Number(parts[4] ?? 1);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return { year: Number(parts[1]), month, day, hour: 0, minute: 0, second: 0 };
}
