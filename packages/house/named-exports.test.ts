import ts from "typescript";
import { describe, expect, it } from "vitest";
import { lineOf, syntaxOf } from "./syntax.ts";
import { type Tree, madeUp, projectTree, sources } from "./tree.ts";

/** Files that others take by their default export and no other: `node --test` its reporters. */
const takenByDefault = ["packages/cxkit/src/conformance-reporter.ts"];

/** Exports without a name of their own: `export *` and default exports. */
function namelessExports(tree: Tree): string[] {
  return sources(tree)
    .filter(([file]) => !takenByDefault.includes(file))
    .flatMap(([file, text]) =>
      syntaxOf(text).statements.flatMap((statement) => {
        const kind = namelessExport(statement);
        return kind ? [`${file}:${lineOf(statement)} has ${kind}`] : [];
      }),
    );
}

function namelessExport(statement: ts.Statement): string | undefined {
  if (ts.isExportAssignment(statement)) return "a default export";
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    if (!exportClause) return "export *";
    const elements = ts.isNamedExports(exportClause) ? exportClause.elements : [];
    return elements.some((element) => element.name.text === "default") ? "a default export" : undefined;
  }
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
    ? "a default export"
    : undefined;
}

describe("everything is exported by name", () => {
  it("in this repository", () => {
    expect(namelessExports(projectTree())).toEqual([]);
  });

  it("and a tree that does not is found out", () => {
    const tree = madeUp({
      "packages/a/src/star.ts": `export { a } from "./a.ts";\nexport * from "./b.ts";`,
      "packages/a/src/default.ts": `export default function a() {}`,
      "packages/a/src/value.ts": `const a = 1;\nexport default a;`,
      "packages/a/src/renamed.ts": `const a = 1;\nexport { a as default };`,
      "packages/a/src/fine.ts": `// export * from nowhere\nexport * as named from "./b.ts";`,
    });
    expect(namelessExports(tree)).toEqual([
      "packages/a/src/star.ts:2 has export *",
      "packages/a/src/default.ts:1 has a default export",
      "packages/a/src/value.ts:2 has a default export",
      "packages/a/src/renamed.ts:2 has a default export",
    ]);
  });
});
