import type { Instant } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { ManagerLimits, PluginFailure, PluginStatus } from "./manager-contract.ts";
import type { StartRunner } from "./runner.ts";

/** What a plugin under management needs of its manager. */
export interface ManagedParts {
  readonly start: StartRunner;
  readonly now: () => Instant;
  readonly timer: (run: () => void, milliseconds: number) => () => void;
  readonly random: () => number;
  readonly log: (entry: LogEntry) => void;
  readonly limits: ManagerLimits;
  /** Told when code runs: who began later is stopped earlier. */
  readonly began: () => void;
  /** Told of every call that failed. */
  readonly failed: (failure: PluginFailure) => void;
  /** Told when it is put into quarantine. */
  readonly quarantined: (why: string) => void;
}

/** The parts of a status that change. */
export type Standing = Omit<PluginStatus, "id" | "version" | "contributions">;
