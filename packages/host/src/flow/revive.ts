import type { LogEntry } from "../host-options.ts";
import type { ConnectionTrouble, Quarantine } from "../host.ts";
import type { Ledger } from "../journal/ledger.ts";
import { pluginUnavailable } from "./decode.ts";
import type { HostClock } from "./host-clock.ts";
import { quarantinePrefix } from "./ledger-keys.ts";
import type { OpenConnection } from "./open-connections.ts";
import type { QuarantineValue } from "./quarantine-value.ts";

/** What is tried again by itself, because it was set aside through no fault of its own. */
export interface Revival {
  /** Records of a connection were set aside because its channel's code cannot run. */
  unavailable(connection: string, why: string): void;
  /** Tries again what can be tried again now. */
  run(): Promise<void>;
  /** When something is to be tried, in milliseconds since 1970-01-01T00:00Z; `null`: nothing waits. */
  next(): number | null;
  troubles(connection: string): readonly ConnectionTrouble[];
}

/** What trying again works with. */
export interface RevivalParts {
  readonly ledger: Pick<Ledger, "get" | "keys">;
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly replay: Quarantine["replay"];
  readonly clock: HostClock;
  readonly log: (entry: LogEntry) => void;
}

/** Milliseconds between two tries. */
const every = 2_000;
/** Records tried at once. */
const together = 500;

/** Tries again what was set aside while a channel's code could not run, as soon as it can. */
export function reviving({ ledger, connections, replay, clock, log }: RevivalParts): Revival {
  const waiting = new Set<string>();
  for (const key of ledger.keys(quarantinePrefix)) {
    const connection = unavailableOf(key);
    if (connection !== undefined) waiting.add(connection);
  }
  let due = 0;
  let running: Promise<void> | undefined;

  function unavailableOf(key: string): string | undefined {
    const value = ledger.get(key) as unknown as QuarantineValue | null | undefined;
    return value?.asides.some(({ reason }) => reason === pluginUnavailable) ? value.connection : undefined;
  }

  async function revive(id: string): Promise<void> {
    const { hosted } = connections.get(id) ?? {};
    // Also where the connection is gone, or its channel another one by now: then the record says what is wrong with it.
    while ((hosted?.unavailable?.() ?? null) === null) {
      const ids: string[] = [];
      for (const key of ledger.keys(quarantinePrefix)) {
        if (unavailableOf(key) === id) ids.push(key.slice(quarantinePrefix.length));
      }
      if (ids.length === 0) {
        waiting.delete(id);
        return;
      }
      const first = ids.toSorted((left, right) => Number(left) - Number(right)).slice(0, together);
      const { resolved } = await replay(first);
      const facts = { replayed: first.length, resolved };
      if (resolved > 0) log({ level: "info", event: "revived", contribution: id, facts });
      // What could not be used this time either waits for the next.
      else return;
    }
  }

  async function run(): Promise<void> {
    for (const id of waiting) {
      await revive(id).catch((thrown: unknown) => {
        const what = thrown instanceof Error ? thrown.name : typeof thrown;
        log({ level: "warn", event: "revival-failed", contribution: id, facts: { what } });
      });
    }
    due = clock.time() + every;
  }

  return {
    unavailable(connection, why) {
      if (waiting.has(connection)) return;
      waiting.add(connection);
      due = clock.time() + every;
      log({ level: "warn", event: pluginUnavailable, contribution: connection, facts: { why } });
    },
    async run() {
      running ??= run().finally(() => (running = undefined));
      await running;
    },
    next: () => (waiting.size === 0 || running ? null : due),
    troubles(id) {
      const why = connections.get(id)?.hosted.unavailable?.() ?? null;
      return why === null ? [] : [{ stage: "plugin", trouble: why, failures: 0, next: null }];
    },
  };
}
