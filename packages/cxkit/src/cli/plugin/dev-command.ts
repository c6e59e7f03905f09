import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { isCxError } from "@cxkit/core";
import {
  type InstalledPlugin,
  processRunner,
  type StartRunner,
  warmRunner,
  type WarmRunner,
} from "@cxkit/host/plugins";
import { authoredPlugin } from "../../authoring/authored-plugin.ts";
import { type Fixture, pluginFixtures } from "../../authoring/fixture.ts";
import { pluginChanges, pluginFingerprint } from "../../authoring/plugin-changes.ts";
import { repeatOnChange } from "../../authoring/repeat-on-change.ts";
import { runBuild } from "../../authoring/run-build.ts";
import { type PluginTrial, trialSucceeded, tryPlugin } from "../../authoring/try-plugin.ts";
import { unbuiltPlugin } from "../../authoring/unbuilt-plugin.ts";
import { type Console, paint } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson } from "../text-table.ts";

/** Options of `cxkit plugin dev`. */
export interface DevFlags {
  readonly once?: true;
  readonly json?: true;
  /** `false` with `--no-build`. */
  readonly build: boolean;
}

/**
 * `cxkit plugin dev`: builds, starts the plugin in a process of its own, plays its fixtures to it and prints what comes out; and again
 * whenever a file changes: at once, where Node runs what is written, and built afterwards. With `--once` exit code 4 when a fixture could
 * not be played.
 */
export async function pluginDev(folder: string, flags: DevFlags, console: Console): Promise<number> {
  const directory = path.resolve(folder);
  if (flags.once) {
    const result = await tried(folder, flags, console);
    return result && trialSucceeded(result.trial) ? exitCodes.done : exitCodes.setup;
  }
  // A process stands ready for what is saved next.
  const typescript = existsSync(path.join(directory, "tsconfig.json"));
  const warm = warmRunner("process", { ...(typescript && { typescript }) });
  let first = true;
  try {
    await repeatOnChange({
      changes: pluginChanges(directory, console.signal),
      fingerprint: () => pluginFingerprint(directory),
      async run(seen, superseded) {
        const began = seen ?? performance.now();
        await round(directory, flags, console, { warm, first, began, superseded });
        first = false;
        if (!superseded.aborted) console.err.write("waiting for changes; Ctrl-C ends it\n");
      },
    });
  } finally {
    await warm[Symbol.asyncDispose]();
  }
  return exitCodes.done;
}

/** One round of a development. */
interface Round {
  readonly warm: WarmRunner;
  readonly first: boolean;
  /** When it began, or what it is for was seen: milliseconds by the process's clock. */
  readonly began: number;
  readonly superseded: AbortSignal;
}

async function round(
  directory: string,
  flags: DevFlags,
  console: Console,
  { warm, first, began, superseded }: Round,
): Promise<void> {
  const since = (): string =>
    `${((performance.now() - began) / 1000).toFixed(2)} s${first ? "" : " after the change"}`;
  const options = { start: warm.start, signal: superseded, ahead: !first };
  const before = await tried(directory, flags, console, options);
  if (superseded.aborted) return;
  console.err.write(`tried in ${since()}\n`);
  warm.prepare();
  if (!before?.ahead || !flags.build) return;
  try {
    if (!(await runBuild(directory, superseded)) || superseded.aborted) return;
    console.err.write(`built in ${since()}\n`);
  } catch (thrown) {
    return complain(thrown, console, superseded);
  }
  // What it contributes is known only now.
  const { plugin } = await authoredPlugin(directory);
  const [was, is] = [before.plugin, plugin].map(({ manifest }) => JSON.stringify(manifest.contributes));
  if (was !== is) await tried(directory, { ...flags, build: false }, console, options);
}

/** A plugin and what came of it. */
interface Tried {
  readonly plugin: InstalledPlugin;
  readonly fixtures: readonly Fixture[];
  readonly trial: PluginTrial;
  /** Whether it was tried as it is written, before it is compiled. */
  readonly ahead: boolean;
}

