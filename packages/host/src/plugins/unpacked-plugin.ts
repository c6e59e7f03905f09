import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { cxError } from "@cxkit/core";

/** An archive's contents, as files. */
export interface UnpackedPlugin {
  /** Absolute folder of the package. */
  readonly directory: string;
  /** Of the archive, as npm writes it. */
  readonly integrity: string;
}

/** Bytes that an archive may unpack to. */
const limit = 256 * 1024 * 1024;

/**
 * Unpacks what `npm pack` made into a folder named after its contents; once, however often it is asked for. Only plain files within
 * the package are taken: links and paths that lead out of it are an error.
 *
 * @param file absolute path of the archive
 * @param into absolute folder
 * @throws {CxError} `invalid-file` when it is no such archive
 */
export async function unpackedPlugin(file: string, into: string): Promise<UnpackedPlugin> {
  const packed = await readFile(file);
  const digest = createHash("sha512").update(packed).digest();
  const directory = path.join(into, digest.toString("hex").slice(0, 32));
  const integrity = `sha512-${digest.toString("base64")}`;
  if (existsSync(directory)) return { directory, integrity };
  const refuse = (why: string): never => {
    throw cxError("invalid-file", `${file} is no package: ${why}`, { file });
  };
  const archive = await promisify(gunzip)(packed, { maxOutputLength: limit }).catch(() =>
    refuse("it is not gzipped, or cut off"),
  );
  await mkdir(into, { recursive: true });
  const beside = await mkdtemp(path.join(into, "unpacking-"));
  try {
    for (const { name, bytes } of filesOf(archive, refuse)) {
      const target = path.join(beside, name);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
    await rename(beside, directory);
  } catch (thrown) {
    await rm(beside, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(directory)) throw thrown;
  }
  return { directory, integrity };
}

/**
 * The files of a tar archive, without the folder that npm puts around them.
 *
 * @yields one file after the other
 */
function* filesOf(
  archive: Uint8Array,
  refuse: (why: string) => never,
): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
  const text = (from: number, length: number): string =>
    new TextDecoder().decode(archive.subarray(from, from + length)).replace(/\0.*$/s, "");
  let longName: string | undefined;
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12).trim() || "0", 8);
    const type = text(at + 156, 1) || "0";
    const prefix = text(at + 345, 155);
    const name = longName ?? (prefix === "" ? text(at, 100) : `${prefix}/${text(at, 100)}`);
    // Below nothing, the same place would be read for ever.
    if (!(Number.isSafeInteger(size) && size >= 0) || at + 512 + size > archive.length)
      refuse("it is cut off");
    const bytes = archive.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
    longName = undefined;
    if (type === "x") longName = /\d+ path=([^\n]+)\n/.exec(new TextDecoder().decode(bytes))?.[1];
    else if (type === "0") yield { name: inside(name, refuse), bytes };
    else if (type !== "5" && type !== "g") refuse(`${name} is neither file nor folder`);
  }
}

function inside(name: string, refuse: (why: string) => never): string {
  const own = name.split("/").slice(1).join("/");
  const parts = own.split(/[/\\]/);
  const out = own === "" || parts.some((part) => part === ".." || part === "" || /[\0:]/.test(part));
  return out ? refuse(`${name} leads out of it`) : own;
}
