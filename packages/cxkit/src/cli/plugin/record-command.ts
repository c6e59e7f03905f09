import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { proposeCapabilities } from "../../authoring/propose-capabilities.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain } from "../text-table.ts";
import { trialOf } from "./dev-command.ts";

/** Options of `cxkit plugin record`. */
export interface RecordFlags {
  readonly write?: true;
  readonly build: boolean;
}

/**
 * `cxkit plugin record`: plays the fixtures and proposes the least that the plugin has to ask for. With `--write` into `package.json`; reasons
 * that are missing are left empty, and `cxkit plugin check` asks for them.
 */
export async function pluginRecord(folder: string, flags: RecordFlags, console: Console): Promise<number> {
  const { plugin, fixtures, trial } = await trialOf(folder, flags, console);
  const asked = plugin.manifest.capabilities ?? {};
  // Nothing was tried, so nothing is known of what it needs.
  if (fixtures.length === 0 && Object.keys(asked).some((kind) => kind !== "inProcess"))
    throw cxError(
      "invalid-setup",
      "there are no fixtures to see by what the plugin needs: put what the producer sends, or what a notifier is told, into fixtures/*.json",
      { path: plugin.directory },
    );
  const { capabilities, differences } = proposeCapabilities(plugin.manifest, trial.used);
  const { out, err } = console;
  for (const { file, failed } of trial.outcomes)
    if (failed !== null)
      err.write(`${plain(`fixtures/${file} could not be played to its end: ${failed}`)}\n`);
  for (const line of differences) err.write(`${plain(line)}\n`);
  if (!flags.write) {
    out.write(`${JSON.stringify({ capabilities }, null, 2)}\n`);
    return exitCodes.done;
  }
  const file = path.join(plugin.directory, "package.json");
  const json = JSON.parse(await readFile(file, "utf8")) as { cxkit: object };
  await writeFile(file, `${JSON.stringify({ ...json, cxkit: { ...json.cxkit, capabilities } }, null, 2)}\n`);
  out.write(differences.length === 0 ? "package.json says so already\n" : "package.json was written\n");
  return exitCodes.done;
}
