import path from "node:path";
import { cxError, isCxError, type Json } from "@cxkit/core";
import type { LogEntry } from "@cxkit/host";
import { software } from "../software.ts";
import { controlAddress, type ControlContext, listenForCommands } from "./control-socket.ts";
import { type Inbox, inbox, type InboxOutcome } from "./inbox.ts";
import { ingestFile } from "./ingest-file.ts";
import type { LoadedConfig } from "./load-config.ts";
import { openPatiently, type Waiting } from "./open-patiently.ts";
import { ownAddress, type OpenWorkspaceOptions } from "./open-workspace.ts";
import { operate } from "./operations.ts";
import { rebuildStore } from "./rebuild-store.ts";
import { statusChanges } from "./status-changes.ts";
import { unknownItems } from "./unknown-items.ts";
import type { Workspace } from "./workspace.ts";

/** How a workspace is run. */
export interface RunOptions extends Omit<OpenWorkspaceOptions, "log">, Pick<Waiting, "wait"> {
  /** Whether inboxes are watched. */
  readonly inboxes: boolean;
  /** Instead of the configuration's. */
  readonly port?: number;
  /** Ends it: what was taken is finished, then everything is closed. */
  readonly signal: AbortSignal;
  readonly log: (entry: LogEntry) => void;
  /** Told once it takes requests. */
  readonly ready?: (running: Running) => void;
  /** Calls every so many milliseconds, until what it returns is called. Default: the platform's. */
  readonly every?: (milliseconds: number, run: () => void) => () => void;
  /** Milliseconds since some fixed instant, by which files come to rest. Default: the platform's. */
  readonly elapsed?: () => number;
}

/** Where a running workspace is reached. */
export interface Running {
  /** Where it listens. */
  readonly address: string;
  readonly webhooks: readonly { readonly connection: string; readonly url: string }[];
  readonly inboxes: readonly { readonly connection: string; readonly folder: string }[];
}

/**
 * Runs a workspace until it is told to stop: listens, pulls, watches inboxes, judges, tells, and takes commands from other processes of
 * the same user.
 *
 * @throws {CxError} `unavailable` when another process has the workspace or the port
 */
export async function runWorkspace(loaded: LoadedConfig, options: RunOptions): Promise<void> {
  const { signal, log, ready, every = platformEvery } = options;
  const session = runningSession(loaded, options);
  await session.open();
  const { directory } = session.workspace();
  let commands: AsyncDisposable | undefined;
  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  const stop = every(1_000, () => {
    if (busy) return;
    busy = true;
    looking = session.look().finally(() => {
      busy = false;
    });
  });
  try {
    commands = await listenForCommands(controlAddress(directory), software, session.command);
    ready?.(session.running());
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
      // A workspace that could not be opened again after a rebuilding must not look as if it ran.
      session.lost = reject;
    });
    log({ level: "info", event: "stopping" });
  } finally {
    stop();
    await commands?.[Symbol.asyncDispose]();
    await looking;
    await session.close();
  }
}

