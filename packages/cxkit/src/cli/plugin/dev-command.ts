import { spawn } from "node:child_process";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { cxError, isCxError } from "@cxkit/core";
import { type InstalledPlugin, processRunner } from "@cxkit/host/plugins";
import { authoredPlugin } from "../../authoring/authored-plugin.ts";
import { type Fixture, pluginFixtures } from "../../authoring/fixture.ts";
import { pluginChanges, pluginFingerprint } from "../../authoring/plugin-changes.ts";
import { repeatOnChange } from "../../authoring/repeat-on-change.ts";
import { type PluginTrial, trialSucceeded, tryPlugin } from "../../authoring/try-plugin.ts";
import { pluginPackage } from "../../plugins/plugin-package.ts";
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
 * whenever a file changes. With `--once` exit code 4 when a fixture could not be played.
 */
export async function pluginDev(folder: string, flags: DevFlags, console: Console): Promise<number> {
  let succeeded = false;
  const run = async (): Promise<void> => {
    succeeded = await tried(folder, flags, console);
  };
  if (flags.once) {
    await run();
    return succeeded ? exitCodes.done : exitCodes.setup;
  }
  await repeatOnChange({
    changes: pluginChanges(path.resolve(folder), console.signal),
    fingerprint: () => pluginFingerprint(path.resolve(folder)),
    async run() {
      await run();
      console.err.write("waiting for changes; Ctrl-C ends it\n");
    },
  });
  return exitCodes.done;
}

/** Builds, tries, prints; what goes wrong is printed too. */
async function tried(folder: string, flags: DevFlags, console: Console): Promise<boolean> {
  const { out, err, env } = console;
  try {
    const { plugin, fixtures, trial } = await trialOf(folder, flags, console);
    if (flags.json) out.write(`${plainJson({ plugin: plugin.manifest.id, ...trial })}\n`);
    else out.write(trialText(plugin, fixtures, trial));
    return trialSucceeded(trial);
  } catch (thrown) {
    if (!isCxError(thrown)) throw thrown;
    err.write(`${paint(err, env).red("cxkit:")} ${plain(thrown.message)}\n`);
    return false;
  }
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
): Promise<{
  readonly plugin: InstalledPlugin;
  readonly fixtures: readonly Fixture[];
  readonly trial: PluginTrial;
}> {
  const directory = await realpath(path.resolve(folder)).catch(() => path.resolve(folder));
  const { json } = await pluginPackage(directory);
  const scripts = json["scripts"] as { readonly build?: unknown } | undefined;
  if (build && typeof scripts?.build === "string") await built(directory);
  const { plugin, problems } = await authoredPlugin(directory);
  for (const problem of problems) err.write(`${plain(problem)}\n`);
  const fixtures = await pluginFixtures(directory);
  return {
    plugin,
    fixtures,
    trial: await tryPlugin(plugin, fixtures, { start: processRunner, now }),
  };
}

/** Runs the package's own script. */
async function built(directory: string): Promise<void> {
  const child = spawn("npm", ["run", "--silent", "build"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
    child.on("error", () => resolve(-1));
  });
  if (code !== 0)
    throw cxError("invalid-setup", `npm run build failed:\n${said.trim()}`, { path: directory });
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
