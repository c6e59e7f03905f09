import ts from "typescript";
import { type BuildFailure, build } from "esbuild";
import { describe, expect, it } from "vitest";
import { lineOf, syntaxOf } from "./syntax.ts";
import {
  type Tree,
  entryPoints,
  madeUp,
  projectTree,
  publishedManifests,
  publishedSources,
  root,
} from "./tree.ts";

const ambient = [
  "process",
  "Buffer",
  "fetch",
  "console",
  "globalThis",
  "window",
  "self",
  "document",
  "require",
];
const ambientCalls = ["Date.now", "Math.random", "performance.now"];
/** Who may reach for the globals: what makes the context that the others are handed, and what watches that nobody else does. */
const exempt = new Map([
  ["packages/core/src/context.ts", ["globalThis"]],
  ["packages/testkit/src/conformance/ambient-traps.ts", ["globalThis"]],
]);

/** Folders of packages that say they run anywhere. */
function portable(tree: Tree): Set<string> {
  const folders = [...publishedManifests(tree)].filter(
    ([, manifest]) => manifest.cxkitHouse?.platform === "any",
  );
  return new Set(folders.map(([folder]) => folder));
}

/** Uses of an ambient clock, randomness, network, console or platform in packages that run anywhere. */
function ambientUses(tree: Tree): string[] {
  const anywhere = portable(tree);
  return publishedSources(tree)
    .filter(([file]) => anywhere.has(file.split("/")[1] ?? ""))
    .flatMap(([file, text]) => {
      const source = syntaxOf(text);
      const declared = declaredNames(source);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
        const name = ambientName(node);
        if (name && !declared.has(name.split(".")[0] ?? "") && !exempt.get(file)?.includes(name))
          found.push(`${file}:${lineOf(node)} uses ${name}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
}

function ambientName(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const bare = ts.isIdentifier(node.expression) && node.expression.text === "Date";
    const empty = (node.arguments?.length ?? 0) === 0;
    if (bare && (empty || ts.isCallExpression(node)))
      return ts.isNewExpression(node) ? "new Date()" : "Date()";
  }
  if (ts.isPropertyAccessExpression(node)) return ambientCalls.find((name) => node.getText() === name);
  if (!ts.isIdentifier(node) || !ambient.includes(node.text)) return undefined;
  const { parent } = node;
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent);
  return isName ? undefined : node.text;
}

/** Names that a file declares anywhere: a parameter called `fetch` is not the ambient one. */
function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** Why a module cannot be bundled for a browser; nothing when it can. */
async function browserProblems(contents: string): Promise<string[]> {
  try {
    await build({
      stdin: { contents, resolveDir: `${root}/packages/house`, loader: "ts" },
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      conditions: ["@cxkit/source"],
      logLevel: "silent",
    });
    return [];
  } catch (error) {
    return (error as BuildFailure).errors.map(({ text }) => text);
  }
}

describe("packages for any platform", () => {
  it("use no ambient clock, randomness, network, console or platform", () => {
    expect(ambientUses(projectTree())).toEqual([]);
  });

  it("and a tree that does is found out", () => {
    const tree = madeUp({
      "packages/a/package.json": `{ "name": "@cxkit/a", "cxkitHouse": { "platform": "any" } }`,
      "packages/a/src/bad.ts": `console.log(process.env, Date.now(), Math.random());\nnew Date();\nconst b = Buffer.from(globalThis.x);\nawait fetch(u);`,
      "packages/a/src/good.ts": `new Date(0); Date.UTC(2026); context.fetch(u); const o = { console: 1 };\nfunction f(fetch: typeof globalThis.fetch) { return fetch(o.console); }`,
      "packages/a/src/bad.test.ts": `console.log(1)`,
      "packages/b/package.json": `{ "name": "@cxkit/b", "cxkitHouse": { "platform": "node" } }`,
      "packages/b/src/fine.ts": `console.log(1)`,
      "packages/core/package.json": `{ "name": "@cxkit/core", "cxkitHouse": { "platform": "any" } }`,
      "packages/core/src/context.ts": `export const random = globalThis.crypto;\nconsole.log(1);`,
    });
    expect(ambientUses(tree)).toEqual([
      "packages/a/src/bad.ts:1 uses console",
      "packages/a/src/bad.ts:1 uses process",
      "packages/a/src/bad.ts:1 uses Date.now",
      "packages/a/src/bad.ts:1 uses Math.random",
      "packages/a/src/bad.ts:2 uses new Date()",
      "packages/a/src/bad.ts:3 uses Buffer",
      "packages/a/src/bad.ts:3 uses globalThis",
      "packages/a/src/bad.ts:4 uses fetch",
      "packages/core/src/context.ts:2 uses console",
    ]);
  });

  const entries = [...publishedManifests(projectTree())]
    .filter(([folder]) => portable(projectTree()).has(folder))
    .flatMap(([folder, manifest]) => entryPoints(folder, manifest));
  it.each(entries)("bundle for a browser: %s", async (entry) => {
    expect(await browserProblems(`export * from "${root}/${entry}";`)).toEqual([]);
  });

  it("and one that needs Node is found out", async () => {
    expect(await browserProblems(`export { readFileSync } from "node:fs";`)).toEqual([
      'Could not resolve "node:fs"',
    ]);
  });
});
