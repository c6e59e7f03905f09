import path from "node:path";
import ts from "typescript";
import { exportedNames } from "./read-examples.ts";
import { resolved, syntaxOf } from "./syntax.ts";
import { type Tree, entryPoints, publishedManifests } from "./tree.ts";

/** A source file of which users can import something that exists at run time. */
export interface PublicFile {
  readonly file: string;
  readonly folder: string;
  /** Path in `src` without the ending: `nps`, `schema/event`. */
  readonly name: string;
}

/**
 * The files that hold what the packages' entry points export at run time. Files of types alone are left out, so are
 * those that only pass on what others export.
 */
export function publicFiles(tree: Tree): PublicFile[] {
  return [...publishedManifests(tree)].flatMap(([folder, manifest]) => {
    const files = new Set<string>();
    for (const entry of entryPoints(folder, manifest)) collect(tree, entry, undefined, files);
    return [...files].map((file) => ({
      file,
      folder,
      name: file.slice(`packages/${folder}/src/`.length, -".ts".length),
    }));
  });
}

/** Adds the files behind the exports `wanted` (all of them when undefined) of `file`. */
function collect(
  tree: Tree,
  file: string,
  wanted: ReadonlySet<string> | undefined,
  files: Set<string>,
): void {
  const text = tree.get(file);
  if (text === undefined) return;
  const passedOn = new Set<string>();
  for (const statement of syntaxOf(text).statements) {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) continue;
    const { exportClause, moduleSpecifier } = statement;
    if (!exportClause || !ts.isNamedExports(exportClause)) continue;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    const elements = exportClause.elements.filter((e) => !e.isTypeOnly && (wanted?.has(e.name.text) ?? true));
    for (const element of elements) passedOn.add(element.name.text);
    const names = new Set(elements.map((e) => (e.propertyName ?? e.name).text));
    if (names.size > 0 && moduleSpecifier.text.startsWith("."))
      collect(tree, resolved(file, moduleSpecifier.text), names, files);
  }
  const own = exportedNames(text).filter((name) => !passedOn.has(name) && (wanted?.has(name) ?? true));
  if (own.length > 0) files.add(path.posix.normalize(file));
}
