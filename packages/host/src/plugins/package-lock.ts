import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a package manager wrote down about what it installed. */
export interface PackageLock {
  /** Hash of the file. */
  readonly hash: string;
  /** What the contents of a package are, where the file says so. */
  integrity(name: string, version: string): string | null;
}

const files = ["pnpm-lock.yaml", "package-lock.json", "yarn.lock", "bun.lock"];

/** The lock file of a project: in its folder or, of a monorepo, above it; `null` without one. */
export function packageLock(folder: string): PackageLock | null {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const name = files.find((one) => existsSync(path.join(at, one)));
    if (name !== undefined) return lockOf(readFileSync(path.join(at, name), "utf8"));
    if (at === path.dirname(at)) return null;
  }
}

function lockOf(text: string): PackageLock {
  return {
    hash: createHash("sha256").update(text).digest("base64"),
    integrity(name, version) {
      // The four formats have in common that the integrity follows the package's name and version closely.
      const escaped = [name, version].map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`));
      const [of = "", at = ""] = escaped;
      const heads = [
        `['"]?${of}@${at}['"]?:\\s+resolution: \\{`, // pnpm
        `"(?:[^"\\n]*/)?node_modules/${of}":\\s*\\{[^{}]*?"version":\\s*"${at}",[^{}]*?`, // npm
        `"?${of}@[^\\n]*:\\n  version:? "?${at}"?\\n(?:  [^\\n]*\\n)*?  `, // yarn
        `"${of}": \\["${of}@${at}",[^\\n]*?`, // bun
      ];
      for (const head of heads) {
        const found = new RegExp(
          `${head}(?:integrity|checksum)?"?:?\\s*"?(sha\\d+-[\\w+/=]+|[\\da-f]{64,})`,
        ).exec(text);
        if (found?.[1] !== undefined) return found[1];
      }
      return null;
    },
  };
}
