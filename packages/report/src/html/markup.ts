/** Text that is already HTML or SVG. Only {@link html} makes it, and what it interpolates is escaped: data cannot become markup. */
export interface Markup {
  readonly markup: string;
}

/** What a template may hold. Strings and numbers are text; `null`, `undefined` and `false` are nothing; lists are joined. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

/**
 * Tagged template for HTML and SVG: everything interpolated is escaped, in element content and in double-quoted attributes,
 * unless it came out of the same tag. Line breaks of the template are its author's and not the page's: beside a tag they are
 * nothing, elsewhere one space.
 *
 * @example html`<p title="${'"'}">${"<b>"}</p>`.markup // => '<p title="&quot;">&lt;b&gt;</p>'
 */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const [first = "", ...rest] = unbroken(literals);
  let markup = first;
  for (const [index, value] of values.entries()) markup += render(value) + (rest[index] ?? "");
  return { markup };
}

/**
 * Text as a page may show it: without control characters, without characters that turn the reading direction of what
 * follows, without halves of surrogate pairs. Tabs and line feeds stay.
 */
export function plainText(text: string): string {
  return text.replaceAll(unwanted, (found) => (/[\uD800-\uDFFF]/.test(found) ? "\uFFFD" : ""));
}

const unwanted =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function render(value: Content): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string")
    return plainText(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
  if ("markup" in value) return value.markup;
  return value.map((part) => render(part)).join("");
}

/** The literals of a template without its line breaks. Worked out once per template. */
function unbroken(literals: TemplateStringsArray): readonly string[] {
  const known = worked.get(literals);
  if (known) return known;
  let inTag = false;
  const joined = literals.map((literal) => {
    let text = "";
    for (const part of literal.split(/(\s*\n\s*|[<>])/)) {
      if (part === "<" || part === ">") inTag = part === "<";
      if (!part.includes("\n")) text += part;
      else text += inTag ? " " : "\n";
    }
    // What is left of a line break beside a tag is nothing; between words or two values, a space.
    return text.replaceAll(/ (?=\/?>)/g, "").replaceAll(/\n(?=<)|(?<=>)\n/g, "");
  });
  const result = joined.map((text) => text.replaceAll("\n", " "));
  worked.set(literals, result);
  return result;
}

const worked = new WeakMap<TemplateStringsArray, readonly string[]>();
