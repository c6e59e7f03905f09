import { contributionNames, cxError } from "@cxkit/core";
import type { PluginState } from "./lifecycle.ts";
import { type ManagedPlugin, managedPlugin } from "./managed-plugin.ts";
import type {
  DiscoveredPlugin,
  ManagerLimits,
  PluginManager,
  PluginManagerOptions,
  PluginStatus,
  UsablePlugin,
} from "./manager-contract.ts";

/** A plugin that the manager knows: one that can be used, or one that only has a name. */
interface Known {
  readonly found: DiscoveredPlugin;
  readonly managed?: ManagedPlugin;
}

/**
 * Plugins in use: each is started when it is first needed, stopped when nothing needs it, started again after a crash with a wait in
 * between, and quarantined when it crashes again and again or breaks out of what it may do. No plugin's trouble is another's.
 *
 * @example
 * import { pluginManager } from "@cxkit/host/plugins";
 * const manager = pluginManager({ plugins: [], grants: () => ({ granted: true }), start: () => Promise.reject(new Error("none")),
 *   now: () => "2026-03-01T00:00:00Z", timer: () => () => {}, random: () => 0 });
 * manager.status() // => []
 */
export function pluginManager(options: PluginManagerOptions): PluginManager {
  const {
    plugins,
    grants,
    start,
    now,
    timer,
    random,
    log = () => {},
    failed = () => {},
    quarantine,
  } = options;
  const limits: ManagerLimits = { ...defaults, ...options.limits };
  const known = new Map<string, Known>();
  /** Ids in the order in which their code began. */
  const order = new Set<string>();
  const opened = now();
  let closed = false;

  async function add(found: DiscoveredPlugin, disabled: boolean): Promise<void> {
    const id = idOf(found);
    if (found.state !== "resolved") return void known.set(id, { found });
    const began = (): void => {
      order.delete(id);
      order.add(id);
    };
    const { version } = found.plugin;
    const quarantined = (why: string): void => quarantine?.put(id, version, why);
    const managed = managedPlugin(found.plugin, {
      start,
      now,
      timer,
      random,
      log,
      limits,
      began,
      failed: (failure) => failed(id, failure),
      quarantined,
    });
    const kept = quarantine?.reason(id, version) ?? null;
    known.set(id, { found, managed });
    if (disabled) await managed.settle(["disable"], "switched off");
    else if (kept !== null) await managed.settle(["quarantine"], kept);
    else await grant(found, managed);
  }

  /** From where its manifest was read, or from where its grants changed. */
  async function grant(found: UsablePlugin, managed: ManagedPlugin): Promise<void> {
    const decision = grants(found);
    if (decision.granted) await managed.settle(["accept", "grant"]);
    // What is not granted is over at once, whatever is under way.
    else await managed.settle(["withhold"], `not granted: ${decision.missing.join("; ")}`, 0);
  }

  function managedOf(id: string): ManagedPlugin {
    const one = known.get(id);
    if (one?.managed) return one.managed;
    const why =
      one && one.found.state !== "resolved"
        ? `is ${one.found.state}: ${one.found.problems.join("; ")}`
        : "is not installed";
    throw cxError("invalid-setup", `${id} ${why}`, { contribution: id });
  }

  function statusOf(id: string, { found, managed }: Known): PluginStatus {
    if (managed && found.state === "resolved") {
      const { manifest, version } = found.plugin;
      return { id, version, contributions: contributionNames(manifest.contributes), ...managed.standing };
    }
    const state: PluginState = found.state === "resolved" ? "removed" : found.state;
    const why = found.state === "resolved" ? null : found.problems.join("; ");
    const version = found.state === "resolved" ? found.plugin.version : found.version;
    return { id, version, contributions: [], state, since: opened, why, ...idle };
  }

  for (const found of plugins) {
    const id = idOf(found);
    const first = known.get(id);
    if (first === undefined) void add(found, options.disabled?.includes(id) ?? false);
    else
      log({ level: "warn", event: "plugin-twice", contribution: id, facts: { ignored: directoryOf(found) } });
  }

  return {
    use(id) {
      const { code } = managedOf(id);
      const check = (): void => {
        if (closed)
          throw cxError("unavailable", `${id} was asked for after the plugins were closed`, {
            contribution: id,
          });
      };
      return {
        async call(...given) {
          check();
          return code.call(...given);
        },
        async *pages(...given) {
          check();
          yield* code.pages(...given);
        },
        async *read(...given) {
          check();
          yield* code.read(...given);
        },
      };
    },
    async trigger(event) {
      const asked = [...known.values()].filter(
        ({ found }) => found.state === "resolved" && found.plugin.manifest.activation?.includes(event),
      );
      // Why one did not start is in its status.
      await Promise.allSettled(asked.map(async ({ managed }) => managed?.activate(event)));
    },
    status(plugin) {
      if (plugin === undefined) return [...known].map(([id, one]) => statusOf(id, one));
      const one = known.get(plugin);
      return one ? [statusOf(plugin, one)] : [];
    },
    usage: async (id) => managedOf(id).usage(),
    disable: (id) => managedOf(id).settle(["disable"], "switched off"),
    async enable(id) {
      const managed = managedOf(id);
      const { found } = known.get(id)!;
      if (managed.standing.state !== "disabled" || found.state !== "resolved") return;
      quarantine?.take(id);
      await managed.settle(["enable"]);
      await grant(found, managed);
    },
    async release(id) {
      const managed = managedOf(id);
      const { found } = known.get(id)!;
      if (managed.standing.state !== "quarantined" || found.state !== "resolved") return;
      quarantine?.take(id);
      await managed.settle(["release"]);
      await grant(found, managed);
    },
    async regrant() {
      for (const { found, managed } of known.values()) {
        if (found.state !== "resolved" || !managed) continue;
        const { state } = managed.standing;
        if (state === "disabled" || state === "quarantined") continue;
        if (state === "blocked" || !grants(found).granted) await grant(found, managed);
      }
    },
    async remove(id) {
      const one = known.get(id);
      await one?.managed?.settle(["remove"]);
      known.delete(id);
      order.delete(id);
    },
    async replace(found) {
      const id = idOf(found);
      const before = known.get(id)?.managed;
      const off = before?.standing.state === "disabled";
      await before?.settle(["remove"]);
      await add(found, off);
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      // What is about to begin, or waits for that, before what began last.
      const later = [...known.keys()].filter((id) => !order.has(id));
      for (const id of [...later, ...[...order].toReversed()])
        await known.get(id)?.managed?.settle(["remove"], "closed");
    },
  };
}

const defaults: ManagerLimits = {
  idleMs: 60_000,
  drainMs: 30_000,
  stopMs: 5000,
  firstRestartMs: 1000,
  longestRestartMs: 60_000,
  crashes: 3,
  crashWindowMs: 300_000,
  plugins: {},
};

const idle = {
  activatedBy: null,
  tier: null,
  calls: 0,
  inFlight: 0,
  errors: 0,
  restarts: 0,
  crashes: 0,
  lastError: null,
  retryAt: null,
};

function idOf(found: DiscoveredPlugin): string {
  return found.state === "resolved" ? found.plugin.manifest.id : found.id;
}

function directoryOf(found: DiscoveredPlugin): string {
  return found.state === "resolved" ? found.plugin.directory : found.directory;
}
