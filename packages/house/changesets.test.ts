import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree, publishedManifests } from "./tree.ts";

const unreleased = "0.0.0";

/** Unreleased packages that no changeset names, changesets without a sentence, and names that are no package. */
function missingChangesets(tree: Tree): string[] {
  const named = new Set<string>();
  const found: string[] = [];
  const names = new Set([...publishedManifests(tree).values()].map(({ name }) => name));
  for (const [file, text] of tree) {
    if (!/^\.changeset\/[^/]+\.md$/.test(file) || file.endsWith("/README.md")) continue;
    const [, front = "", sentence = ""] = /^---\n([\s\S]*?)\n?---\n([\s\S]*)$/.exec(text) ?? [];
    for (const [, name = ""] of front.matchAll(/^["']?([^"':]+)["']?: (?:major|minor|patch)$/gm)) {
      named.add(name);
      if (!names.has(name)) found.push(`${file} names ${name}, which is not published`);
    }
    if (sentence.trim().length < 10) found.push(`${file} does not say what a user gets`);
  }
  for (const { name, version } of publishedManifests(tree).values())
    if (version === unreleased && !named.has(name)) found.push(`${name} has no changeset`);
  return found;
}

describe("what is not released yet has its changeset", () => {
  it("in this repository", () => {
    expect(missingChangesets(projectTree())).toEqual([]);
  });

  it("and a tree without one is found out", () => {
    const tree = madeUp({
      "packages/a/package.json": `{ "name": "@cxkit/a", "version": "0.0.0" }`,
      "packages/b/package.json": `{ "name": "@cxkit/b", "version": "0.0.0" }`,
      "packages/c/package.json": `{ "name": "@cxkit/c", "version": "0.2.0" }`,
      "packages/house/package.json": `{ "name": "@cxkit/house", "private": true }`,
      ".changeset/a.md": `---\n"@cxkit/a": minor\n"@cxkit/house": patch\n---\n\n`,
    });
    expect(missingChangesets(tree)).toEqual([
      ".changeset/a.md names @cxkit/house, which is not published",
      ".changeset/a.md does not say what a user gets",
      "@cxkit/b has no changeset",
    ]);
  });
});
