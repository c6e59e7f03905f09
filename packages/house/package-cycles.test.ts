import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree } from "./tree.ts";

/** Every list by which one package of the workspace is built before another: what tests alone need counts as well. */
const lists = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

/** Circles of packages that need each other, each once. */
function packageCycles(tree: Tree): string[] {
  const needs = new Map(
    [...tree]
      .filter(([file]) => /^(?:packages|examples)\/[^/]+\/package\.json$/.test(file))
      .map(([, text]) => {
        const manifest = JSON.parse(text) as { readonly name: string } & {
          readonly [list in (typeof lists)[number]]?: Readonly<Record<string, string>>;
        };
        return [manifest.name, lists.flatMap((list) => Object.keys(manifest[list] ?? {}))];
      }),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    const seen = way.indexOf(name);
    if (seen !== -1) found.push([...way.slice(seen), name].join(" → "));
    if (seen !== -1 || done.has(name)) return;
    for (const needed of needs.get(name) ?? []) visit(needed, [...way, name]);
    done.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
  return found;
}

describe("no package needs itself through others, so that there is an order to build them in", () => {
  it("in this repository", () => {
    expect(packageCycles(projectTree())).toEqual([]);
  });

  it("and a workspace with circles is found out", () => {
    const tree = madeUp({
      "packages/a/package.json": `{ "name": "@cxkit/a", "dependencies": { "@cxkit/b": "workspace:^", "zod": "catalog:" } }`,
      "packages/b/package.json": `{ "name": "@cxkit/b", "devDependencies": { "@cxkit/c": "workspace:^" } }`,
      "packages/c/package.json": `{ "name": "@cxkit/c", "peerDependencies": { "@cxkit/a": "workspace:^" } }`,
      "packages/d/package.json": `{ "name": "d", "dependencies": { "@cxkit/c": "workspace:^" } }`,
      "packages/self/package.json": `{ "name": "self", "optionalDependencies": { "self": "workspace:^" } }`,
    });
    expect(packageCycles(tree)).toEqual(["@cxkit/a → @cxkit/b → @cxkit/c → @cxkit/a", "self → self"]);
  });
});
