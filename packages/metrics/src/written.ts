/** A value that is no answer, as an error message shows it: a row handed in whole may not even convert to text. */
export function written(value: unknown): string | number {
  return typeof value === "number" ? value : typeof value === "string" ? `"${value}"` : typeof value;
}
