import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree } from "./tree.ts";

/** Where data for tests may lie beside a checkout: CI looks there, and nothing else knows of it. */
const beside = ["..", "shared"].join("/");

/** Names of places outside the project, and marks of unfinished work. */
const strange: readonly (readonly [what: string, pattern: RegExp, except?: RegExp])[] = [
  ["a folder beside the checkout", new RegExp(`${beside.replaceAll(".", "\\.")}\\b`), /^\.ci\/run$/],
  ["a path of one machine", /(?<![\w.~-])\/(?:work|home|Users)\/\w/],
  ["a package registry", /\bregistry\.\w+|npmmirror/i],
  ["an unfinished thought", /\b(?:TODO|FIXME|XXX)\b/],
  ["a test that silences the others", /\b(?:it|test|describe)(?:\.\w+)*\.only\(/],
  ["a breakpoint", /^\s*debugger;?\s*$/m],
];

/** Lines that speak of something else than the project. This file names what it forbids. */
function strangeWords(tree: Tree): string[] {
  return [...tree].flatMap(([file, text]) =>
    file.endsWith("own-words.test.ts") || file === "pnpm-lock.yaml" || file.includes("/fixtures/")
      ? []
      : strange.flatMap(([what, pattern, except]) => {
          const match = except?.test(file) ? null : pattern.exec(text);
          return match
            ? [`${file}:${text.slice(0, match.index).split("\n").length} has ${what}: ${match[0].trim()}`]
            : [];
        }),
  );
}

describe("the project speaks of itself alone", () => {
  it("in this repository", () => {
    expect(strangeWords(projectTree())).toEqual([]);
  });

  it("and a tree that does not is found out", () => {
    const tree = madeUp({
      "docs/a.md": `see ${beside}/data\nand /home/ann/x`,
      "packages/a/src/a.ts": "// TODO: later\nimport x from './home/y.ts'",
      "packages/a/src/a.test.ts": "it.only('x', () => {})",
      ".ci/run": `${beside}/data`,
    });
    expect(strangeWords(tree)).toEqual([
      `docs/a.md:1 has a folder beside the checkout: ${beside}`,
      "docs/a.md:2 has a path of one machine: /home/a",
      "packages/a/src/a.ts:1 has an unfinished thought: TODO",
      "packages/a/src/a.test.ts:1 has a test that silences the others: it.only(",
    ]);
  });
});
