import { describe, expect, it } from "vitest";
import { importsOf, resolved } from "./syntax.ts";
import { type Tree, madeUp, projectTree, sources } from "./tree.ts";

/** Circles of relative imports, types included, each once. */
function importCycles(tree: Tree): string[] {
  const next = new Map(
    sources(tree).map(([file, text]) => [
      file,
      importsOf(text)
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => resolved(file, specifier)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const seen = way.indexOf(file);
    if (seen !== -1) found.push([...way.slice(seen), file].join(" → "));
    if (seen !== -1 || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

describe("no file imports itself through others", () => {
  it("in this repository", () => {
    expect(importCycles(projectTree())).toEqual([]);
  });

  it("and a tree with circles is found out", () => {
    const tree = madeUp({
      "packages/a/src/one.ts": `import { two } from "./inner/two.ts";`,
      "packages/a/src/inner/two.ts": `export { three } from "../three.ts";`,
      "packages/a/src/three.ts": `import type { One } from "./one.ts";`,
      "packages/a/src/four.ts": `import { three } from "./three.ts";`,
      "packages/a/src/self.ts": `import "./self.ts";`,
    });
    expect(importCycles(tree)).toEqual([
      "packages/a/src/one.ts → packages/a/src/inner/two.ts → packages/a/src/three.ts → packages/a/src/one.ts",
      "packages/a/src/self.ts → packages/a/src/self.ts",
    ]);
  });
});
