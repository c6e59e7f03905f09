import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { type Capabilities, contributionNames, cxError, isCxError } from "@cxkit/core";
import {
  capabilityWidening,
  type DiscoveredPlugin,
  grantDecision,
  grantOf,
  grantsFile,
  installedPlugins,
  isPacked,
  manifestHash,
  pluginContents,
  type UsablePlugin,
  writeGrants,
} from "@cxkit/host/plugins";
import { grantedFiles } from "../../plugins/granted-files.ts";
import { installedSize } from "../../plugins/installed-size.ts";
import { type OpenedProject, openedProject } from "../../plugins/opened-project.ts";
import { tierOf } from "../../plugins/plugin-standing.ts";
import { cameWithCxkit, engine, pluginId } from "../../plugins/project-plugins.ts";
import { refreshRunning, type RunningEffect } from "../../plugins/refresh-running.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson } from "../text-table.ts";
import type { ConsentFlags, PluginFlags } from "./plugin-flags.ts";

/** `cxkit plugin add PLUGIN`: shows what it asks for and what it brings along, asks, and writes the grant. */
export async function pluginAdd(given: string, flags: ConsentFlags, console: Console): Promise<number> {
  const project = await openedProject(flags.folder, console.env);
  const file = path.resolve(given);
  const named = existsSync(file) && /^[./~]|[\\/]|\.t(?:ar\.)?gz$/.test(given);
  if (!named) return consented(dependency(project, given), project, flags, console);
  const relative = path.relative(project.folder, file).replaceAll(path.sep, "/");
  const cache = path.join(project.folder, ".cxkit", "added.json");
  const beside = await installedPlugins(project.folder, { engine, paths: [relative], cache });
  const found = beside.findLast(({ origin }) => origin === "path" || origin === "tarball");
  if (!found) throw cxError("invalid-setup", `${given} is no plugin`, { path: given });
  return consented(found, project, flags, console, relative.startsWith(".") ? relative : `./${relative}`);
}

/** `cxkit plugin grant ID`: the same for one that is installed and was found wanting. */
export async function pluginGrant(id: string, flags: ConsentFlags, console: Console): Promise<number> {
  const project = await openedProject(flags.folder, console.env);
  return consented(dependency(project, id), project, flags, console, project.grants[id]?.path);
}

/** `cxkit plugin revoke ID`: takes a grant away; where the workspace runs, the plugin is stopped. */
export async function pluginRevoke(id: string, flags: PluginFlags, console: Console): Promise<number> {
  const { grants, folder, plugins } = await openedProject(flags.folder, console.env);
  if (!Object.hasOwn(grants, id))
    throw cxError(
      "invalid-setup",
      `nothing was granted to ${id}; there are ${Object.keys(grants).join(", ") || "no grants"}`,
      {
        path: id,
      },
    );
  const { [id]: taken, ...others } = grants;
  await writeGrants(folder, others);
  const found = plugins.find((one) => pluginId(one) === id);
  const usable = found?.state === "resolved" ? found : null;
  const effect = await told(folder, id, usable?.plugin.version ?? null, console);
  const words = [
    `taken away, and out of ${grantsFile}`,
    // Such a one is used without a word of anybody's.
    usable && grantDecision(usable, {}, { trusted: cameWithCxkit }).granted
      ? "it needs no grant, and is used as before"
      : effect.words,
    ...(taken?.granted.inProcess
      ? ["what it has in the workspace's own process stays there until that ends"]
      : []),
  ];
  if (flags.json)
    console.out.write(`${plainJson({ id, revoked: taken, takesEffect: effect.takesEffect })}\n`);
  else console.out.write(`${plain(words.join("; "))}\n`);
  return exitCodes.done;
}

/** What becomes of it where the workspace runs. What is written stays written, whether that could be told or not. */
async function told(
  folder: string,
  id: string,
  version: string | null,
  { err }: Console,
): Promise<RunningEffect> {
  try {
    return await refreshRunning(folder, id, version);
  } catch (thrown) {
    if (!isCxError(thrown)) throw thrown;
    err.write(`cxkit: the running workspace does not know of it yet: ${plain(thrown.message)}\n`);
    return { takesEffect: "start", words: "takes effect when the workspace is started again" };
  }
}

