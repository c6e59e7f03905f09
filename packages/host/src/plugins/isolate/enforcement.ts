import type { Tier } from "../runner.ts";
import type { ProbedAct } from "./probe-acts.ts";

/**
 * What keeps a plugin from something: the operating system; Node's own runtime or the host's; only our code in the plugin's process, which
 * somebody who means it may get round; nothing.
 */
export type EnforcementLevel = "kernel" | "runtime" | "advisory" | "none";

/** What a plugin must not do: reach something, or use up what others need. */
export type ProbedCapability = ProbedAct | "heap" | "memory" | "endless-work" | "flood";

/** What was seen of one capability. */
export interface Enforcement {
  readonly level: EnforcementLevel;
  /** What the act came to, with all that Node gives: `done`, or the code of what refused it. */
  readonly bare?: string;
  /** What it came to as a plugin, or how a plugin that did it ended. */
  readonly asPlugin: string;
}

/** What was seen of one tier. */
export interface TierEnforcement {
  readonly tier: Tier;
  /** Whether a process could be started so at all; where not, nothing was tried. */
  readonly works: boolean;
  readonly why?: string;
  readonly capabilities: { readonly [capability in ProbedCapability]?: Enforcement };
}

/** What was seen on this machine, now. */
export interface IsolationReport {
  readonly node: string;
  readonly platform: string;
  readonly tiers: readonly TierEnforcement[];
}

/** What keeps the code of a tier from each of these: the weakest of what was seen; `null` where nothing was tried. */
export interface SeenEnforcement {
  readonly files: EnforcementLevel | null;
  readonly network: EnforcementLevel | null;
  readonly processes: EnforcementLevel | null;
}

/** How careful a host is. */
export interface IsolationPolicy {
  /** Whether what is only `advisory` will do for plugins of others. Default `refuse`. */
  readonly advisory?: "refuse" | "accept";
}

/** Where plugins of others may run, or why nowhere. */
export type ForeignTier =
  | { readonly tier: "process" | "sandbox" }
  | { readonly tier: null; readonly why: string };

/**
 * The tier in which plugins of others may run on this machine: the process tier where Node and the operating system hold every promise of it,
 * else the sandbox where they do so there; else none, unless the operator accepts what is only advisory. What is `none` is accepted by nobody.
 *
 * @param report of {@link probeIsolation}
 * @example
 * const network = { level: "advisory", bare: "done", asPlugin: "ERR_ACCESS_DENIED" } as const;
 * const report = { node: "v24.21.0", platform: "linux", tiers: [{ tier: "process", works: true, capabilities: { network } }] } as const;
 * foreignTier(report) // => { tier: null, why: "process: network is advisory" }
 * foreignTier(report, { advisory: "accept" }) // => { tier: "process" }
 */
export function foreignTier(
  report: IsolationReport,
  { advisory = "refuse" }: IsolationPolicy = {},
): ForeignTier {
  const fenced = report.tiers.filter(({ tier }) => tier !== "in-process");
  const holding = (accepted: readonly EnforcementLevel[]) =>
    fenced.find(
      ({ works, capabilities }) =>
        works && Object.values(capabilities).every(({ level }) => accepted.includes(level)),
    );
  const whole =
    holding(["kernel", "runtime"]) ??
    (advisory === "accept" ? holding(["kernel", "runtime", "advisory"]) : undefined);
  if (whole && whole.tier !== "in-process") return { tier: whole.tier };
  const why = fenced.map(({ tier, works, why: reason, capabilities }) => {
    const weak = Object.entries(capabilities)
      .filter(([, { level }]) => level === "none" || level === "advisory")
      .map(([capability, { level }]) => `${capability} is ${level}`);
    return works ? `${tier}: ${weak.join(", ")}` : `${tier}: ${reason ?? "it does not work here"}`;
  });
  return { tier: null, why: why.join("; ") || "no tier was tried" };
}

/**
 * What was seen of a tier, in three words.
 *
 * @param report of {@link probeIsolation}
 * @returns `null` where the tier was not tried, or does not work
 * @example
 * const seen = (level: "kernel" | "advisory") => ({ level, asPlugin: "ERR_ACCESS_DENIED" });
 * const capabilities = { "read-files": seen("kernel"), "write-files": seen("advisory"), network: seen("kernel") };
 * const report = { node: "v24.21.0", platform: "linux", tiers: [{ tier: "process", works: true, capabilities }] } as const;
 * seenEnforcement(report, "process") // => { files: "advisory", network: "kernel", processes: null }
 * seenEnforcement(report, "sandbox") // => null
 */
export function seenEnforcement({ tiers }: IsolationReport, tier: Tier): SeenEnforcement | null {
  const found = tiers.find((one) => one.tier === tier && one.works);
  if (!found) return null;
  const weakest = (...acts: readonly ProbedCapability[]): EnforcementLevel | null => {
    const levels = acts.map((act) => found.capabilities[act]?.level);
    return weakestFirst.find((level) => levels.includes(level)) ?? null;
  };
  return {
    files: weakest("read-files", "write-files", "databases"),
    network: weakest("network", "names"),
    processes: weakest("processes", "host-process", "process-group"),
  };
}

const weakestFirst: readonly EnforcementLevel[] = ["none", "advisory", "runtime", "kernel"];
