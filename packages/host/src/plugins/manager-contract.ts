import type { CxErrorCode, CxTrouble, Instant, PluginLimits } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { PluginState } from "./lifecycle.ts";
import type { InstalledPlugin, PluginRunner, StartRunner, Tier } from "./runner.ts";

/** A plugin as discovery found it: one that can be used, or why not. */
export type DiscoveredPlugin =
  | UsablePlugin
  | {
      /** `invalid`: its manifest is none; `incompatible`: it is made for another version of CXKit. */
      readonly state: "invalid" | "incompatible";
      /** Its id where that can be read, else the package's name or folder. */
      readonly id: string;
      readonly version: string | null;
      readonly directory: string;
      readonly problems: readonly string[];
      readonly origin: PluginOrigin;
    };

/** A plugin whose manifest is in order. */
export interface UsablePlugin {
  readonly state: "resolved";
  readonly plugin: InstalledPlugin;
  readonly origin: PluginOrigin;
}

/** How a plugin came to be looked at: the project depends on it, or its workspace names it. */
export type PluginOrigin = "dependency" | "path" | "workspace" | "tarball";

/** Whether a plugin has been granted what it asks for; if not, what is missing, in words. */
export type GrantDecision =
  | { readonly granted: true }
  | { readonly granted: false; readonly missing: readonly string[] };

/** What a manager works with. Everything ambient comes in here. */
export interface PluginManagerOptions {
  readonly plugins: readonly DiscoveredPlugin[];
  readonly grants: (found: UsablePlugin) => GrantDecision;
  readonly start: StartRunner;
  readonly now: () => Instant;
  /** Calls after some milliseconds; what it returns takes the call back. */
  readonly timer: (run: () => void, milliseconds: number) => () => void;
  /** 0 ≤ random < 1. */
  readonly random: () => number;
  readonly log?: (entry: LogEntry) => void;
  /** Told of every call that failed, and whose it was. What ends a plugin's code is in the log. */
  readonly failed?: (plugin: string, failure: PluginFailure) => void;
  readonly limits?: Partial<ManagerLimits>;
  /** Ids of plugins that the operator switched off. */
  readonly disabled?: readonly string[];
  /** What remembers quarantine when this process no longer does. Default: nothing. */
  readonly quarantine?: QuarantineRecord;
}

/** Remembers which plugins are in quarantine: only an operator or another version lets one out. */
export interface QuarantineRecord {
  /** Why this version of a plugin is in quarantine; `null` when it is not. */
  reason(plugin: string, version: string): string | null;
  put(plugin: string, version: string, why: string): void;
  take(plugin: string): void;
}

/** How patient a manager is. All in milliseconds, but for `crashes`. */
export interface ManagerLimits {
  /** Without a call before a plugin's code is stopped. Default 60 000. */
  readonly idleMs: number;
  /** For calls under way when a plugin is taken out of service. Default 30 000. */
  readonly drainMs: number;
  /** For code to stop when asked. Default 5000. */
  readonly stopMs: number;
  /** Shortest and longest wait before a restart. Defaults 1000 and 60 000. */
  readonly firstRestartMs: number;
  readonly longestRestartMs: number;
  /** So many crashes within `crashWindowMs` put a plugin into quarantine. Defaults 3 and 300 000. */
  readonly crashes: number;
  readonly crashWindowMs: number;
  /** What the operator allows single plugins, by id, in place of what they ask for. */
  readonly plugins: { readonly [id: string]: PluginLimits };
}

/** The code of a plugin, to be called at any time: it is started when it is needed. */
export type PluginCode = Pick<PluginRunner, "call" | "pages" | "read">;

/** Plugins in use. */
export interface PluginManager extends AsyncDisposable {
  /**
   * The code of a plugin. Its calls start it where it does not run, share one start with others that wait, keep it from being stopped,
   * and fail with `contribution-failed` and trouble `crash` when it ends under them. While a restart waits they fail with `unavailable` and say
   * for how long; where the plugin cannot be used at all, with `invalid-setup`.
   *
   * @throws {CxError} `invalid-setup` when there is no such plugin
   */
  use(plugin: string): PluginCode;
  /** Starts every plugin that asks for it in its manifest. Whoever does not start is in `status()`. */
  trigger(event: "onStart"): Promise<void>;
  /** How the plugins are: all of them, or the one of that id. */
  status(plugin?: string): readonly PluginStatus[];
  /**
   * What a plugin's code uses now.
   *
   * @throws {CxError} `invalid-setup` when there is no such plugin, or it cannot be used
   */
  usage(plugin: string): Promise<PluginUsage>;
  /** Takes a plugin out of service: calls under way are waited for, new ones refused. */
  disable(plugin: string): Promise<void>;
  enable(plugin: string): Promise<void>;
  /** Lets a plugin out of quarantine. */
  release(plugin: string): Promise<void>;
  /**
   * Looks at the grants again: what is granted now can be used; what no longer is, no more: its code is stopped at once, and calls under way
   * end.
   */
  regrant(): Promise<void>;
  remove(plugin: string): Promise<void>;
  /** Puts another version in a plugin's place, also of one in quarantine; or adds one. */
  replace(found: DiscoveredPlugin): Promise<void>;
}

/** How one plugin is. */
export interface PluginStatus {
  readonly id: string;
  readonly version: string | null;
  readonly state: PluginState;
  readonly since: Instant;
  /** Why it is in this state, where that is not how things go. */
  readonly why: string | null;
  /** `channel typeform`, `metric nps`. */
  readonly contributions: readonly string[];
  /** The event that started it last: `onWebhook:typeform`. */
  readonly activatedBy: string | null;
  /** Where its code runs; `null` while it does not. */
  readonly tier: Tier | null;
  readonly calls: number;
  readonly inFlight: number;
  readonly errors: number;
  /** Starts after a crash or a start that failed. */
  readonly restarts: number;
  readonly crashes: number;
  readonly lastError: PluginFailure | null;
  /** When it is tried again. */
  readonly retryAt: Instant | null;
}

/** What the code of a plugin uses. `null` while none runs, in the host's own process, and where the platform does not tell. */
export interface PluginUsage {
  /** Memory that it occupies. */
  readonly rssBytes: number | null;
  /** Work of the processor since it was last started. */
  readonly cpuMs: number | null;
}

/** What went wrong last, and whose it was. */
export interface PluginFailure {
  readonly at: Instant;
  /** `plugin/contribution`, or the plugin alone where it cannot be told. */
  readonly contribution: string;
  readonly member: string | null;
  readonly code: CxErrorCode | null;
  readonly trouble: CxTrouble | null;
  readonly message: string;
}
