import ts from "typescript";

/** A piece of documentation that runs. */
export interface Example {
  /** The line of the file that the code starts on, from 1. */
  readonly line: number;
  readonly code: string;
  /** Names that the file itself exports: usable in its own TSDoc examples without an import. */
  readonly exports: readonly string[];
}

const fence = /^([ \t]*)```(ts|typescript|js|javascript)\b([^\n]*)\n([\s\S]*?)^[ \t]*```/gm;
const comment = /^[ \t]*\/\*\*[\s\S]*?\*\//gm;

/**
 * The examples of a file, in order. Markdown: every ```ts block. Source: every ```ts block of a TSDoc comment, and
 * every `@example` without a block, whose code goes on to the next tag. ```ts no-run is left out.
 */
export function readExamples(text: string, file: string): Example[] {
  if (file.endsWith(".md")) return blocks(text, 1, []);
  const exports = exportedNames(text);
  return [...text.matchAll(comment)].flatMap((match) => {
    const first = lineOf(text, match.index);
    const prose = match[0]
      .replace(/[ \t]*\*\/$/, "")
      .split("\n")
      .map((line) => line.replace(/^[ \t]*(?:\/\*\*|\*)[ \t]?/, ""))
      .join("\n");
    return [...blocks(prose, first, exports), ...bare(prose, first, exports)];
  });
}

function blocks(text: string, firstLine: number, exports: readonly string[]): Example[] {
  return [...text.matchAll(fence)].flatMap((match) => {
    const [, , , info = "", code = ""] = match;
    if (/\bno-run\b/.test(info)) return [];
    return [{ line: firstLine + lineOf(text, match.index), code: code.replace(/\n$/, ""), exports }];
  });
}

/** `@example` tags without a code block. */
function bare(prose: string, firstLine: number, exports: readonly string[]): Example[] {
  const lines = prose.split("\n");
  return lines.flatMap((line, start) => {
    const [, head] = /^[ \t]*@example(?:[ \t]+(.*))?$/.exec(line) ?? [undefined, null];
    if (head === null) return [];
    let end = start + 1;
    while (end < lines.length && !/^[ \t]*@\w/.test(lines[end] ?? "")) end += 1;
    const code = [head ?? "", ...lines.slice(start + 1, end)].join("\n").trimEnd();
    if (code.trim() === "" || code.includes("```")) return [];
    return [{ line: firstLine + start, code, exports }];
  });
}

/** Names that a module exports; those of types are harmless here and kept. */
export function exportedNames(text: string): string[] {
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      if (statement.isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return [];
      return exportClause.elements.filter((e) => !e.isTypeOnly).map((e) => e.name.text);
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap((d) =>
        ts.isIdentifier(d.name) ? [d.name.text] : [],
      );
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return statement.name ? [statement.name.text] : [];
    return [];
  });
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
