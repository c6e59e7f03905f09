import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree } from "./tree.ts";

const allowed = [
  // what the house is made of
  "package.json",
  "pnpm-workspace.yaml",
  "packages",
  "examples",
  "docs",
  ".changeset",
  "README.md",
  "README.zh-CN.md",
  "LICENSE",
  "CITATION.cff",
  // what tools insist on finding here
  "pnpm-lock.yaml",
  ".gitignore",
  ".ci",
  "tsconfig.json",
  "vitest.config.ts",
];

/** Files and folders at the top that do not belong there. */
function strayFiles(tree: Tree): string[] {
  const top = new Set([...tree.keys()].map((file) => file.split("/")[0] ?? ""));
  return [...top].filter((name) => !allowed.includes(name));
}

describe("the top level is fixed", () => {
  it("in this repository", () => {
    expect(strayFiles(projectTree())).toEqual([]);
  });

  it("and a tree with more in it is found out", () => {
    const tree = madeUp({
      "package.json": "",
      "packages/a/package.json": "",
      "tools/x.ts": "",
      ".eslintrc": "",
    });
    expect(strayFiles(tree)).toEqual(["tools", ".eslintrc"]);
  });
});
