import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { configNames } from "./find-config.ts";
import { type InitChannel, initConfig, initEnvironment, ignoredPaths } from "./init-templates.ts";

/** What a new workspace is made of. */
export interface InitOptions {
  /** Channels to begin with. */
  readonly channels: readonly InitChannel[];
  /** IANA zone. */
  readonly zone: string;
  readonly language: "en" | "zh";
  /** So many random bytes; nobody else may know them. */
  readonly random: (bytes: number) => Uint8Array;
}

/** What was made, and what was left as it is. Paths are relative to the folder. */
export type Initialized = {
  readonly folder: string;
  readonly written: readonly string[];
  /** Was there already, and was not touched. */
  readonly kept: readonly string[];
  readonly channels: readonly InitChannel[];
};

/**
 * Makes a workspace: configuration, secrets, an inbox. What is there stays as it is; to a `.gitignore` and a `.env` only what is
 * missing is added.
 *
 * @throws {CxError} `invalid-setup` when the folder has a configuration already; `unavailable` when the disk refuses
 */
export async function initWorkspace(folder: string, options: InitOptions): Promise<Initialized> {
  const home = path.resolve(folder);
  const there = configNames.find((name) => existsSync(path.join(home, name)));
  if (there !== undefined)
    throw cxError("invalid-setup", `${path.join(home, there)} is there already, and is left as it is`, {
      file: there,
    });
  const written: string[] = [];
  const kept: string[] = [];
  try {
    await mkdir(home, { recursive: true });
    const wanted = initEnvironment(options);
    await addLines(
      home,
      ".env",
      wanted,
      (line) => line.slice(0, line.indexOf("=") + 1),
      0o600,
      written,
      kept,
    );
    await addLines(home, ".gitignore", ignoredPaths, (line) => line, 0o644, written, kept);
    if (options.channels.includes("files")) {
      await mkdir(path.join(home, "inbox"), { recursive: true });
      written.push("inbox/");
    }
    // Last: what is whole has a configuration.
    await writeFile(path.join(home, "cxkit.config.ts"), initConfig(options, path.basename(home)), {
      flag: "wx",
    });
    written.unshift("cxkit.config.ts");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw cxError("unavailable", `${home} cannot be written (${code ?? "unknown"})`, { cause });
  }
  return { folder: home, written, kept, channels: options.channels };
}

/** Adds lines that are not in a file yet; the rest of it stays, byte for byte. */
async function addLines(
  folder: string,
  name: string,
  lines: readonly string[],
  sign: (line: string) => string,
  mode: number,
  written: string[],
  kept: string[],
): Promise<void> {
  const file = path.join(folder, name);
  const before = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const present = (before ?? "").split(/\r?\n/).map((line) => line.trim());
  const missing = lines.filter((line) => !present.some((one) => one.startsWith(sign(line))));
  if (before === null) {
    await writeFile(file, `${lines.join("\n")}\n`, { mode, flag: "wx" });
    written.push(name);
  } else if (missing.length > 0) {
    const gap = before === "" || before.endsWith("\n") ? "" : "\n";
    await writeFile(file, `${gap}${missing.join("\n")}\n`, { flag: "a" });
    written.push(`${name} (${missing.length} lines added)`);
  } else {
    kept.push(name);
  }
}
