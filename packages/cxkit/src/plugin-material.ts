import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { ChannelEntry, DecodeContext, PluginManifest } from "@cxkit/core";
import {
  type CallOptions,
  type InstalledPlugin,
  type PluginRunner,
  processRunner,
} from "@cxkit/host/plugins";
import { authoredPlugin } from "./authoring/authored-plugin.ts";
import { packageFiles } from "./plugins/package-files.ts";
import { pluginPackage } from "./plugins/plugin-package.ts";

/** What the conformance kit is given of the package around a channel. */
export interface ChannelMaterial {
  readonly plugin?: {
    readonly manifest: PluginManifest;
    readonly modules: { readonly [module: string]: { readonly [name: string]: unknown } };
    readonly sources: { readonly [file: string]: string };
    readonly packageJson: object;
    load(): Promise<unknown>;
    readonly timing: { clock(): number };
  };
  readonly run?: {
    readonly tier: string;
    decode(
      raws: readonly unknown[],
      config: unknown,
      hashes: Pick<DecodeContext, "subject" | "fingerprint">,
    ): Promise<readonly unknown[]>;
    killed(): Promise<void>;
    measured(
      raws: readonly unknown[],
      config: unknown,
    ): Promise<{ readonly startMs: number; readonly rssMb: number | null }>;
  };
}

/**
 * The package around a channel, for `channelConformance`: its manifest, modules and sources, and a fenced process of its own to run it in.
 * Of a package that was not built yet, or whose manifest does not know the channel, there is nothing to give; the kit then says that its
 * checks were not tried.
 *
 * @param channel id of the channel
 * @param folder of the plugin; default: the working directory, in which npm runs tests
 * @throws {CxError} `invalid-setup` when the folder holds no package, or what it says of itself has not the shape of a manifest
 * @example Object.keys(await pluginMaterial("none", "packages/channels")) // => []
 */
export async function pluginMaterial(
  channel: string,
  folder: string = process.cwd(),
): Promise<ChannelMaterial> {
  const { plugin } = await authoredPlugin(folder);
  const entry = plugin.manifest.contributes.channels?.find(({ id }) => id === channel);
  if (!entry) return {};
  const { folder: directory, json } = await pluginPackage(folder);
  const { contributes } = plugin.manifest;
  const modules: Record<string, { readonly [name: string]: unknown }> = {};
  for (const one of Object.values(contributes).flat() as readonly { readonly module?: string }[])
    if (one.module !== undefined) modules[one.module] = await moduleOf(directory, one.module);
  let loaded = 0;
  return {
    plugin: {
      manifest: plugin.manifest,
      modules,
      sources: await sourcesOf(directory, json),
      packageJson: json,
      load: () => moduleOf(directory, entry.module, `?loaded=${(loaded += 1)}`),
      timing: { clock: processorTime },
    },
    run: processTier(plugin, entry),
  };
}

function moduleOf(folder: string, module: string, query = ""): Promise<{ readonly [name: string]: unknown }> {
  return import(`${pathToFileURL(path.resolve(folder, module)).href}${query}`) as Promise<{
    readonly [name: string]: unknown;
  }>;
}

/** What the package is packed with of its own writing: what was compiled of it says the same. */
async function sourcesOf(
  folder: string,
  json: { readonly [key: string]: unknown },
): Promise<{ readonly [file: string]: string }> {
  const files = (await packageFiles({ folder, json })).filter((file) => /^src\/.*\.[cm]?[jt]s$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return Object.fromEntries(files.map((file, at) => [file, texts[at] ?? ""]));
}

/** A fenced process for each call: none is left over when tests are at their end, or given up. */
function processTier(plugin: InstalledPlugin, entry: ChannelEntry): NonNullable<ChannelMaterial["run"]> {
  const { id, module, export: name } = entry;
  const target = { plugin: plugin.manifest.id, kind: "channel", id, module, export: name } as const;
  let running: Promise<PluginRunner> | undefined;
  const decoded = async (
    raws: readonly unknown[],
    config: unknown,
    hashes: Pick<DecodeContext, "subject" | "fingerprint">,
  ) => {
    const began = performance.now();
    running = processRunner(plugin, { limits, log: () => {} });
    await using runner = await running;
    const startMs = performance.now() - began;
    const services = { ...closed, ...hashes };
    const answers = (await runner.call(target, "decode", [raws], { services, config })) as readonly unknown[];
    return { answers, startMs, rssBytes: (await runner.usage()).rssBytes };
  };
  return {
    tier: "process",
    decode: async (raws, config, hashes) => (await decoded(raws, config, hashes)).answers,
    killed: async () => (await running)?.[Symbol.asyncDispose](),
    async measured(raws, config) {
      const { startMs, rssBytes } = await decoded(raws, config, closed);
      return { startMs, rssMb: rssBytes === null ? null : rssBytes / 1_048_576 };
    },
  };
}

/** What is usual; the kit compares with what the manifest says. */
const limits = { heapMb: 128, rssMb: 300, startMs: 30_000, callMs: 30_000, stallMs: 60_000 };

/** Nothing leaves the fence: decoding asks for nothing. */
const closed: CallOptions["services"] = {
  http: () => Promise.reject(new Error("no network here")),
  secrets: {},
  token: () => Promise.reject(new Error("no token here")),
  subject: (kind, value) => `${kind} ${value}`,
  fingerprint: (cells) => cells.join("|"),
  now: () => new Date().toISOString(),
};

/** Milliseconds that this process has worked: of a busy machine's other work it knows nothing. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
