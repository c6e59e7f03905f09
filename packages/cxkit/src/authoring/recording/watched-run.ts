import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { relativeImports } from "../../plugins/bare-imports.ts";
import { exportedModules } from "../../plugins/exported-modules.ts";
import type { PluginPackage } from "../../plugins/plugin-package.ts";
import { moduleStem } from "./module-stem.ts";
import type { RecordedNote, WatchPlan } from "./recorded-note.ts";

/** A command that was run and watched. */
export interface WatchedRun {
  /** `null`: a signal ended it. */
  readonly exitCode: number | null;
  /** What it wrote, both streams. */
  readonly output: string;
  /** In the order in which they were first seen, those of one process after those of another. */
  readonly notes: readonly RecordedNote[];
}

/**
 * Runs a command of a plugin's author, as a rule its tests, with what watches loaded into every Node.js process that it starts. The code runs as it
 * always does when its author tests it: with no fence around it.
 *
 * @param command for the shell; programs of `node_modules/.bin` are found
 * @throws {CxError} `invalid-setup` when there is no Node.js to run it with
 */
export async function watchedRun(
  plugin: Pick<PluginPackage, "folder" | "json">,
  command: string,
  {
    env,
    signal,
  }: { readonly env: { readonly [name: string]: string | undefined }; readonly signal: AbortSignal },
): Promise<WatchedRun> {
  const folder = await realpath(plugin.folder);
  const own = await ownStems({ ...plugin, folder });
  const found = { ...env, PATH: programs(folder, env["PATH"] ?? "") };
  const run = async (flags: readonly string[]): Promise<WatchedRun> => {
    const notes = await mkdtemp(path.join(await realpath(tmpdir()), "cxkit-record-"));
    const plan: WatchPlan = { folder, own, notes };
    const options = [env["NODE_OPTIONS"] ?? "", ...flags, `--import=${recorder().href}`];
    try {
      const ended = await finished(command, folder, signal, {
        ...found,
        NODE_OPTIONS: options.filter((one) => one !== "").join(" "),
        CXKIT_WATCH_PLAN: JSON.stringify(plan),
        // A run inside a test runner's run would speak the runner's language.
        NODE_TEST_CONTEXT: undefined,
      });
      return { ...ended, notes: await notesIn(notes) };
    } finally {
      await rm(notes, { recursive: true, force: true });
    }
  };
  const flags = await auditFlags(folder, found);
  const first = await run(flags);
  if (first.exitCode === 0 || flags.length === 0) return first;
  // Some versions refuse a little of what they should only tell of.
  const again = await run([]);
  return again.exitCode === 0 ? { ...again, notes: [...first.notes, ...again.notes] } : first;
}

type Ended = Pick<WatchedRun, "exitCode" | "output">;

/** A module of its own in the package, for Node to load first. */
function recorder(): URL {
  return import.meta.url.endsWith(".ts")
    ? new URL("./recorder.ts", import.meta.url)
    : new URL(import.meta.resolve("cxkit/recorder"));
}

/** Every module that is exported, and what these import within the package. */
async function ownStems(plugin: Pick<PluginPackage, "folder" | "json">): Promise<readonly string[]> {
  const files = new Set(exportedModules(plugin).map(({ file }) => file));
  for (const file of files)
    for (const specifier of relativeImports(await readFile(file, "utf8").catch(() => "")))
      files.add(path.resolve(path.dirname(file), specifier));
  return [...files].map((file) => moduleStem(path.relative(plugin.folder, file).replaceAll(path.sep, "/")));
}

/** As a package manager sets it for scripts, with the Node.js that this runs on in front of others. */
function programs(folder: string, before: string): string {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    found.push(path.join(at, "node_modules", ".bin"));
    if (path.dirname(at) === at) break;
  }
  return [...found, path.dirname(process.execPath), before].join(path.delimiter);
}

/**
 * What makes Node.js tell which files and processes are reached for. One that does not know it would not start with it, and which one the
 * command gets, its folder decides. Add-ons are let in, or a test runner that has one would not start.
 */
async function auditFlags(folder: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const flags = ["--permission-audit", "--allow-addons"];
  const asked = `process.exitCode = ${JSON.stringify(flags)}.every((flag) => process.allowedNodeEnvironmentFlags.has(flag)) ? 0 : 9`;
  const child = spawn("node", ["-e", asked], { cwd: folder, env, stdio: "ignore" });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", () =>
      reject(cxError("invalid-setup", "there is no program called node", { path: folder })),
    );
    child.once("close", resolve);
  });
  return code === 0 ? flags : [];
}

function finished(command: string, cwd: string, signal: AbortSignal, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, env, signal, shell: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => (output += text.toString()));
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}

async function notesIn(folder: string): Promise<readonly RecordedNote[]> {
  const files = (await readdir(folder)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  const lines = new Set(texts.flatMap((text) => text.split("\n")));
  // A process that was killed while it wrote leaves half a line.
  return [...lines].flatMap((line) => {
    try {
      return [JSON.parse(line) as RecordedNote];
    } catch {
      return [];
    }
  });
}
