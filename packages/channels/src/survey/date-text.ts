import type { DateFormat } from "./mapping.ts";
import { daysOf, plainDate } from "./plain-date.ts";
import type { LocalTime } from "./zoned-time.ts";

/**
 * Reads a date, with or without a time, as people and tools write it: `2026-03-01 09:30:00`, `2026/3/1 9:30`, `2026年3月1日`,
 * `03/01/2026 9:30:00 PM`, `1.3.2026`, `Mar 1, 2026`, `2026/03/01 9:30:00 PM GMT+8`, `下午3:05`, Excel's and Unix' numbers.
 *
 * A date without a time is the start of that day. A zone inside the text (`Z`, `+08:00`, `GMT+8`) is kept; abbreviations such as
 * `EST` are not, since they name several zones.
 *
 * @param format order of the parts, or where a number counts from
 * @returns null when the text is no date in that format, or none of the calendar (31 April)
 * @example readDate("05/09/2016 12:00:00 AM", "mdy") // => { year: 2016, month: 5, day: 9, hour: 0, minute: 0, second: 0 }
 * @example readDate("31/04/2026", "dmy") // => null
 */
export function readDate(text: string, format: DateFormat): LocalTime | null {
  const plain = text.trim();
  if (format === "excel-serial" || format === "unix-seconds" || format === "unix-milliseconds")
    return counted(plain, format);
  return plainDate(plain, format) ?? anyDate(plain, format);
}

/** Every way of writing a date that is known. */
export function anyDate(text: string, format: "ymd" | "dmy" | "mdy"): LocalTime | null {
  const parts = splitDate(text);
  if (!parts) return null;
  const { first, second, third, rest, named } = parts;
  let year: string, month: string, day: string;
  if (first.length === 4) [year, month, day] = [first, second, third];
  else if (named || format === "dmy") [day, month, year] = [first, second, third];
  else if (format === "mdy") [month, day, year] = [first, second, third];
  else return null;
  if (year.length === 2) year = `20${year}`;
  if (year.length !== 4) return null;
  const time = rest ? readTime(rest) : midnight;
  return time && real({ year: Number(year), month: Number(month), day: Number(day), ...time });
}

/** The three orders a text could be read in; more than one when nothing in it decides. */
export function possibleOrders(text: string): readonly ("ymd" | "dmy" | "mdy")[] {
  return (["ymd", "dmy", "mdy"] as const).filter((order) => readDate(text, order) !== null);
}

interface DateParts {
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly rest: string | undefined;
  /** The month came by name: day, month, year it is. */
  readonly named: boolean;
}

const datePattern = /^(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,4})\s?日?(?:\s*T?\s*(\S.*))?$/u;

function splitDate(text: string): DateParts | null {
  const parts = datePattern.exec(text);
  if (!parts) return namedMonth(text);
  return { first: parts[1]!, second: parts[2]!, third: parts[3]!, rest: parts[4], named: false };
}

const timePattern =
  /^,?\s*(am|pm|a\.m\.|p\.m\.|上午|下午|凌晨|早上|中午|晚上)?\s*(\d{1,2})\s?[:：时點点h]\s?(\d{1,2})\s?分?(?:[:：]?\s?(\d{1,2})(?:[.,]\d{1,9})?\s?秒?)?\s*(am|pm|a\.m\.|p\.m\.|上午|下午)?\s*(?:(z|utc|gmt)?\s?([+-]\d{1,2}(?::?\d{2})?)?|\(?[a-z]{2,5}\)?)$/iu;

const midnight = { hour: 0, minute: 0, second: 0 };

function readTime(text: string): Omit<LocalTime, "year" | "month" | "day"> | null {
  const parts = timePattern.exec(text);
  if (!parts) return null;
  const [, before, hours, minutes, seconds, after, utc, shift] = parts;
  const half = (before ?? after ?? "").toLowerCase().replaceAll(".", "");
  let hour = Number(hours);
  if (half !== "") {
    if (hour > 12 && half !== "下午" && half !== "晚上" && half !== "中午") return null;
    const afternoon = half === "pm" || half === "下午" || half === "晚上" || (half === "中午" && hour < 11);
    if (afternoon && hour < 12) hour += 12;
    else if (!afternoon && half !== "中午" && hour === 12) hour = 0;
  }
  const minute = Number(minutes);
  const second = Number(seconds ?? 0);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const time = { hour, minute, second: Math.min(second, 59) };
  if (shift === undefined) return utc === undefined ? time : { ...time, offset: 0 };
  const [, sign, far, fine] = /([+-])(\d{1,2}):?(\d{2})?/.exec(shift)!;
  const offset = Number(far) * 60 + Number(fine ?? 0);
  return offset > 14 * 60 ? null : { ...time, offset: sign === "-" ? -offset : offset };
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `Mar 1, 2026 9:30`, `1 March 2026`, `Sunday, 1-Mar-2026`: no order to guess. */
function namedMonth(text: string): DateParts | null {
  const short = text.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i, "");
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})(?:,?\s+(\S.*))?$/i.exec(
    short,
  );
  const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(\S.*))?$/i.exec(short);
  const parts = dayFirst ?? monthFirst;
  if (!parts) return null;
  const [day, name] = dayFirst ? [parts[1]!, parts[2]!] : [parts[2]!, parts[1]!];
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0
    ? null
    : { first: day, second: String(month), third: parts[3]!, rest: parts[4], named: true };
}

function counted(
  text: string,
  format: "excel-serial" | "unix-seconds" | "unix-milliseconds",
): LocalTime | null {
  if (!/^\d+(?:\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  // Excel counts days from 1900 and believes in 29 February 1900: from 1 March 1900 on its day 0 is 30 December 1899.
  const milliseconds =
    format === "excel-serial"
      ? Math.round(number * 86_400) * 1000 + Date.UTC(1899, 11, 30)
      : format === "unix-seconds"
        ? number * 1000
        : number;
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return null;
  const local = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  return format === "excel-serial" ? local : { ...local, offset: 0 };
}

function real(local: LocalTime): LocalTime | null {
  const { year, month, day } = local;
  if (month < 1 || month > 12 || day < 1 || year < 1) return null;
  return day <= daysOf(year, month) ? local : null;
}
