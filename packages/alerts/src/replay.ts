import {
  type AlertEngine,
  completeEvent,
  type CxEvent,
  type EventDraft,
  type Instant,
  type Json,
  type Notification,
  type Outcome,
  type Store,
} from "@cxkit/core";

/** What to run through an engine. */
export interface ReplayOptions {
  readonly engine: AlertEngine;
  /** An empty store of its own; history goes into it as it became known. */
  readonly store: Store;
  /** In any order; each is seen at its `received`. */
  readonly events: readonly CxEvent[];
  /** The engine is first asked here. Default: when the first event was received. */
  readonly from?: Instant;
  /** Until here, exclusive. Default: just after the last event. */
  readonly below?: Instant;
}

/** What an engine would have said. */
export interface Replayed {
  /** Each with the instant at which it would have come, in order; empty ones are left out. */
  readonly outcomes: readonly {
    readonly at: Instant;
    readonly cause: "seen" | "tick";
    readonly outcome: Outcome;
  }[];
  readonly notifications: readonly Notification[];
  /** The engine's memory at the end, by key. */
  readonly state: ReadonlyMap<string, Json>;
}

/**
 * Runs history through an engine on a clock of its own: what would these rules have said? Every event is appended and seen when it
 * was received, and every window judged at its instant with what was known by then; so it gives what a live run gave, with the same
 * ids and idempotency keys. An event received at the very instant of an evaluation is seen before it.
 *
 * What people did to cases is part of history: their steps are events. Steps the engine makes are made again.
 *
 * @example
 * import { alertEngine } from "@cxkit/alerts";
 * import { memoryStore } from "@cxkit/store-memory";
 * const engine = alertEngine({ rules: [], routing: { fallback: "care" }, language: "en", zone: "UTC" });
 * const replayed = await replay({ engine, store: memoryStore(), events: [] });
 * replayed.notifications // => []
 */
export async function replay(options: ReplayOptions): Promise<Replayed> {
  const { engine, store } = options;
  const events = options.events.toSorted(
    (left, right) => Date.parse(left.received) - Date.parse(right.received),
  );
  const [first] = events;
  const last = events.at(-1);
  const state = new Map<string, Json>();
  const outcomes: { readonly at: Instant; readonly cause: "seen" | "tick"; readonly outcome: Outcome }[] = [];
  const from = options.from ?? first?.received;
  const end = options.below ?? last?.received;
  if (from === undefined || end === undefined) return { outcomes, notifications: [], state };
  const below = options.below === undefined ? Date.parse(end) + 1 : Date.parse(end);
  const kept = {
    get: (key: string) => state.get(key),
    keys: (prefix: string) => [...state.keys()].filter((key) => key.startsWith(prefix)),
  };
  let clock = Date.parse(from);
  /** What the engine last answered to `next`, until its state changes. */
  let awaited: { readonly due: Instant | null } | undefined;

  for (const event of events) {
    const received = Date.parse(event.received);
    if (received >= below) break;
    if (received > clock) {
      await tickUntil(received);
      clock = received;
    }
    await see([event], event.received);
  }
  await tickUntil(below);
  return { outcomes, notifications: outcomes.flatMap(({ outcome }) => outcome.notifications), state };

  /** Every tick that is due before an instant. */
  async function tickUntil(limit: number): Promise<void> {
    for (;;) {
      awaited ??= { due: engine.next(kept, new Date(clock).toISOString()) };
      const { due } = awaited;
      if (due === null || Date.parse(due) >= limit) return;
      clock = Math.max(clock, Date.parse(due));
      const now = new Date(clock).toISOString();
      await take("tick", now, await engine.tick(store, kept, now));
    }
  }

  async function take(cause: "seen" | "tick", at: Instant, outcome: Outcome): Promise<void> {
    if (outcome.changes.length > 0) awaited = undefined;
    for (const { key, value } of outcome.changes) {
      if (value === null) state.delete(key);
      else state.set(key, value);
    }
    const { changes, events: steps, notifications } = outcome;
    if (changes.length + steps.length + notifications.length > 0) outcomes.push({ at, cause, outcome });
    await see(
      steps.map((draft: EventDraft) => completeEvent(draft, at) as CxEvent),
      at,
    );
  }

  /** What the store takes is seen: not what it has already, such as steps that history holds, nor what is of somebody erased. */
  async function see(more: readonly CxEvent[], at: Instant): Promise<void> {
    const fresh: CxEvent[] = [];
    for (const event of more) if ((await store.append([event])).appended === 1) fresh.push(event);
    if (fresh.length > 0) await take("seen", at, await engine.seen(fresh, kept));
  }
}