/** A workspace that is open and listens; it can be closed and opened again, as a rebuilding of the store needs it. */
function runningSession(loaded: LoadedConfig, options: RunOptions) {
  const { signal, wait, inboxes, elapsed = () => performance.now() } = options;
  const { config } = loaded;
  const waiting: Waiting = wait ? { wait } : {};
  let open: { workspace: Workspace; served: Served; watched: ReadonlyMap<string, Inbox> } | null = null;
  let port = options.port ?? config.listen?.port ?? 8787;
  let before: ReturnType<Workspace["host"]["status"]> | undefined;
  const log = (entry: LogEntry): void => {
    open?.workspace.plugins.note(entry);
    options.log(entry);
  };

  const session = {
    lost: (_error: unknown): void => {},
    async open(): Promise<void> {
      const listen = { ...config.listen, port };
      const workspace = await openPatiently({ ...loaded, config: { ...config, listen } }, options, waiting);
      if (!workspace) return;
      try {
        const served = await serve(workspace, port, log);
        port = Number(new URL(served.address).port);
        open = { workspace, served, watched: inboxes ? watchedFolders(workspace) : new Map() };
      } catch (error) {
        await workspace[Symbol.asyncDispose]();
        throw error;
      }
      before = workspace.host.status();
      workspace.host.start();
      // Nobody waits for them; whoever does not start says so in `cxkit plugin list`.
      void workspace.plugins.start();
      for (const entry of await unknownItems(workspace)) log(entry);
    },
    async close(): Promise<void> {
      const closing = open;
      open = null;
      if (!closing) return;
      // First nothing more is taken, then what was taken is finished.
      await closing.served.close();
      for (const entry of news(closing.workspace)) log(entry);
      await closing.workspace[Symbol.asyncDispose]();
    },
    workspace(): Workspace {
      if (open) return open.workspace;
      throw cxError("unavailable", "the workspace is being rebuilt; try again in a while");
    },
    running(): Running {
      const { workspace, served } = need();
      const base = (config.publicUrl ?? served.address).replace(/\/+$/, "");
      const connections = [...workspace.connections.values()];
      return {
        address: served.address,
        webhooks: connections
          .filter(({ channel }) => channel.webhook)
          .map(({ id }) => ({ connection: id, url: `${base}/hooks/${id}` })),
        inboxes: inboxes
          ? connections.flatMap(({ id, settings }) =>
              settings.inbox === undefined
                ? []
                : [{ connection: id, folder: path.resolve(workspace.folder, settings.inbox) }],
            )
          : [],
      };
    },
    async look(): Promise<void> {
      if (!open) return;
      const { workspace, watched } = open;
      for (const [connection, box] of watched) {
        const outcomes = await box.look(signal).catch((error: unknown) => {
          log({
            level: "error",
            event: "inbox-failed",
            contribution: connection,
            facts: { why: wordsOf(error) },
          });
          return [];
        });
        for (const outcome of outcomes) log(inboxEntry(connection, outcome));
      }
      if (open) for (const entry of news(workspace)) log(entry);
    },
    async command(name: string, args: Json, context: ControlContext): Promise<Json> {
      if (name !== "rebuild") return operate(session.workspace(), name, args, { ...context, running: true });
      session.workspace();
      log({ level: "info", event: "rebuilding" });
      await session.close();
      try {
        const rebuilt = await rebuildStore(loaded, options, waiting, context);
        log({ level: "info", event: "rebuilt", facts: { entries: rebuilt?.entries ?? 0 } });
        return rebuilt;
      } finally {
        await session.open().catch((error: unknown) => session.lost(error));
      }
    },
  };
  return session;

  function need() {
    if (open) return open;
    throw cxError("unavailable", "the workspace is closed");
  }

  function news({ host }: Workspace): readonly LogEntry[] {
    const now = host.status();
    const found = before ? statusChanges(before, now) : [];
    before = now;
    return found;
  }

  function watchedFolders(workspace: Workspace): ReadonlyMap<string, Inbox> {
    const found = new Map<string, Inbox>();
    for (const { id, settings } of workspace.connections.values()) {
      if (settings.inbox === undefined) continue;
      const box = inbox({
        folder: path.resolve(workspace.folder, settings.inbox),
        now: elapsed,
        read: async (file, stop) => {
          const { counts } = await ingestFile(workspace, { file, connection: id }, undefined, stop);
          return { ...counts };
        },
      });
      found.set(id, box);
    }
    return found;
  }
}

/** What serves a workspace. */
interface Served {
  readonly address: string;
  close(): Promise<void>;
}

async function serve(workspace: Workspace, port: number, log: RunOptions["log"]): Promise<Served> {
  const { serveHost } = await import("../serve/serve-host.ts");
  const { config, host, connections, healthToken } = workspace;
  const { listen = {}, language, zone } = config;
  const publicUrl = config.publicUrl ?? ownAddress({ ...listen, port });
  try {
    return await serveHost(host, {
      connections: [...connections.values()].map(({ connection }) => connection),
      port,
      zone,
      ...(listen.host !== undefined && { address: listen.host }),
      ...(listen.trustProxy && { trustProxy: listen.trustProxy }),
      ...(language && { language }),
      ...(publicUrl !== undefined && { publicUrl }),
      ...(healthToken && { healthToken }),
      ...(config.limits?.bodyBytes !== undefined && { limits: { bodyBytes: config.limits.bodyBytes } }),
      onRefused: ({ connection, reason, status }) =>
        log({
          level: "warn",
          event: "refused",
          ...(connection !== null && { contribution: connection }),
          facts: { reason, status },
        }),
    });
  } catch (error) {
    if (isCxError(error, "unavailable") && error.message.includes("EADDRINUSE"))
      throw cxError(
        "unavailable",
        `port ${port} is in use by another program: say another one with --port, or with listen.port in the configuration`,
        { path: "listen.port", cause: error },
      );
    throw error;
  }
}

function inboxEntry(connection: string, outcome: InboxOutcome): LogEntry {
  const { file } = outcome;
  if (outcome.outcome === "done")
    return {
      level: "info",
      event: "file-read",
      contribution: connection,
      facts: { file, ...(outcome.summary as { readonly [name: string]: Json }) },
    };
  const event = outcome.outcome === "failed" ? "file-failed" : "file-later";
  return { level: "warn", event, contribution: connection, facts: { file, why: outcome.why } };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function platformEvery(milliseconds: number, run: () => void): () => void {
  const timer = setInterval(run, milliseconds);
  return () => clearInterval(timer);
}
