import { readdir } from "node:fs/promises";
import path from "node:path";

/** A packed package of CXKit. */
export interface PackedPackage {
  /** `@cxkit/core`, `cxkit`. */
  readonly name: string;
  /** Absolute, with `/`. */
  readonly file: string;
}

/**
 * The packages of CXKit that were packed into a folder (`npm pack`), one archive each.
 *
 * @throws {RangeError} when there is none
 */
export async function packedPackages(folder: string): Promise<readonly PackedPackage[]> {
  const found = (await readdir(folder)).flatMap((name) => {
    const [, short] = /^cxkit(?:-(.+?))?-\d+\.\d+\.\d+(?:-.+)?\.tgz$/.exec(name) ?? [undefined, null];
    if (short === null) return [];
    const file = path.join(folder, name).replaceAll(path.sep, "/");
    return [{ name: short === undefined ? "cxkit" : `@cxkit/${short}`, file }];
  });
  if (found.length === 0) throw new RangeError(`${folder} holds no packed package of CXKit`);
  return found;
}
