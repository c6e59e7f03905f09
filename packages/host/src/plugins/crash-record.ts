import type { ManagerLimits } from "./manager-contract.ts";
import { restartDelay } from "./restart-delay.ts";

/** What follows from a crash. */
export interface CrashVerdict {
  /** Crashes within the window. */
  readonly crashes: number;
  /** Milliseconds until another try; `null` where that is enough. */
  readonly delay: number | null;
}

/** Remembers when a plugin crashed, as long as that matters. */
export interface CrashRecord {
  /** @param time in milliseconds since 1970 */
  add(time: number): CrashVerdict;
  clear(): void;
}

/** A clean record. */
export function crashRecord(limits: ManagerLimits, random: () => number): CrashRecord {
  const pace = { first: limits.firstRestartMs, longest: limits.longestRestartMs };
  let recent: readonly number[] = [];
  let streak = 0;
  return {
    add(time) {
      recent = [...recent, time].filter((at) => time - at < limits.crashWindowMs);
      // One that comes long after the last is the first of others.
      streak = recent.length === 1 ? 1 : streak + 1;
      const enough = recent.length >= limits.crashes;
      return { crashes: recent.length, delay: enough ? null : restartDelay(streak, random(), pace) };
    },
    clear() {
      recent = [];
      streak = 0;
    },
  };
}
