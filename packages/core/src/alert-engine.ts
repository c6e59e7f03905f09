import type { CxEvent, EventDraft } from "./event.ts";
import type { Instant, Json } from "./json.ts";
import type { Notification } from "./notifier.ts";
import type { Store } from "./store.ts";

/**
 * What turns events into alerts, cases and notifications. A host hands it what became known and keeps what it answers; the engine
 * itself keeps nothing: its state are named JSON values that the host stores durably and gives back.
 *
 * The same events, state and instants give the same outcome, with the same ids and idempotency keys: a host that crashed asks again,
 * and replay equals live.
 */
export interface AlertEngine {
  /**
   * Judges events that were appended just now, in the order of their arrival; `received` is its clock. Steps of cases are among them. A
   * promise where code that runs elsewhere has to be asked.
   */
  seen(events: readonly CxEvent[], state: EngineState): Outcome | Promise<Outcome>;
  /** The next instant at which `tick` has something to do; `null` when there is none. */
  next(state: EngineState, now: Instant): Instant | null;
  /** Evaluates the windows whose time has come, and reminds of cases that are overdue. Reads the store, writes nothing. */
  tick(store: Pick<Store, "tally" | "scan" | "events">, state: EngineState, now: Instant): Promise<Outcome>;
  /**
   * A person opens a case or acts on one. The outcome's events take effect when they come back through `seen`.
   *
   * @throws {CxError} `invalid-setup` when there is no such case, or its state does not allow it
   */
  act(step: CaseAction, state: EngineState, now: Instant): Outcome;
  /** Cases, overdue first, then by the time they are due. */
  cases(state: EngineState): readonly CaseView[];
  /** One case, without looking at all of them. Absent: it is looked for among `cases`. */
  case?(id: string, state: EngineState): CaseView | undefined;
  /** What every rule last said of every segment. */
  alerts(state: EngineState): readonly AlertView[];
}

/** The engine's memory, kept by the host. */
export interface EngineState {
  get(key: string): Json | undefined;
  /** Keys that begin so, in no promised order. */
  keys(prefix: string): Iterable<string>;
}

/** What follows. The host makes all of it durable before it acts on any of it. */
export interface Outcome {
  /** Values to keep; `null` forgets. */
  readonly changes: readonly { readonly key: string; readonly value: Json }[];
  /** Steps of cases, to go the way of every event. */
  readonly events: readonly EventDraft[];
  readonly notifications: readonly Notification[];
  /** Events that what follows is about, where they were not handed in: a rule has caught up on them. */
  readonly about?: readonly CxEvent[];
}

/** What a person does to a case. */
export type CaseAction =
  | {
      readonly action: "open";
      readonly title: string;
      readonly by: string;
      readonly subject?: string;
      readonly stage?: string;
      readonly owner?: string;
      readonly note?: string;
    }
  | {
      readonly action: "acknowledge" | "note" | "close" | "reopen" | "assign";
      readonly case: string;
      readonly by: string;
      readonly note?: string;
      /** For `assign`. */
      readonly owner?: string;
      /** For `close`: `solved`, `not-solvable`, `not-contactable`… */
      readonly reason?: string;
    };

/** A case as it stands. */
export interface CaseView {
  readonly id: string;
  readonly title: string;
  readonly state: "open" | "acknowledged" | "closed";
  readonly owner: string;
  readonly opened: Instant;
  readonly due: Instant | null;
  readonly overdue: boolean;
  readonly reason?: string;
  readonly subject?: string;
  readonly stage?: string;
  readonly about?: { readonly source: string; readonly type: string; readonly key: string };
  /** The one answer it is about, where it is about one. */
  readonly answer?: NonNullable<Notification["answer"]>;
  readonly steps: readonly {
    readonly at: Instant;
    readonly type: string;
    readonly by: string;
    readonly note?: string;
  }[];
}

/** What a rule says of a segment. */
export interface AlertView {
  readonly rule: string;
  readonly segment: { readonly [field: string]: string | null };
  readonly state: "quiet" | "pending" | "firing" | "no-data";
  readonly since: Instant;
  readonly because?: string;
}
