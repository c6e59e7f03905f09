/**
 * A failure in words that may be logged: one line, short, without addresses, without what was configured or said, without the path and
 * query of a URL, without anything that looks like a key.
 *
 * @param hidden texts that must not appear: an address, a customer's words, the strings of a configuration
 * @example redacted("550 <ada@example.com> unknown") // => "550 <…> unknown"
 * @example redacted("POST https://hooks.example.com/T0/B1?token=x failed") // => "POST https://hooks.example.com/… failed"
 */
export function redacted(text: string, hidden: readonly string[] = []): string {
  let line = oneLine(text);
  // Long ones first: a part of one may be another.
  for (const secret of hidden
    .map(oneLine)
    .filter(telling)
    .toSorted((a, b) => b.length - a.length)) {
    line = line.replaceAll(secret, "…");
  }
  line = line
    .slice(0, 2000)
    .replace(/\b([a-z][a-z0-9+.-]{1,15}:\/\/)(?:[^\s/]*@)?([^\s/?#"'<>@]+)[^\s"'<>]*/giu, "$1$2/…")
    .replace(/[^\s<>@,;:"'()]+@[^\s<>@,;:"'()]+/gu, "…")
    .replace(/(?=[\w+/=-]*\d)[\w+/=-]{20,}/gu, "…")
    .replace(/\+?\d(?:[\s()-]{0,2}\d){6,}/gu, "…");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Every text in a configuration, however deep. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

/** Two letters that happen to be a configured language would tear holes in every sentence. */
function telling(text: string): boolean {
  return text.length >= 6;
}
