import type {
  CommandContext,
  Http,
  Instant,
  Json,
  PluginLimits,
  PluginManifest,
  Secret,
  Secrets,
  TableRow,
  TokenRequest,
} from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";

/**
 * Where a plugin's code runs: in the host's process; in a fenced child process; in a fenced child process inside namespaces of the
 * operating system. Threads are none: they stop neither memory outside the heap nor a plugin that ends the process.
 */
export type Tier = "in-process" | "process" | "sandbox";

/** A plugin as it was found: its manifest, and where its package is. */
export interface InstalledPlugin {
  readonly manifest: PluginManifest;
  /** Name of its package: the id in the manifest is what a package says of itself. */
  readonly package?: string;
  readonly version: string;
  /** Absolute folder of its package; its real path, where that is another, beside it. */
  readonly directory: string;
  readonly realDirectory: string;
  /** Hash of the installed files' manifest and of what the package manager says they are. */
  readonly integrity: string;
}

/** One contribution of a plugin, as calls name it. */
export interface ContributionReference {
  readonly plugin: string;
  readonly kind:
    | "channel"
    | "metric"
    | "alert-rule"
    | "notifier"
    | "store"
    | "report"
    | "command"
    | "text-analyzer";
  readonly id: string;
  readonly module: string;
  readonly export: string;
}

/**
 * What the host does for one connection of a plugin while its code runs: the only way out of a fenced process. Everything is
 * already limited to what the plugin was granted.
 */
export interface RunnerServices {
  readonly http: Http;
  readonly secrets: Secrets;
  readonly token: (request: TokenRequest) => Promise<Secret>;
  /** Keyed hashes: the key itself never leaves the host. */
  readonly subject: (kind: string, value: string) => string;
  readonly fingerprint: (cells: readonly string[]) => string;
  readonly now: () => Instant;
  /** What is stored, for commands and reports. */
  readonly store?: CommandContext["store"];
  /** The next rows of the file that is read; none behind its last. Asked for again only when it has answered. */
  readonly rows?: () => Promise<readonly TableRow[]>;
  readonly progress?: (seen: {
    readonly cursor?: Json;
    readonly records?: number;
    readonly note?: string;
  }) => void;
}

/** What a call brings along. */
export interface CallOptions {
  readonly services: RunnerServices;
  /** Configuration as the operator wrote it; the contribution's own schema is applied on the other side. */
  readonly config?: unknown;
  readonly settings?: unknown;
  /** Milliseconds for the call, or for one page of a stream or file. Default: the plugin's `callMs`. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** A plugin's code, running somewhere. One per plugin; calls of several contributions and connections go through it at the same time. */
export interface PluginRunner extends AsyncDisposable {
  readonly tier: Tier;
  /**
   * Calls one member of a contribution: `decode`, `webhook.verify`, `deliver`. Arguments and result are JSON in which byte arrays may
   * stand. `decode` takes a page of records and answers with one `Decoded`, or `{ failed: name }`, for each.
   *
   * @throws {CxError} of the plugin's own, or `contribution-failed` with `trouble` `timeout`, `crash`, `capability` or `cancelled`
   */
  call(
    target: ContributionReference,
    member: string,
    args: readonly unknown[],
    options: CallOptions,
  ): Promise<unknown>;
  /** Pages of a pulled stream: one is asked for at a time, and more than was asked for is a breach of the protocol. */
  pages(
    target: ContributionReference,
    stream: string,
    cursor: Json | undefined,
    options: CallOptions,
  ): AsyncIterable<{ readonly records: readonly unknown[]; readonly cursor?: Json }>;
  /**
   * Pages of the records that a file holds, asked for one at a time: its rows are those that the services hand out, as they are needed. No
   * file is opened where the code runs.
   */
  read(target: ContributionReference, options: CallOptions): AsyncIterable<readonly unknown[]>;
  /** Resolves, never rejects, when the code no longer runs, for whatever reason. */
  readonly ended: Promise<RunnerEnd>;
  /** What it uses now; `null` where the platform does not tell. */
  usage(): Promise<{ readonly rssBytes: number | null; readonly cpuMs: number | null }>;
}

/** Why a plugin's code no longer runs. */
export interface RunnerEnd {
  /** `crashed`: by itself; `memory`, `unresponsive`, `breach`: the host ended it; `stopped`: it was asked to. */
  readonly why: "crashed" | "memory" | "unresponsive" | "breach" | "stopped";
  readonly detail: string;
  /** The contribution, and member, of the call that was running, where it can be told. */
  readonly during?: { readonly contribution: string; readonly member: string };
}

/** Starts a plugin's code. */
export type StartRunner = (plugin: InstalledPlugin, options: StartOptions) => Promise<PluginRunner>;

/** With what a plugin is started. */
export interface StartOptions {
  readonly limits: Required<PluginLimits>;
  readonly log: (entry: LogEntry) => void;
  readonly signal?: AbortSignal;
  /** To be told when the code stops answering, and when it answers again. */
  readonly responsive?: (answers: boolean) => void;
}
