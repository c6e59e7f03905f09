import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree, publishedManifests } from "./tree.ts";

/** READMEs that have become manuals, and published packages without one. */
function oddReadmes(tree: Tree): string[] {
  const wanted = [...publishedManifests(tree).keys()].map((folder) => `packages/${folder}/README.md`);
  const long = [...tree].flatMap(([file, text]) => {
    const limit = /^README(?:\.[\w-]+)?\.md$/.test(file)
      ? 150
      : /^packages\/[^/]+\/README\.md$/.test(file)
        ? 50
        : Infinity;
    const lines = text.replace(/\n$/, "").split("\n").length;
    return lines > limit ? [`${file} has ${lines} lines, at most ${limit}`] : [];
  });
  return [...long, ...wanted.filter((file) => !tree.has(file)).map((file) => `${file} is missing`)];
}

describe("every package has a README, and none is a manual", () => {
  it("in this repository", () => {
    expect(oddReadmes(projectTree())).toEqual([]);
  });

  it("and a tree with a longer one is found out", () => {
    const tree = madeUp({
      "README.md": "x\n".repeat(150),
      "README.zh-CN.md": "x\n".repeat(151),
      "packages/a/package.json": `{ "name": "@cxkit/a" }`,
      "packages/a/README.md": "x\n".repeat(51),
      "packages/b/package.json": `{ "name": "@cxkit/b" }`,
    });
    expect(oddReadmes(tree)).toEqual([
      "README.zh-CN.md has 151 lines, at most 150",
      "packages/a/README.md has 51 lines, at most 50",
      "packages/b/README.md is missing",
    ]);
  });
});
