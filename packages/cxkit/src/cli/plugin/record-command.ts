import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { cxError, type PluginManifest } from "@cxkit/core";
import { type InstalledPlugin, processRunner } from "@cxkit/host/plugins";
import { evidenceFile } from "../../authoring/conformance-evidence.ts";
import { mergedUse } from "../../authoring/merged-use.ts";
import { proposeCapabilities } from "../../authoring/propose-capabilities.ts";
import { type TestEvidence, testEvidence } from "../../authoring/recording/test-evidence.ts";
import { watchedRun } from "../../authoring/recording/watched-run.ts";
import { tryPlugin } from "../../authoring/try-plugin.ts";
import { isRecord, pluginPackage } from "../../plugins/plugin-package.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain } from "../text-table.ts";
import { trialOf } from "./dev-command.ts";

/** Options of `cxkit plugin record`. */
export interface RecordFlags {
  readonly write?: true;
  readonly build: boolean;
  /** `false` with `--no-test`. */
  readonly test: boolean;
  /** A command in place of `npm test`. */
  readonly run?: string;
}

/**
 * `cxkit plugin record`: plays the fixtures, runs the author's own tests while they are watched, and proposes the least that the plugin has to
 * ask for. With `--write` into `package.json`, unless something failed: what was not reached would be proposed away. Reasons that are missing are left
 * empty, and `cxkit plugin check` asks for them.
 */
export async function pluginRecord(folder: string, flags: RecordFlags, console: Console): Promise<number> {
  const { out, err, now } = console;
  const { plugin, fixtures, trial } = await trialOf(folder, flags, console);
  const failures = trial.outcomes
    .filter(({ failed }) => failed !== null)
    .map(({ file, failed }) => `fixtures/${file} could not be played to its end: ${failed}`);
  const tests = await testsOf(plugin, flags, console);
  if (tests?.failure !== undefined) failures.push(tests.failure);
  const evidence = tests?.evidence;
  const say = (lines: readonly string[]): void => lines.forEach((line) => void err.write(`${plain(line)}\n`));
  nothingKnown(plugin, fixtures.length + (evidence?.tried.size ?? 0), failures);
  const notified = evidence?.notifications ?? [];
  const again =
    notified.length > 0 ? await tryPlugin(plugin, notified, { start: processRunner, now }) : undefined;
  const used = mergedUse([trial.used, ...(evidence ? [evidence.used] : []), ...(again ? [again.used] : [])]);
  const { capabilities, differences, remarks } = proposeCapabilities(plugin.manifest, used);
  const unplayed = new Map(again?.outcomes.map(({ contribution, failed }) => [contribution, failed]));
  for (const [id, why] of unplayed)
    if (why !== null)
      failures.push(
        `which data notifier ${id} needs cannot be seen: it fails on what the tests told it, fenced: ${why}`,
      );
  say(failures);
  say(differences);
  say([...remarks, ...(evidence?.unseen ?? [])]);
  const left = untried(
    plugin.manifest,
    trial.outcomes.map(({ contribution }) => contribution),
    evidence,
  );
  say(left);
  if (failures.length + differences.length + remarks.length + left.length === 0)
    say(["it asks for what it uses, and for nothing else"]);
  if (evidence && evidence.refused.length > 0) {
    const { inProcess } = plugin.manifest.capabilities ?? {};
    say([
      inProcess
        ? "in a process of its own this would be refused, in CXKit's own nothing refuses it:"
        : "this would be refused, whatever is granted:",
      ...evidence.refused.map((line) => `- ${line}`),
    ]);
  }
  if (!flags.write) {
    out.write(`${JSON.stringify({ capabilities }, null, 2)}\n`);
    return failures.length === 0 ? exitCodes.done : exitCodes.setup;
  }
  if (failures.length > 0) {
    say(["package.json was not written: what failed may need more than was seen"]);
    return exitCodes.setup;
  }
  await written(plugin.directory, capabilities, differences.length === 0, console);
  return exitCodes.done;
}

/** Runs the package's tests, where there are some. */
async function testsOf(
  { directory, manifest }: InstalledPlugin,
  { test, run }: RecordFlags,
  { err, env, signal }: Console,
): Promise<{ readonly evidence: TestEvidence; readonly failure?: string } | undefined> {
  const plugin = await pluginPackage(directory);
  const { scripts } = plugin.json;
  const own = isRecord(scripts) && typeof scripts["test"] === "string" ? scripts["test"] : "";
  // What npm writes for whoever has none.
  const command = run ?? (own === "" || own.includes("no test specified") ? undefined : "npm test");
  if (command === undefined || (!test && run === undefined)) return undefined;
  // What is data alone asks for nothing, whatever its tests do.
  const entries = Object.values(manifest.contributes)
    .filter((list) => Array.isArray(list))
    .flat() as object[];
  if (run === undefined && !entries.some((entry) => "module" in entry)) return undefined;
  err.write(`${plain(command)} …\n`);
  const { exitCode, output, notes } = await watchedRun(plugin, command, { env, signal });
  const evidence = testEvidence(manifest, notes, command);
  if (exitCode === 0) return { evidence };
  const how = exitCode === null ? "was stopped" : `ended with exit code ${exitCode}`;
  for (const line of output.trimEnd().split("\n").slice(-40))
    err.write(`${plain(stripVTControlCharacters(line))}\n`);
  return { evidence, failure: `${command} ${how}, and what it did not reach is not seen` };
}

/** Nothing was tried, so nothing is known of what it needs. */
function nothingKnown(
  { manifest, directory }: InstalledPlugin,
  tried: number,
  failures: readonly string[],
): void {
  const asked = Object.keys(manifest.capabilities ?? {}).some((kind) => kind !== "inProcess");
  if (tried > 0 || !asked) return;
  throw cxError(
    "invalid-setup",
    failures.join("\n") ||
      "there is nothing to see by what the plugin needs: put what the producer sends, or what a notifier is told, into fixtures/*.json, or give the package tests (npm test, or --run COMMAND)",
    { path: directory },
  );
}

/** What needs something and was not tried may need more than is proposed. */
function untried(
  { contributes }: PluginManifest,
  played: readonly string[],
  evidence: TestEvidence | undefined,
): readonly string[] {
  const { channels = [], notifiers = [], commands = [] } = contributes;
  return [
    ...channels.map(({ id }) => ["channel", id] as const),
    ...notifiers.map(({ id }) => ["notifier", id] as const),
    ...commands.filter(({ effects }) => effects === "external").map(({ id }) => ["command", id] as const),
  ]
    .filter(
      ([kind, id]) => !evidence?.tried.has(`${kind} ${id}`) && !(kind !== "command" && played.includes(id)),
    )
    .map(([kind, id]) => `${kind} ${id} was not tried: what it needs is not among what is proposed`);
}

async function written(
  directory: string,
  capabilities: object,
  same: boolean,
  { out }: Pick<Console, "out">,
): Promise<void> {
  const file = path.join(directory, "package.json");
  const json = JSON.parse(await readFile(file, "utf8")) as { cxkit: object };
  await writeFile(file, `${JSON.stringify({ ...json, cxkit: { ...json.cxkit, capabilities } }, null, 2)}\n`);
  out.write(same ? "package.json says so already\n" : "package.json was written\n");
  if (!same && existsSync(path.join(directory, evidenceFile)))
    out.write(`${evidenceFile} is of the package as it was: run the tests again\n`);
}
