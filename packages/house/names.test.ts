import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree, sources } from "./tree.ts";

const vague = ["util", "utils", "helper", "helpers", "common", "misc", "shared"];

/** Names that say nothing, anywhere, and source files that are not in kebab-case. */
function badNames(tree: Tree): string[] {
  const found = new Set<string>();
  for (const file of tree.keys()) {
    const segments = file.split("/");
    for (const [index, segment] of segments.entries())
      if (segment.split(/[-_.]/).some((word) => vague.includes(word.toLowerCase())))
        found.add(`${segments.slice(0, index + 1).join("/")} says nothing about what is in it`);
  }
  for (const [file] of sources(tree))
    if (!/^[a-z\d]+(?:-[a-z\d]+)*(?:\.[a-z]+)+$/.test(path.posix.basename(file)))
      found.add(`${file} is not kebab-case`);
  return [...found];
}

describe("files and folders are named after what is in them", () => {
  it("in this repository", () => {
    expect(badNames(projectTree())).toEqual([]);
  });

  it("and a tree with vague names is found out", () => {
    const tree = madeUp({
      "packages/a/src/utils/date.ts": "",
      "packages/a/src/csv-helpers.ts": "",
      "packages/common/package.json": "",
      "packages/a/src/netPromoter.ts": "",
      "packages/a/src/commonality.ts": "",
    });
    expect(badNames(tree)).toEqual([
      "packages/a/src/utils says nothing about what is in it",
      "packages/a/src/csv-helpers.ts says nothing about what is in it",
      "packages/common says nothing about what is in it",
      "packages/a/src/netPromoter.ts is not kebab-case",
    ]);
  });
});