/** How a plugin is tried. */
interface TrialParts {
  readonly start?: StartRunner;
  readonly signal?: AbortSignal;
  /** Does not wait for the build where Node runs what it would be built of. */
  readonly ahead?: boolean;
}

/** Tries, and prints; what goes wrong is printed too, unless there is something newer. */
async function tried(
  folder: string,
  flags: DevFlags,
  console: Console,
  parts: TrialParts = {},
): Promise<Tried | null> {
  try {
    const result = await trialOf(folder, flags, console, parts);
    const { plugin, fixtures, trial } = result;
    if (parts.signal?.aborted) return null;
    console.out.write(
      flags.json
        ? `${plainJson({ plugin: plugin.manifest.id, ...trial })}\n`
        : trialText(plugin, fixtures, trial),
    );
    return result;
  } catch (thrown) {
    complain(thrown, console, parts.signal);
    return null;
  }
}

function complain(thrown: unknown, { err, env }: Console, superseded?: AbortSignal): void {
  if (!isCxError(thrown)) throw thrown;
  if (!superseded?.aborted) err.write(`${paint(err, env).red("cxkit:")} ${plain(thrown.message)}\n`);
}

/**
 * A plugin, built and tried with its fixtures.
 *
 * @throws {CxError} `invalid-setup` when it does not build or is no plugin, `invalid-file` for a fixture that is none
 */
export async function trialOf(
  folder: string,
  { build }: { readonly build: boolean },
  { err, now }: Pick<Console, "err" | "now">,
  { start = processRunner, signal, ahead = false }: TrialParts = {},
): Promise<Tried> {
  const directory = await realpath(path.resolve(folder)).catch(() => path.resolve(folder));
  let authored = ahead ? await authoredPlugin(directory) : null;
  const unbuilt = authored && (await unbuiltPlugin(authored.plugin));
  if (build && !unbuilt) {
    await runBuild(directory, signal);
    authored = null;
  }
  const { plugin, problems } = authored ?? (await authoredPlugin(directory));
  for (const problem of problems) err.write(`${plain(problem)}\n`);
  const fixtures = await pluginFixtures(directory);
  const options = { start, now, ...(signal && { signal }) };
  const trial = await tryPlugin(unbuilt ?? plugin, fixtures, options);
  return { plugin, fixtures, trial, ahead: unbuilt !== null };
}

function trialText(
  { manifest, version }: InstalledPlugin,
  fixtures: readonly Fixture[],
  trial: PluginTrial,
): string {
  const { network, secrets, classes } = trial.used;
  let text = "";
  const line = (words: string, indent = ""): void => void (text += `${indent}${plain(words)}\n`);
  line(`${manifest.id} ${version}, in a process of its own`);
  if (fixtures.length === 0) line("no fixtures: put what the producer sends into fixtures/*.json", "  ");
  for (const { file, contribution, events, setAside, failed, receipt } of trial.outcomes) {
    line(`fixtures/${file} → ${contribution}`);
    for (const { type, key, time, revision = 0, data } of events)
      line(`${type} ${key}${revision > 0 ? `~${revision}` : ""} at ${time}: ${JSON.stringify(data)}`, "  ");
    for (const { path: where, reason, message } of setAside)
      line(`set aside: ${where} ${reason}, ${message}`, "  ");
    if (receipt !== null) line(JSON.stringify(receipt), "  ");
    if (failed !== null) line(`failed: ${failed}`, "  ");
    else if (receipt === null && events.length + setAside.length === 0) line("nothing came of it", "  ");
  }
  const asked = network.map(
    ({ method, host, times }) => `${method} ${host}${times > 1 ? ` (${times} times)` : ""}`,
  );
  const sent = secrets.map(
    ({ name, hosts }) => `${name}${hosts.length > 0 ? ` to ${hosts.join(", ")}` : ""}`,
  );
  const data = classes.length > 0 ? `; data ${classes.join(", ")}` : "";
  line(`used: network ${asked.join(", ") || "none"}; secrets ${sent.join(", ") || "none"}${data}`);
  for (const said of trial.log) line(`log: ${said}`);
  return text;
}
