/** Text that is already HTML. Only {@link html} makes it, and what it interpolates is escaped: data cannot become markup. */
export interface Markup {
  readonly markup: string;
}

/** What a template may hold. Strings are text; `null` is nothing; lists are joined. */
export type Content = Markup | string | number | null | readonly Content[];

/**
 * Tagged template for HTML: everything interpolated is escaped, in element content and in double-quoted attributes, unless it came
 * out of the same tag.
 *
 * @example html`<p title="${'"'}">${"<b>"}</p>`.markup // => '<p title="&quot;">&lt;b&gt;</p>'
 */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const [first = "", ...rest] = literals;
  let markup = first;
  for (const [index, value] of values.entries()) markup += render(value) + (rest[index] ?? "");
  return { markup };
}

function render(value: Content): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string")
    return plainText(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
  if ("markup" in value) return value.markup;
  return value.map((part) => render(part)).join("");
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Without control characters, without those that turn the reading direction of what follows, without halves of characters. */
function plainText(text: string): string {
  return text.replaceAll(unwanted, (found) => (/[\uD800-\uDFFF]/.test(found) ? "\uFFFD" : ""));
}

const unwanted =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
