import { globSync, readFileSync } from "node:fs";
import path from "node:path";

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Every public name of every package (`@cxkit/core`, `@cxkit/core/schema`, …) with the source file it stands for. */
export function sourceAliases(): { name: string; find: RegExp; replacement: string }[] {
  const packages = path.dirname(import.meta.dirname);
  return globSync("*/package.json", { cwd: packages }).flatMap((file) => {
    const manifest = JSON.parse(readFileSync(path.join(packages, file), "utf8")) as Manifest;
    return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
      const source = typeof target === "string" ? undefined : target["@cxkit/source"];
      if (source === undefined) return [];
      const name = path.posix.join(manifest.name, subpath);
      return [
        {
          name,
          find: new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`),
          replacement: path.join(packages, path.dirname(file), source),
        },
      ];
    });
  });
}
