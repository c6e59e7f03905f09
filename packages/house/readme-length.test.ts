import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree } from "./tree.ts";

/** READMEs that have become manuals. */
function longReadmes(tree: Tree): string[] {
  return [...tree].flatMap(([file, text]) => {
    const limit = /^README(?:\.[\w-]+)?\.md$/.test(file)
      ? 150
      : /^packages\/[^/]+\/README\.md$/.test(file)
        ? 50
        : Infinity;
    const lines = text.replace(/\n$/, "").split("\n").length;
    return lines > limit ? [`${file} has ${lines} lines, at most ${limit}`] : [];
  });
}

describe("a README is no manual", () => {
  it("in this repository", () => {
    expect(longReadmes(projectTree())).toEqual([]);
  });

  it("and a tree with a longer one is found out", () => {
    const tree = madeUp({
      "README.md": "x\n".repeat(150),
      "README.zh-CN.md": "x\n".repeat(151),
      "packages/a/README.md": "x\n".repeat(51),
    });
    expect(longReadmes(tree)).toEqual([
      "README.zh-CN.md has 151 lines, at most 150",
      "packages/a/README.md has 51 lines, at most 50",
    ]);
  });
});
