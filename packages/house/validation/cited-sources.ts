/** A source that a docstring names: the surnames of its authors, and the year. */
export interface Citation {
  readonly authors: readonly string[];
  readonly year: string;
}

/** An entry of a BibTeX file, as far as a citation needs it; letters without their accents. */
export interface Entry {
  readonly key: string;
  readonly author: string;
  readonly title: string;
  readonly year: string;
}

/** The texts of all `@source` tags of a file, each on one line. */
export function sourceTags(text: string): string[] {
  return [...text.matchAll(/^ \* @source ([\s\S]*?)(?=^ \* @|^ \*\/)/gm)].map(([, tag = ""]) =>
    tag.replaceAll(/\s*\n \*\s*/g, " ").trim(),
  );
}

/** The sources that a tag names as "Author (1999)", "Author and Other (1999)", "Author et al. (1999)". */
export function citations(tag: string): Citation[] {
  const name = String.raw`(?:(?:van den|van|von|de|te|Al|Van) )?\p{Lu}[\p{L}’'-]+`;
  const cited = new RegExp(
    `(${name}(?:(?:, | and )${name})*)(?: et al\\.| and others)? \\((\\d{4})\\)`,
    "gu",
  );
  return [...tag.matchAll(cited)].map(([, names = "", year = ""]) => ({
    authors: names
      .split(/, | and /)
      .map((author) => plain(author.replace(/^(?:van den|van|von|de|te) /, ""))),
    year,
  }));
}

/** The entries of a BibTeX file. */
export function entriesOf(bib: string): Entry[] {
  return bib
    .split(/^(?=@)/m)
    .filter((entry) => entry.startsWith("@"))
    .map((entry) => {
      const field = (name: string) => plain(braced(entry, new RegExp(String.raw`[\n,{]\s*${name}\s*=\s*\{`)));
      const [, key = ""] = /^@\w+\{([^,]+),/.exec(entry) ?? [];
      return { key, author: field("author"), title: field("title"), year: field("year") };
    });
}

/** Whether an entry is what a citation names. */
export function isOf({ author, year }: Entry, cited: Citation): boolean {
  return year === cited.year && cited.authors.every((name) => author.includes(abbreviations[name] ?? name));
}

const abbreviations: Readonly<Record<string, string>> = {
  AAPOR: "American Association for Public Opinion Research",
};

/** A text without braces and accents, whether they are written in LaTeX or in letters of their own. */
function plain(text: string): string {
  return text
    .replaceAll(/\\["'`^~=v]\s*\{?(\w)\}?/g, "$1")
    .replaceAll("\\AA", "A")
    .replaceAll(/[{}\\]/g, "")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "");
}

/** What stands between the brace that ends the first match and its partner. */
function braced(text: string, opening: RegExp): string {
  const found = opening.exec(text);
  if (!found) return "";
  const start = found.index + found[0].length;
  let depth = 1;
  for (let end = start; end < text.length; end++) {
    if (text[end] === "{") depth++;
    if (text[end] === "}" && --depth === 0) return text.slice(start, end);
  }
  return "";
}
