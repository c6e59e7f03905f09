import { readFile } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

/** A package that is, or is to be, a plugin. */
export interface PluginPackage {
  /** Absolute folder. */
  readonly folder: string;
  /** Its `package.json`, as text and as what it says. */
  readonly file: string;
  readonly text: string;
  readonly json: { readonly [key: string]: unknown };
}

/**
 * Reads a package.
 *
 * @throws {CxError} `invalid-setup` when the folder holds no `package.json`, or it is none
 */
export async function pluginPackage(folder: string): Promise<PluginPackage> {
  const absolute = path.resolve(folder);
  const file = path.join(absolute, "package.json");
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw cxError("invalid-setup", `${file} cannot be read (${cause.code}): a plugin is a package`, {
      file,
      cause,
    });
  });
  try {
    const json = JSON.parse(text) as unknown;
    if (isRecord(json)) return { folder: absolute, file, text, json };
  } catch {
    // Said below.
  }
  throw cxError("invalid-setup", `${file} is no JSON object`, { file });
}

/** Whether something is an object with keys. */
export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
