import type { Instant } from "@cxkit/core";
import type { HostStatus } from "../host.ts";

/** What happened on each connection since the host opened. */
export interface Counters {
  received(connection: string, at: Instant): void;
  refused(connection: string, reason: string): void;
  duplicate(connection: string): void;
  challenged(connection: string): void;
  cutShort(connection: string): void;
  stored(
    connection: string,
    counts: {
      readonly appended: number;
      readonly duplicates: number;
      readonly conflicts: number;
      readonly setAside: number;
    },
  ): void;
  view(): { readonly [connection: string]: ConnectionCounts };
}

/** The counted part of a connection's status. */
export type ConnectionCounts = Omit<HostStatus["connections"][string], "incomplete" | "troubles">;

interface Counts {
  received: number;
  appended: number;
  duplicates: number;
  conflicts: number;
  setAside: number;
  challenges: number;
  pullsCutShort: number;
  readonly refused: Map<string, number>;
  lastReceived: Instant | null;
}

/** Reasons that are counted under their own name; channels make them up, and a status stays readable. */
const mostReasons = 50;

/** Counters for these connections, and for the host's own events. */
export function counters(connections: Iterable<string>): Counters {
  const all = new Map<string, Counts>();
  const of = (id: string): Counts => {
    const known = all.get(id);
    if (known) return known;
    const fresh: Counts = {
      received: 0,
      appended: 0,
      duplicates: 0,
      conflicts: 0,
      setAside: 0,
      challenges: 0,
      pullsCutShort: 0,
      refused: new Map(),
      lastReceived: null,
    };
    all.set(id, fresh);
    return fresh;
  };
  for (const id of connections) of(id);
  return {
    received(connection, at) {
      const counts = of(connection);
      counts.received += 1;
      counts.lastReceived = at;
    },
    refused(connection, said) {
      const { refused } = of(connection);
      const reason = said.slice(0, 80);
      const name = refused.has(reason) || refused.size < mostReasons ? reason : "other";
      refused.set(name, (refused.get(name) ?? 0) + 1);
    },
    duplicate(connection) {
      of(connection).duplicates += 1;
    },
    challenged(connection) {
      of(connection).challenges += 1;
    },
    cutShort(connection) {
      of(connection).pullsCutShort += 1;
    },
    stored(connection, { appended, duplicates, conflicts, setAside }) {
      const counts = of(connection);
      counts.appended += appended;
      counts.duplicates += duplicates;
      counts.conflicts += conflicts;
      counts.setAside += setAside;
    },
    view: () =>
      Object.fromEntries(
        [...all].map(([id, { refused, ...counts }]) => [
          id,
          { ...counts, refused: Object.fromEntries(refused) },
        ]),
      ),
  };
}
