/** What a number format makes of a number. */
export type NumberKind = "number" | "date" | "time" | "date-time" | "elapsed";

/** Built-in formats by id, those of Chinese, Japanese, Korean and Thai Excel included; the rest is numbers. */
const builtIn: readonly (readonly [NumberKind, readonly number[]])[] = [
  ["date", [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 71, 72, 73, 74, 81]],
  ["time", [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56, 75, 76, 78, 79, 80]],
  ["date-time", [22, 77]],
  ["elapsed", [46]],
];

/**
 * What a cell with this number format shows.
 *
 * @param id of the format; below 164 Excel's own
 * @param code the format's own code, when the workbook states one: `yyyy\-mm\-dd hh:mm`
 */
export function numberKind(id: number, code?: string): NumberKind {
  if (code === undefined) return builtIn.find(([, ids]) => ids.includes(id))?.[0] ?? "number";
  const [shown = ""] = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  if (/\[(?:h+|m+|s+)\]/i.test(shown)) return "elapsed";
  const letters = shown.replaceAll(/\[[^\]]*\]|general|E[+-]/gi, "");
  const time = /[hs]|am\/pm|上午/i.test(letters);
  const date = /[yde]/i.test(letters) || (!time && /m/i.test(letters));
  if (date) return time ? "date-time" : "date";
  return time ? "time" : "number";
}

/**
 * A stored number as text: dates as `2026-03-01`, with a time as `2026-03-01 09:30:00`, times of day as `09:30:00`, elapsed time as
 * `26:15:00`; numbers without trailing zeros, to Excel's 15 digits (`0.1`, stored as 0.10000000000000001), whole ones as stored.
 *
 * @param stored as written in the file
 * @param from1904 whether day 0 is 1904-01-01, as in workbooks from old Macs
 */
export function numberText(stored: string, kind: NumberKind, from1904: boolean): string {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return stored;
  if (kind === "number" || value < 0 || value >= 2_958_466) {
    if (/^-?\d+$/.test(stored)) return stored;
    return String(Number(value.toPrecision(15)));
  }
  const seconds = Math.round(value * 86_400);
  if (kind === "elapsed" || (kind === "time" && value < 1)) return clock(seconds);
  const day = Math.floor(seconds / 86_400);
  const date = new Date(unixDay(day, from1904) * 86_400_000).toISOString().slice(0, 10);
  const ofDay = seconds - day * 86_400;
  return kind === "date" && ofDay === 0 ? date : `${date} ${clock(ofDay)}`;
}

/** Excel's day 60 is 29 February 1900, which never was. */
function unixDay(day: number, from1904: boolean): number {
  if (from1904) return day - 24_107;
  return day < 60 ? day - 25_568 : day - 25_569;
}

function clock(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
