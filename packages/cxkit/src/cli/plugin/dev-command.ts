import { spawn } from "node:child_process";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { cxError, isCxError } from "@cxkit/core";
import { type InstalledPlugin, processRunner, readPlugin } from "@cxkit/host/plugins";
import { type Fixture, pluginFixtures } from "../../authoring/fixture.ts";
import { pluginChanges, pluginFingerprint } from "../../authoring/plugin-changes.ts";
import { repeatOnChange } from "../../authoring/repeat-on-change.ts";
import { type PluginTrial, trialSucceeded, tryPlugin } from "../../authoring/try-plugin.ts";
import { engine } from "../../plugins/project-plugins.ts";
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
  { now }: Pick<Console, "now">,
): Promise<{
  readonly plugin: InstalledPlugin;
  readonly fixtures: readonly Fixture[];
  readonly trial: PluginTrial;
}> {
  const directory = await realpath(path.resolve(folder)).catch(() => path.resolve(folder));
  const { json } = await pluginPackage(directory);
  const scripts = json["scripts"] as { readonly build?: unknown } | undefined;
  if (build && typeof scripts?.build === "string") await built(directory);
  const found = await readPlugin({ directory, origin: "path", integrity: null }, engine);
  if (found?.state !== "resolved")
    throw cxError("invalid-setup", found ? found.problems.join("; ") : `${directory} is no plugin`, {
      path: directory,
    });
  const fixtures = await pluginFixtures(directory);
  return {
    plugin: found.plugin,
    fixtures,
    trial: await tryPlugin(found.plugin, fixtures, { start: processRunner, now }),
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
  const lines = [`${manifest.id} ${version}, in a process of its own`];
  if (fixtures.length === 0) lines.push("  no fixtures: put what the producer sends into fixtures/*.json");
  for (const { file, contribution, events, setAside, failed, receipt } of trial.outcomes) {
    lines.push(`fixtures/${file} → ${contribution}`);
    for (const event of events)
      lines.push(
        `  ${event.type} ${event.key} at ${event.time}${event.revision ? ` (revision ${event.revision})` : ""}: ${JSON.stringify(event.data)}`,
      );
    for (const { path: where, reason, message } of setAside)
      lines.push(`  set aside: ${where} ${reason}, ${message}`);
    if (receipt !== null) lines.push(`  ${JSON.stringify(receipt)}`);
    if (failed !== null) lines.push(`  failed: ${failed}`);
    if (failed === null && receipt === null && events.length + setAside.length === 0)
      lines.push("  nothing came of it");
  }
  const asked = network.map(
    ({ method, host, times }) => `${method} ${host}${times > 1 ? ` (${times} times)` : ""}`,
  );
  const sent = secrets.map(
    ({ name, hosts }) => `${name}${hosts.length > 0 ? ` to ${hosts.join(", ")}` : ""}`,
  );
  lines.push(
    `used: network ${asked.join(", ") || "none"}; secrets ${sent.join(", ") || "none"}${classes.length > 0 ? `; data ${classes.join(", ")}` : ""}`,
  );
  return [...lines, ...trial.log.map((line) => `log: ${line}`)].map((line) => `${plain(line)}\n`).join("");
}
