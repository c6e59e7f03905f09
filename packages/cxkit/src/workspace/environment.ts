import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { cxError } from "@cxkit/core";

/** Variables by name. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * The environment of a workspace: that of the process, and beneath it what the `.env` beside the configuration says, read as
 * `node --env-file` reads it. Nothing is written into the process's own environment.
 *
 * @param folder where the configuration is
 * @param own the process's environment; a variable that is set there wins, an empty one too
 * @throws {CxError} `invalid-setup` when there is a `.env` that cannot be read
 */
export async function workspaceEnvironment(folder: string, own: Environment): Promise<Environment> {
  const file = path.join(folder, ".env");
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw cxError("invalid-setup", `${file} cannot be read (${cause.code ?? "unknown"})`, { file, cause });
  });
  return { ...parseEnv(text.replace(/^\uFEFF/, "")), ...own };
}
