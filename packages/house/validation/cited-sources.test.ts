import { describe, expect, it } from "vitest";
import { projectTree } from "../tree.ts";
import { citations, entriesOf, isOf, sourceTags } from "./cited-sources.ts";
import { sourcesFile } from "./witnesses-page.ts";

const tags = [...projectTree()]
  .filter(([file]) => /^packages\/(?:stats|metrics)\/src\/.*(?<!\.test)\.ts$/.test(file))
  .flatMap(([file, text]) => sourceTags(text).map((tag) => ({ file, tag })));
const entries = entriesOf(sourcesFile());

/** What a tag may say that is no paper: another function here, or a method in words. Each has an entry where it has an author. */
const inWords: readonly RegExp[] = [
  /^(?:As |see )?(?:\{@link \w+\}|`\w+`)/,
  /^Newton's method on the log of the smaller tail/,
  /^The distribution function, inverted by search$/,
  /^Probabilities summed from k outwards/,
];

/** Sources without a year, by their first words. */
const undated: Readonly<Record<string, string>> = {
  "NIST Digital Library of Mathematical Functions": "dlmf",
  "Rumburg and Zbikowski": "rumburg",
  "Sauro and Lewis, Confidence intervals and significance tests": "sauro2021",
};

describe("the source of every method", () => {
  it("has its entry in the BibTeX file, by authors and year", () => {
    expect(tags.length).toBeGreaterThan(350);
    const missing = tags.flatMap(({ file, tag }) =>
      citations(tag)
        .filter((cited) => !entries.some((entry) => isOf(entry, cited)))
        .map(({ authors, year }) => `${file}: ${authors.join(", ")} (${year})`),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it("is a paper, a book, another function here, or a method in words that is on the list", () => {
    const keys = new Set(entries.map(({ key }) => key));
    const unclear = tags.filter(
      ({ tag }) =>
        citations(tag).length === 0 &&
        !inWords.some((known) => known.test(tag)) &&
        !Object.entries(undated).some(([start, key]) => tag.startsWith(start) && keys.has(key)),
    );
    expect(unclear).toEqual([]);
  });

  it("has a title in the BibTeX file, and one key", () => {
    expect(entries.filter(({ author, title }) => author === "" || title === "")).toEqual([]);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });
});

describe("citations", () => {
  it("are read with all their authors, accents and particles aside", () => {
    expect(
      citations("Särndal, Swensson and van den Eshof (1992), Wiley; on: Gelman et al. (2013), 3.4"),
    ).toEqual([
      { authors: ["Sarndal", "Swensson", "Eshof"], year: "1992" },
      { authors: ["Gelman"], year: "2013" },
    ]);
  });

  it("do not match an entry of another year or of other authors", () => {
    const [entry] = entriesOf(
      '@book{a,\n  author = {Bj{\\"o}rck, {\\AA}ke},\n  title = {T},\n  year = {1967}\n}\n',
    );
    expect(entry).toEqual({ key: "a", author: "Bjorck, Ake", title: "T", year: "1967" });
    expect(isOf(entry!, { authors: ["Bjorck"], year: "1967" })).toBe(true);
    expect(isOf(entry!, { authors: ["Bjorck"], year: "1968" })).toBe(false);
    expect(isOf(entry!, { authors: ["Golub"], year: "1967" })).toBe(false);
  });
});
