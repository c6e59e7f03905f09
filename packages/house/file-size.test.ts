import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree, sources } from "./tree.ts";

const limit = 300;

/** Source files that are too long to be read in one go. */
function longFiles(tree: Tree): string[] {
  return sources(tree).flatMap(([file, text]) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    return lines > limit ? [`${file} has ${lines} lines`] : [];
  });
}

describe(`no source file has more than ${limit} lines`, () => {
  it("in this repository", () => {
    expect(longFiles(projectTree())).toEqual([]);
  });

  it("and a tree with a longer one is found out", () => {
    const tree = madeUp({
      "packages/a/src/long.ts": "x;\n".repeat(limit + 1),
      "packages/a/src/fits.ts": "x;\n".repeat(limit),
      "packages/a/src/fixtures/table.ts": "x;\n".repeat(1000),
    });
    expect(longFiles(tree)).toEqual(["packages/a/src/long.ts has 301 lines"]);
  });
});
