import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The project's own files: path from the root, with `/`, and text. Rules are functions of a tree, so that made-up ones prove them. */
export type Tree = ReadonlyMap<string, string>;

export const root = path.resolve(import.meta.dirname, "../..");

const ignored = new Set([".git", ".cache", "node_modules", "dist"]);
const text = /\.(?:css|html|ipynb|json|m?[jt]s|md|py|sh|svg|toml|txt|ya?ml)$|^(?:LICENSE|run|\.gitignore)$/;

let read: Tree | undefined;

/** The files of this checkout, ignored and generated ones left out. Files that are not text are there with no text. */
export function projectTree(): Tree {
  if (read) return read;
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (
        ignored.has(entry.name) ||
        name === "docs/api" ||
        name === "coverage" ||
        entry.name.endsWith(".tgz")
      )
        continue;
      if (entry.isDirectory()) visit(name);
      else files.set(name, text.test(entry.name) ? readFileSync(path.join(root, name), "utf8") : "");
    }
  };
  visit("");
  read = files;
  return files;
}

/** A made-up tree. */
export function madeUp(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files));
}

/** TypeScript files in the packages' `src`, fixtures left out. */
export function sources(tree: Tree): [file: string, text: string][] {
  return [...tree].filter(
    ([file]) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !file.includes("/fixtures/"),
  );
}

/** Those of `sources` that are published: no tests. */
export function publishedSources(tree: Tree): [file: string, text: string][] {
  return sources(tree).filter(([file]) => !/\.(?:test|browser|bench)\.ts$/.test(file));
}

/** What the rules read of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly cxkitHouse?: { readonly platform: "any" | "node" };
  readonly [key: string]: unknown;
}

/** The manifests of published packages by folder name. */
export function publishedManifests(tree: Tree): Map<string, Manifest> {
  const found = new Map<string, Manifest>();
  for (const [file, content] of tree) {
    const [, folder] = /^packages\/([^/]+)\/package\.json$/.exec(file) ?? [];
    if (folder === undefined) continue;
    const manifest = JSON.parse(content) as Manifest;
    if (manifest.private !== true) found.set(folder, manifest);
  }
  return found;
}

/** The source files that a manifest's `exports` name, from the root. */
export function entryPoints(folder: string, manifest: Manifest): string[] {
  return Object.values(manifest.exports ?? {}).flatMap((target) => {
    const source = typeof target === "string" ? undefined : target["@cxkit/source"];
    return source === undefined ? [] : [path.posix.join("packages", folder, source)];
  });
}
