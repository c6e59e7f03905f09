/** What closes, opens or runs something in a page. All carry `cx7`, by which they are found again. */
export const hostileTexts: readonly string[] = [
  "<cx7 onload=1>",
  '"><cx7>',
  "'><cx7>",
  '" cx7="1',
  "' cx7='1",
  "</script><cx7>",
  "]]><cx7>",
  "--><cx7>",
  "javascript:cx7()",
  "&lt;cx7&gt;",
  "\u2028cx7\u0000",
];

/** What a spreadsheet takes for the start of a formula. */
export const formulaStarts: readonly string[] = ["=", "+", "-", "@", "\t=", "\r="];

/**
 * What of a hostile text came to stand as markup in a page; `null` when it is text everywhere. A reader of texts and not of pages: it
 * knows the forms that {@link hostileTexts} take when they are not escaped.
 *
 * @example openMarkup("<p>&lt;cx7 onload=1&gt;</p>") // => null
 * @example openMarkup("<p><cx7 onload=1></p>") // => "<cx7 onload=1>"
 */
export function openMarkup(page: string): string | null {
  const element = /<cx7[^>]*>?/.exec(page);
  if (element) return element[0];
  for (const [tag] of page.matchAll(/<[a-zA-Z][^<>]*>/g)) {
    // Quoted values are gone from the tag: what is left are its names.
    const bare = tag.replaceAll(/"[^"]*"|'[^']*'/g, "");
    if (bare.includes("cx7")) return tag.slice(0, 80);
    const address = /\b(?:href|src|action|formaction|xlink:href)\s*=\s*["']?\s*javascript:cx7/i.exec(tag);
    if (address) return address[0];
  }
  return null;
}
