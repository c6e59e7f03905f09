import { hkdfSync } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { Http, Instant, Store } from "@cxkit/core";
import type { Connection, LogEntry } from "@cxkit/host";
import type { StartRunner } from "@cxkit/host/plugins";
import { maskContactDetails } from "@cxkit/report";
import type { TerminalSettings } from "./contributions.ts";
import { type ConfigProblem, refuseProblems } from "./config-problem.ts";
import { checkConfig } from "./check-config.ts";
import { type Environment, workspaceEnvironment } from "./environment.ts";
import { fileStore } from "./file-store.ts";
import { lazyStore } from "./lazy-store.ts";
import { type LoadedConfig, loadConfig } from "./load-config.ts";
import { storeOf } from "./plugin-store.ts";
import type { Workspace, WorkspaceConnection } from "./workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";
import { workspacePlugins } from "./workspace-plugins.ts";
import { type WorkspaceParts, workspaceParts } from "./workspace-parts.ts";

/** How a workspace is opened. Everything ambient can be handed in. */
export interface OpenWorkspaceOptions {
  /** Where the workspace is, when a configuration is handed in as it is: its own folder is made here. Default: where the process is. */
  readonly folder?: string;
  /** Environment of the process. Default: its own. */
  readonly environment?: Environment;
  /** What this process is, for whoever finds the workspace taken. Default `cxkit`. */
  readonly command?: string;
  /** Whether connections are asked for what is new. Default `true`. */
  readonly pulls?: boolean;
  /** Where events go. Default: a DuckDB file in the workspace's own folder. */
  readonly store?: Store;
  /** Name of the store's file in the workspace's own folder. Default `store.duckdb`. */
  readonly storeFile?: string;
  /** Begins with an empty store, whatever is in the file. */
  readonly freshStore?: boolean;
  /** Where notifications for the terminal go. Default: standard error. */
  readonly terminal?: TerminalSettings;
  readonly now?: () => Instant;
  readonly http?: Http;
  readonly timer?: (run: () => void, milliseconds: number) => () => void;
  readonly log?: (entry: LogEntry) => void;
  /** How plugins' code is started. Default: each in a fenced process of its own. */
  readonly startPlugin?: StartRunner;
}

/** Name of the workspace's own folder, beside its configuration. */
export const ownFolder = ".cxkit";

/** Name of the store's file in it. */
export const storeFileName = "store.duckdb";

/**
 * Opens the workspace of a folder, or of a configuration: its store, its host with everything the configuration names, and nothing
 * else. Nobody listens and nothing is pulled before it is asked for: `serveHost`, `host.start()`.
 *
 * @param from a folder in or below which `cxkit.config.ts` is, or what {@link loadConfig} made of one, or a configuration
 * @throws {CxError} `invalid-setup` naming file, key and what was expected, all of them at once; `unavailable` while another process
 *   has the workspace; `unsupported` where there is no DuckDB for this machine
 */
export async function openWorkspace(
  from: string | LoadedConfig | WorkspaceConfig,
  options: OpenWorkspaceOptions = {},
): Promise<Workspace> {
  const loaded = await configured(from, options);
  const { config, folder, environment } = loaded;
  const file = path.basename(loaded.file);
  const problems: ConfigProblem[] = [];
  const plugins = workspacePlugins(config, { ...options, folder, environment }, problems);
  await plugins.check();
  const parts = await workspaceParts(
    config,
    environment,
    options.terminal ?? plainTerminal,
    plugins,
    problems,
  );
  const named = await storeOf(config, plugins, problems);
  refuseProblems(problems, file);

  const directory = path.join(folder, ownFolder);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // What is in it is the customers': a folder that others may read was made by somebody else's settings.
  if (process.platform !== "win32") await chmod(directory, 0o700);
  const { alertEngine } = await import("@cxkit/alerts");
  const { createHost, guardedHttp } = await import("@cxkit/host");
  const engine = alertEngine(parts.engine);
  // Opened behind the lock: whoever has the workspace is told by name, not by a file that is in use.
  const store =
    options.store ??
    lazyStore(() =>
      named
        ? named.open(directory)
        : fileStore(path.join(directory, options.storeFile ?? storeFileName), options),
    );
  const { now, http = guardedHttp(), timer, log, command = "cxkit" } = options;
  const publicUrl = config.publicUrl ?? ownAddress(config.listen);
  const { fallback } = parts.engine.routing;
  const host = await createHost({
    directory,
    store,
    engine,
    command,
    connections: [...parts.connections.values()].map((one) => connectionAs(one, options)),
    notifiers: parts.notifiers,
    people: parts.people,
    key: parts.key,
    journey: parts.journey,
    language: config.language ?? "en",
    mask: (words) => maskContactDetails(words).text,
    ...(parts.people.some(({ id }) => id === fallback) && { fallback }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(config.limits && { limits: config.limits }),
    ...(now && { now }),
    http,
    ...(timer && { timer }),
    log(entry) {
      plugins.note(entry);
      log?.(entry);
    },
  });
  return {
    config,
    folder,
    directory,
    host,
    store,
    connections: parts.connections,
    scores: parts.scores,
    journey: parts.journey,
    plugins,
    http,
    now: now ?? (() => new Date().toISOString()),
    fileKey: fileKeyOf(parts),
    healthToken: parts.healthToken,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await plugins[Symbol.asyncDispose]();
    },
  };
}

async function configured(
  from: string | LoadedConfig | WorkspaceConfig,
  { folder = process.cwd(), environment = process.env }: OpenWorkspaceOptions,
): Promise<LoadedConfig> {
  if (typeof from === "string") return loadConfig(from, environment);
  if ("config" in from) return from;
  const file = "the configuration";
  return {
    file,
    folder: path.resolve(folder),
    config: checkConfig(from, file),
    environment: await workspaceEnvironment(folder, environment),
  };
}

const plainTerminal: TerminalSettings = {
  write: (text) => void process.stderr.write(text),
  colours: false,
  columns: 80,
};

function connectionAs(
  { connection }: WorkspaceConnection,
  { pulls = true }: OpenWorkspaceOptions,
): Connection {
  const { channel } = connection;
  if (pulls || !channel.streams) return connection;
  if (!("decode" in channel)) return { ...connection, channel: { ...channel, streams: [] } };
  const { streams: _streams, ...rest } = channel;
  return { ...connection, channel: rest };
}

/** Where this machine's own browser finds the workspace; others need `publicUrl`. */
export function ownAddress({ host = "127.0.0.1", port = 8787 } = {}): string | undefined {
  return port > 0 && /^(?:127\.|localhost$)/.test(host) ? `http://${host}:${port}` : undefined;
}

/** Key of the identities of rows without an id: made of the workspace's one key, and of no use for anything else. */
function fileKeyOf({ key }: WorkspaceParts): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, new Uint8Array(0), "cxkit/files/v1", 32));
}
