import { type CodeEntry, cxError, type CxError, isCxError } from "@cxkit/core";
import type { PluginState } from "./lifecycle.ts";
import type { PluginCode, PluginManager } from "./manager-contract.ts";
import type { CallOptions, ContributionReference, InstalledPlugin, RunnerServices } from "./runner.ts";

/**
 * Limits what the host does for a plugin to what the plugin was granted.
 *
 * @param config as the operator wrote it: what is granted may stand in it
 */
export type LimitServices = (
  plugin: InstalledPlugin,
  services: RunnerServices,
  config: unknown,
) => RunnerServices;

/** What contributions of plugins are hosted with. */
export interface HostedPluginParts {
  readonly manager: Pick<PluginManager, "use" | "status">;
  readonly limit: LimitServices;
}

/** One contribution of a plugin with code, as the host calls it. */
export interface HostedPlugin {
  readonly reference: ContributionReference;
  /** `plugin/contribution`. */
  readonly name: string;
  readonly code: () => PluginCode;
  /**
   * Calls a member of it, for who asks again when it could not be asked.
   *
   * @throws {CxError} what the call throws; `unavailable` where something else of its plugin's took the call with it
   */
  call(member: string, args: readonly unknown[], options: CallOptions): Promise<unknown>;
  /** Why the code cannot run now; `null` when it can. */
  unavailable(): string | null;
  /** Whether a call came to nothing because the plugin's process ended, or did not answer, over this very call. */
  isCrash(thrown: unknown): boolean;
  /** Says that the code cannot run now. @throws {CxError} `unavailable` */
  check(): void;
  /**
   * The same for who would ask again and again: only what passes by itself is worth that.
   *
   * @throws {CxError} `unavailable`; `contribution-failed` where somebody has to do something first
   */
  checkWorthAsking(): void;
}

/** In these a plugin takes calls, or is started by one. */
const usable: ReadonlySet<PluginState> = new Set<PluginState>([
  "registered",
  "activating",
  "active",
  "idle-stopping",
  "unresponsive",
]);

/** From these a plugin gets out by itself. */
const passing: ReadonlySet<PluginState> = new Set<PluginState>([
  "discovered",
  "resolved",
  "draining",
  "crashed",
  "backoff",
  "failed",
]);

/** A contribution of a plugin, from its entry in the manifest. */
export function hostedPlugin(
  { manager }: HostedPluginParts,
  { manifest }: InstalledPlugin,
  kind: ContributionReference["kind"],
  { id, module, export: name }: CodeEntry,
): HostedPlugin {
  const statusNow = (): ReturnType<PluginManager["status"]>[number] | undefined =>
    manager.status(manifest.id).find((one) => one.id === manifest.id);
  const unavailable = (): string | null => {
    const status = statusNow();
    if (!status) return `${manifest.id} is not installed`;
    if (usable.has(status.state)) return null;
    return `${manifest.id} is ${status.state}${status.why === null ? "" : `: ${status.why}`}`;
  };
  const reference = { plugin: manifest.id, kind, id, module, export: name };
  return {
    reference,
    name: `${manifest.id}/${id}`,
    code: () => manager.use(manifest.id),
    async call(member, args, options) {
      try {
        return await manager.use(manifest.id).call(reference, member, args, options);
      } catch (thrown) {
        const cancelled = isCxError(thrown) && thrown.place.trouble === "cancelled";
        throw cancelled ? notNow(thrown.message, `${manifest.id}/${id}`) : thrown;
      }
    },
    unavailable,
    isCrash: (thrown) =>
      isCxError(thrown, "contribution-failed") &&
      (thrown.place.trouble === "crash" || thrown.place.trouble === "timeout"),
    check() {
      const why = unavailable();
      if (why !== null) throw notNow(why, `${manifest.id}/${id}`);
    },
    checkWorthAsking() {
      const why = unavailable();
      if (why === null) return;
      const contribution = `${manifest.id}/${id}`;
      if (passing.has(statusNow()?.state ?? "removed")) throw notNow(why, contribution);
      throw cxError("contribution-failed", why.slice(0, 200), { contribution, trouble: "capability" });
    },
  };
}

/** What a call says that could not be made. */
export function notNow(why: string, contribution: string): CxError {
  return cxError("unavailable", why.slice(0, 200), { contribution, trouble: "crash" });
}