function dependency({ plugins, folder }: OpenedProject, given: string): DiscoveredPlugin {
  const found = plugins.find(
    (one) =>
      pluginId(one) === given ||
      (one.state === "resolved" &&
        one.plugin.directory.replaceAll("\\", "/").endsWith(`/node_modules/${given}`)),
  );
  if (found) return found;
  throw cxError(
    "invalid-setup",
    `${given} is not installed in ${folder}: install it with your package manager, or give the path of a folder or .tgz`,
    { path: given },
  );
}

async function consented(
  found: DiscoveredPlugin,
  project: OpenedProject,
  flags: ConsentFlags,
  console: Console,
  added?: string,
): Promise<number> {
  if (found.state !== "resolved")
    throw cxError("invalid-setup", `${found.id} is ${found.state}: ${found.problems.join("; ")}`, {
      path: found.directory,
    });
  const { id } = found.plugin.manifest;
  const before = Object.hasOwn(project.grants, id) ? project.grants[id] : undefined;
  if (!flags.json) console.out.write(await shown(found, before?.granted));
  if (!flags.yes && !(await confirmed(console))) {
    console.err.write("cxkit: nothing was granted\n");
    return exitCodes.interrupted;
  }
  const by = whoGrants(flags, console);
  // What was published stays as it is; what is being written does not.
  const contents = isPacked(found.origin) ? await pluginContents(found.plugin.realDirectory) : null;
  const hash = manifestHash(found.plugin.manifest);
  const grant = grantOf(found.plugin, hash, by, console.now(), contents?.hash);
  const granted = { ...grant, ...(added !== undefined && { path: added }) };
  await writeGrants(project.folder, { ...project.grants, [id]: granted });
  if (contents) await grantedFiles(project.folder).keep(id, contents);
  // Whoever grants a plugin what it asks for means it to run.
  project.quarantine.take(id);
  const effect = await told(project.folder, id, found.plugin.version, console);
  if (flags.json) console.out.write(`${plainJson({ id, ...granted, takesEffect: effect.takesEffect })}\n`);
  else console.out.write(`granted, and written into ${grantsFile}; ${plain(effect.words)}\n`);
  return exitCodes.done;
}

/** Everything an operator should know before saying yes. What is new since the last yes is marked. */
async function shown({ plugin }: UsablePlugin, before: Capabilities | undefined): Promise<string> {
  const { manifest, version, directory } = plugin;
  const { bytes, dependencies } = await installedSize(directory);
  const all = capabilityWidening(manifest.capabilities);
  const more = new Set(before ? capabilityWidening(manifest.capabilities, before) : []);
  const runs = {
    data: "as data: no code runs",
    process: "in a process of its own, fenced",
    "in-process": "in the host's process, unfenced",
  };
  const lines = [
    `${manifest.id} ${version}${manifest.title === undefined ? "" : `: ${manifest.title}`}`,
    `contributes ${contributionNames(manifest.contributes).join(", ") || "nothing"}`,
    `runs ${runs[tierOf(manifest)]}`,
    `${Math.ceil(bytes / 1024)} kB of its own, ${dependencies} other packages`,
    all.length === 0 ? "asks for nothing" : "asks for",
    ...all.map((one) => `  ${one}`),
    ...[...more].map((one) => `  new: ${one}`),
  ];
  return lines.map((line) => `${line.startsWith("  ") ? "  " : ""}${plain(line)}\n`).join("");
}

async function confirmed({ in: input, err, signal }: Console): Promise<boolean> {
  if (input?.isTTY !== true)
    throw cxError("invalid-setup", "granting is somebody's decision: say --yes where nobody can be asked", {
      path: "yes",
    });
  const reader = createInterface({ input, output: err });
  try {
    return /^y(?:es)?$/i.test((await reader.question("Grant this? [y/N] ", { signal })).trim());
  } finally {
    reader.close();
  }
}

function whoGrants({ by }: ConsentFlags, { env, user }: Console): string {
  const name = [by, env["USER"], env["USERNAME"], user].find((one) => one !== undefined && one.trim() !== "");
  if (name !== undefined) return name;
  throw cxError("invalid-setup", "say who grants this with --by", { path: "by" });
}
