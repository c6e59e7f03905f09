import {
  type AlertEngine,
  type CxEvent,
  type EventDraft,
  type Instant,
  type Json,
  type Outcome,
  type Store,
} from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { Journal, JournalEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import { caseView } from "./case-view.ts";
import { engineChanges, engineState } from "./engine-state.ts";
import type { HostClock } from "./host-clock.ts";
import { ownConnection } from "./open-connections.ts";

/** A value to keep in the ledger, or `null` to forget it. */
export interface Change {
  readonly key: string;
  readonly value: Json;
}

/** What an outcome becomes before it is written: notifications completed and queued, cases remembered. */
export type Consequences = (outcome: Outcome, events: readonly CxEvent[]) => Promise<readonly Change[]>;

/** The judging stage: the engine, and how what it says becomes durable. */
export interface Judge {
  /**
   * Hands the engine what was appended, and writes what follows together with the changes given: how far judging has come among them.
   */
  seen(events: readonly CxEvent[], changes: readonly Change[]): Promise<void>;
  /** Evaluates what is due. `false`: nothing was. */
  tick(store: Pick<Store, "tally" | "scan" | "events">): Promise<boolean>;
  next(): Instant | null;
  /**
   * Makes an outcome durable: steps of cases into the journal, everything else in one write of the ledger.
   *
   * @returns the number of the journal entry that holds the steps; 0 when there are none
   */
  commit(outcome: Outcome, changes: readonly Change[]): Promise<number>;
}

/** What a judge works with. */
export interface JudgeParts {
  readonly engine: AlertEngine | undefined;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly clock: HostClock;
  readonly consequences: Consequences;
  /** Told of the entries it adds to the journal. */
  readonly arrived: (entry: JournalEntry) => void;
  readonly log: (entry: LogEntry) => void;
}

/**
 * Judging twice is harmless, judging never is not: how far it came is written in the same write as what follows from it, so that after a
 * crash the events behind it are judged again. With the same state and the same instants the engine answers the same; the steps of
 * cases are then duplicates by their ids, notifications by their keys.
 */
export function judge(parts: JudgeParts): Judge {
  const { engine, journal, ledger, clock, consequences, arrived, log } = parts;
  const state = engineState(ledger);

  async function commit(
    outcome: Outcome,
    changes: readonly Change[],
    events: readonly CxEvent[] = [],
  ): Promise<number> {
    const following = isNothing(outcome) ? [] : await consequences(outcome, events);
    let number = 0;
    if (outcome.events.length > 0) number = await record(withSubjects(outcome.events));
    const all = [...engineChanges(outcome.changes), ...following, ...changes];
    if (all.length > 0) await ledger.write(all);
    return number;
  }

  /** Steps of a case are about the person the case is about, so that erasing the person finds them. */
  function withSubjects(drafts: readonly EventDraft[]): readonly EventDraft[] {
    const subjects = new Map<string, string>();
    const nameless: string[] = [];
    for (const draft of drafts) {
      const id = caseOf(draft);
      if (id === undefined) continue;
      if (draft.subject === undefined) nameless.push(id);
      else subjects.set(id, draft.subject);
    }
    for (const id of nameless) {
      const subject = subjects.get(id) ?? caseView(engine, id, state)?.subject;
      if (subject !== undefined) subjects.set(id, subject);
    }
    return drafts.map((draft) => {
      const subject = draft.subject ?? subjects.get(caseOf(draft) ?? "");
      return subject === undefined ? draft : { ...draft, subject };
    });
  }

  async function record(drafts: readonly EventDraft[]): Promise<number> {
    const entry = {
      kind: "events",
      connection: ownConnection,
      received: clock.now(),
      body: new TextEncoder().encode(JSON.stringify(drafts)),
    } as const;
    const number = await journal.append([entry]);
    arrived({ ...entry, number });
    return number;
  }

  /** What the engine says; `undefined` when it failed, which is said. */
  async function judged(events: readonly CxEvent[]): Promise<Outcome | undefined> {
    if (!engine || events.length === 0) return nothing;
    try {
      return await engine.seen(events, state);
    } catch (thrown) {
      const facts = { what: nameOf(thrown), events: events.length };
      log({ level: "error", event: "contribution-failed", contribution: "engine", facts });
      return undefined;
    }
  }

  return {
    async seen(events, changes) {
      const outcome = await judged(events);
      if (outcome) {
        await commit(outcome, changes, events);
        return;
      }
      // What cannot be judged together is judged one by one: an event that makes the engine fail does not silence the others.
      if (events.length > 1) {
        for (const event of events) await commit((await judged([event])) ?? nothing, [], [event]);
      }
      await commit(nothing, changes);
    },
    async tick(store) {
      const now = clock.now();
      const due = engine?.next(state, now) ?? null;
      if (!engine || due === null || Date.parse(due) > Date.parse(now)) return false;
      const outcome = await engine.tick(store, state, now);
      await commit(outcome, [], outcome.about);
      return !isNothing(outcome);
    },
    next: () => engine?.next(state, clock.now()) ?? null,
    commit: (outcome, changes) => commit(outcome, changes),
  };
}

/** The case that a draft is a step of. */
export function caseOf(draft: EventDraft): string | undefined {
  return "case" in draft.data && typeof draft.data.case === "string" ? draft.data.case : undefined;
}

const nothing: Outcome = { changes: [], events: [], notifications: [] };

function isNothing({ changes, events, notifications }: Outcome): boolean {
  return changes.length + events.length + notifications.length === 0;
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}
