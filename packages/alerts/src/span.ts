/** A length of time: minutes, hours, days or weeks. `15m`, `4h`, `28d`, `2w`. */
export type Span = `${number}${"m" | "h" | "d" | "w"}`;

/**
 * The length of a span in milliseconds; a day counts 24 hours.
 *
 * @throws {RangeError} unless it is a whole number above 0 with one of the units m, h, d, w
 * @example spanMilliseconds("4h") // => 14400000
 */
export function spanMilliseconds(span: Span): number {
  const length = isSpan(span) ? Number(span.slice(0, -1)) : 0;
  if (!(length > 0 && Number.isSafeInteger(length))) {
    throw new RangeError(`spanMilliseconds requires a whole number of m, h, d or w above 0, got ${span}`);
  }
  return length * units[span.at(-1) as keyof typeof units];
}

/**
 * Whether a text is a span.
 *
 * @example isSpan("28d") // => true
 * @example isSpan("a month") // => false
 */
export function isSpan(text: string): text is Span {
  return /^[1-9]\d{0,8}[mhdw]$/.test(text);
}

const minute = 60_000;
const units = { m: minute, h: 60 * minute, d: 1440 * minute, w: 7 * 1440 * minute } as const;
