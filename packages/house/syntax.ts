import path from "node:path";
import ts from "typescript";

const parsed = new Map<string, ts.SourceFile>();

/** Syntax tree of a module; parsed once a text. */
export function syntaxOf(text: string): ts.SourceFile {
  const known = parsed.get(text);
  if (known) return known;
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
  parsed.set(text, source);
  return source;
}

/** The module specifiers that a file imports or re-exports, types included, `import()` too. */
export function importsOf(text: string): { specifier: string; line: number }[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split("\n").length,
  }));
}

/** The file that a relative specifier of `file` names. */
export function resolved(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier);
}

/** The package that a bare specifier names: `@noble/hashes/sha2.js` is of `@noble/hashes`. */
export function packageOf(specifier: string): string {
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
