/**
 * A name as it can stand in a title: one line without controls and marks that turn the direction of writing, cut where it is
 * longer. What producers call their stores and stages may be anything.
 */
export function oneLine(text: string, longest = 80): string {
  const line = text
    .slice(0, 10 * longest)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, "")
    .trim();
  const characters = Array.from(line);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line;
}
