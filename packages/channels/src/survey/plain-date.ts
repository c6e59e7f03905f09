import type { LocalTime } from "./zoned-time.ts";

/**
 * Reads the shapes that nearly every tool writes, digit by digit: `2026-03-01`, `2026/3/1 9:30`, `2026-03-01T09:30:00.000Z`,
 * `03/01/2026 09:30:00 PM`. Rows by the hundred thousand have one such date each, and a pattern that knows all ways of writing
 * a date costs ten times as much.
 *
 * @returns undefined when the text has another shape, or is no date: the thorough reading decides
 * @example plainDate("2026-03-01 09:30:05", "ymd") // => { year: 2026, month: 3, day: 1, hour: 9, minute: 30, second: 5 }
 * @example plainDate("1 March 2026", "dmy") // => undefined
 */
export function plainDate(text: string, order: "ymd" | "dmy" | "mdy"): LocalTime | undefined {
  const first = digitsAt(text, 0, 4);
  const separator = text.charCodeAt(first);
  if (first === 0 || (separator !== dash && separator !== slash && separator !== dot)) return undefined;
  const second = digitsAt(text, first + 1, 2);
  const last = first + 1 + second + 1;
  if (second === 0 || text.charCodeAt(last - 1) !== separator) return undefined;
  const third = digitsAt(text, last, 4);
  const a = numberAt(text, 0, first);
  const b = numberAt(text, first + 1, second);
  const c = numberAt(text, last, third);
  const yearFirst = first === 4;
  if (yearFirst ? third === 0 || third > 2 : first > 2 || third !== 4 || order === "ymd") return undefined;
  const year = yearFirst ? a : c;
  const month = yearFirst || order === "dmy" ? b : a;
  const day = yearFirst ? c : order === "dmy" ? a : b;
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  const end = last + third;
  if (end === text.length) return { year, month, day, hour: 0, minute: 0, second: 0 };
  return withTime(text, end, year, month, day);
}

/** How many days a month has. */
export function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const [dash, dot, slash, colon, blank] = [45, 46, 47, 58, 32];

function withTime(
  text: string,
  from: number,
  year: number,
  month: number,
  day: number,
): LocalTime | undefined {
  const mark = text.charCodeAt(from);
  if (mark !== blank && mark !== 84) return undefined;
  let at = from + 1;
  const hours = digitsAt(text, at, 2);
  if (hours === 0 || text.charCodeAt(at + hours) !== colon) return undefined;
  let hour = numberAt(text, at, hours);
  at += hours + 1;
  if (digitsAt(text, at, 2) !== 2) return undefined;
  const minute = numberAt(text, at, 2);
  at += 2;
  let second = 0;
  if (text.charCodeAt(at) === colon) {
    if (digitsAt(text, at + 1, 2) !== 2) return undefined;
    second = numberAt(text, at + 1, 2);
    at += 3;
    if (text.charCodeAt(at) === dot) {
      const parts = digitsAt(text, at + 1, 9);
      if (parts === 0) return undefined;
      at += 1 + parts;
    }
  }
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (at === text.length) return { year, month, day, hour, minute, second };
  const rest = text.slice(at);
  if (rest === "Z") return { year, month, day, hour, minute, second, offset: 0 };
  if ((rest !== " AM" && rest !== " PM") || hour > 12) return undefined;
  if (rest === " PM") hour = hour === 12 ? 12 : hour + 12;
  else if (hour === 12) hour = 0;
  return { year, month, day, hour, minute, second };
}

/** How many digits stand at a place, `most` at most; none when there are more. */
function digitsAt(text: string, from: number, most: number): number {
  let count = 0;
  while (count <= most) {
    const code = text.charCodeAt(from + count);
    if (!(code >= 48 && code <= 57)) return count;
    count += 1;
  }
  return 0;
}

function numberAt(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}
