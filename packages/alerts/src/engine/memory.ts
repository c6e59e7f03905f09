import type { CxEvent, EngineState, EventDraft, Json, Notification, Outcome } from "@cxkit/core";
import { type Kept, readable } from "./kept.ts";

/** The engine's memory while it works: what the host keeps, with what has changed on top. */
export interface Work {
  get<Key extends string>(key: Key): Kept<Key> | undefined;
  set(key: string, value: Json): void;
  forget(key: string): void;
  /** Something may be due then. */
  await(at: number): void;
  /** Ascending. */
  keys<Prefix extends string>(prefix: Prefix): `${Prefix}${string}`[];
  /** Steps of cases that follow, in order. */
  readonly events: EventDraft[];
  readonly notifications: Notification[];
  /** Events that were looked up, and that something follows from. */
  readonly about: CxEvent[];
  outcome(): Outcome;
}

/** Begins work on a state. */
export function workOn(state: EngineState): Work {
  const changed = new Map<string, Json>();
  const events: EventDraft[] = [];
  const notifications: Notification[] = [];
  const about: CxEvent[] = [];
  const kept = (key: string): Json | undefined =>
    (changed.has(key) ? changed.get(key) : state.get(key)) ?? undefined;
  return {
    get: (key) => readable(key, kept(key)),
    set: (key, value) => {
      changed.set(key, value);
    },
    forget: (key) => {
      if (changed.has(key) || state.get(key) !== undefined) changed.set(key, null);
    },
    await(at) {
      const due = readable("due", kept("due"));
      if (due === undefined || at < due) changed.set("due", at);
    },
    keys<Prefix extends string>(prefix: Prefix) {
      const keys = new Set(state.keys(prefix));
      for (const [key, value] of changed) {
        if (value === null) keys.delete(key);
        else if (key.startsWith(prefix)) keys.add(key);
      }
      return [...keys].toSorted() as `${Prefix}${string}`[];
    },
    events,
    notifications,
    about,
    outcome: () => ({
      ...(about.length > 0 && { about }),
      changes: [...changed].map(([key, value]) => ({ key, value })),
      events,
      notifications,
    }),
  };
}

/** An instant as text, in UTC. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
