import { readFile } from "node:fs/promises";
import path from "node:path";
import { cxError, isCxError } from "@cxkit/core";
import { checkConfig } from "./check-config.ts";
import { defineWorkspace } from "./define-workspace.ts";
import { env } from "./env.ts";
import { type Environment, workspaceEnvironment } from "./environment.ts";
import { findConfig } from "./find-config.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

/** A configuration as it was read: its shape is right, its secrets are still names. */
export interface LoadedConfig {
  /** Absolute path. */
  readonly file: string;
  /** The folder it is in: the workspace's. */
  readonly folder: string;
  readonly config: WorkspaceConfig;
  /** What `env("NAME")` stands for. */
  readonly environment: Environment;
}

/**
 * Reads the configuration of the workspace that a folder belongs to. TypeScript needs no build and no installed `cxkit`: the running
 * package stands in for `cxkit` and its own `@cxkit/*`.
 *
 * @param folder where to look; folders above it are looked at too
 * @param environment that of the process
 * @throws {CxError} `invalid-setup` naming file, line or key, and what was expected: all of them at once
 */
export async function loadConfig(folder: string, environment: Environment): Promise<LoadedConfig> {
  const file = await findConfig(folder);
  const value = file.endsWith(".json") ? await readJson(file) : await importModule(file);
  const own = path.dirname(file);
  return {
    file,
    folder: own,
    config: checkConfig(value, path.basename(file)),
    environment: await workspaceEnvironment(own, environment),
  };
}

async function readJson(file: string): Promise<unknown> {
  const text = (await readText(file)).replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const said = (cause as Error).message;
    const position = /at position (\d+)/.exec(said)?.[1];
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split("\n").length;
    throw syntaxError(file, said.replace(/ in JSON at position.*$/s, ""), line, cause);
  }
}

async function importModule(file: string): Promise<unknown> {
  const text = await readText(file);
  const { createJiti } = await import("jiti");
  const jiti = createJiti(file, {
    // A cache in the system's folder for temporary files could be written by somebody else.
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { cxkit: { defineWorkspace, env }, ...(await ownModules(text)) },
  });
  let module: { readonly default?: unknown };
  try {
    module = await jiti.import(file);
  } catch (cause) {
    throw importError(file, cause);
  }
  if (module.default === undefined)
    throw cxError(
      "invalid-setup",
      `${path.basename(file)} exports nothing: it needs "export default defineWorkspace({ … })"`,
      { file },
    );
  return module.default;
}

/** The packages of ours that a configuration imports, from beside the running program: they need not be installed beside the file. */
async function ownModules(text: string): Promise<{ readonly [name: string]: unknown }> {
  const names = new Set(Array.from(text.matchAll(/["'](@cxkit\/[a-z0-9/-]+)["']/g), ([, name]) => name!));
  const found: { [name: string]: unknown } = {};
  for (const name of names) {
    // One that the program itself does not have may still be installed beside the file.
    const module: unknown = await import(/* @vite-ignore */ name).catch(() => undefined);
    if (module !== undefined) found[name] = module;
  }
  return found;
}

function importError(file: string, cause: unknown): Error {
  if (isCxError(cause)) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const syntax = /^ParseError: ([\s\S]*?)\s+(\S+):(\d+):(\d+)\s*$/.exec(message);
  if (syntax) {
    const [, said = "", where = file, line] = syntax;
    return syntaxError(where, said.trim(), Number(line), cause);
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  const name = path.basename(file);
  if (missing !== undefined)
    return cxError(
      "invalid-setup",
      `${name} imports "${missing}", which is not there; "npm install" beside the file makes a package available`,
      { file, cause },
    );
  // The first line of the stack that is in the file.
  const stack = cause instanceof Error ? (cause.stack ?? "") : "";
  const at = stack.split(`${file}:`)[1]?.match(/^\d+/)?.[0];
  const line = at === undefined ? undefined : Number(at);
  return cxError("invalid-setup", `${name}${line === undefined ? "" : `:${line}`}: ${message}`, {
    file,
    ...(line !== undefined && { line }),
    cause,
  });
}

function syntaxError(file: string, said: string, line: number | undefined, cause: unknown): Error {
  const where = line === undefined ? path.basename(file) : `${path.basename(file)}:${line}`;
  return cxError("invalid-setup", `${where}: this cannot be read: ${said}`, {
    file,
    ...(line !== undefined && { line }),
    cause,
  });
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw cxError("invalid-setup", `${file} cannot be read (${cause.code ?? "unknown"})`, { file, cause });
  });
}
