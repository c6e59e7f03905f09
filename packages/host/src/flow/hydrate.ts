import { cxError, isCxError, type Json } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { ConnectionTrouble } from "../host.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import { rawsOf } from "./decode.ts";
import { type Fault, faultOf, waitAfter } from "./fault.ts";
import type { HostClock } from "./host-clock.ts";
import { hydratedFor, type RecordPlace } from "./hydrated-entry.ts";
import type { Change } from "./judge.ts";
import { hydrationPrefix, quarantineKey } from "./ledger-keys.ts";
import type { OpenConnection } from "./open-connections.ts";
import type { QuarantineValue } from "./quarantine-value.ts";
import type { Readings } from "./readings.ts";

/** Asks producers for what records lack. */
export interface Hydrations {
  /** Completes what can be completed now. What goes wrong is logged, and tried again later. */
  run(): Promise<void>;
  /** When the next is due, in milliseconds since 1970-01-01T00:00Z; `null` when none waits. */
  next(): number | null;
  /** Changes that were written: which records wait, and which no longer do. */
  noted(changes: readonly Change[]): void;
  /** How many records of a connection wait. */
  waiting(connection: string): number;
  troubles(connection: string): readonly ConnectionTrouble[];
}

/** What completing records works with. */
export interface HydrationParts {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly journal: Pick<Journal, "append" | "entry" | "last">;
  readonly ledger: Pick<Ledger, "get" | "keys" | "write">;
  readonly readings: Readings;
  readonly clock: HostClock;
  readonly signal: AbortSignal;
  readonly arrived: (entry: JournalEntry) => void;
  /** Resolves when an entry is stored and judged. */
  readonly until: (number: number) => Promise<void>;
  readonly log: (entry: LogEntry) => void;
  readonly timer: (run: () => void, milliseconds: number) => () => void;
}

/** What the ledger keeps of a record that waits. */
type Waiting = { readonly connection: string; readonly attempts?: number; readonly since?: number };

/** What came of asking for one record. */
type Answer = { readonly place: RecordPlace } & (
  | { readonly completed: unknown }
  | { readonly gone: string }
  | { readonly fault: Fault }
  | { readonly nothing: true }
);

/** Records asked for before what came is written down, and at the same time. */
const together = { page: 50, asking: 4 };
/**
 * Milliseconds in which a producer answers. Of a plugin's code its runner sees to that, which knows when it waits for a producer that
 * asked for patience.
 */
const answerWithin = { here: 30_000, elsewhere: 900_000 };
/** A producer that does not answer is asked for three days, a channel that fails five times. */
const patience = { milliseconds: 3 * 86_400_000, attempts: 5 };
const longestWait = 3_600_000;

/**
 * Completes thin records: they are on disk and acknowledged, and stand in the ledger until an entry of the journal has what they lack.
 * That entry and the ledger's change are one after the other, so that after a crash a record is asked for again at most, and never left
 * out; what is stored twice is stored once.
 */
export function hydrating(parts: HydrationParts): Hydrations {
  const { connections, journal, ledger, clock, signal, log } = parts;
  const waiting = new Map<string, Waiting>();
  const state = new Map<string, { due: number; failures: number; trouble?: string }>();
  const busy = new Map<string, Promise<void>>();
  for (const key of ledger.keys(hydrationPrefix)) waiting.set(key, ledger.get(key) as Waiting);

  const stateOf = (id: string): { due: number; failures: number; trouble?: string } => {
    const known = state.get(id) ?? { due: 0, failures: 0 };
    state.set(id, known);
    return known;
  };
  const keysOf = (id: string): readonly string[] =>
    [...waiting].flatMap(([key, value]) => (value.connection === id ? [key] : []));

  async function write(changes: readonly Change[]): Promise<void> {
    await ledger.write(changes);
    noted(changes);
  }

  function noted(changes: readonly Change[]): void {
    for (const { key, value } of changes) {
      if (!key.startsWith(hydrationPrefix)) continue;
      if (value === null) waiting.delete(key);
      else waiting.set(key, value as Waiting);
    }
  }

  async function complete(id: string): Promise<void> {
    const now = stateOf(id);
    // What was completed and is not stored yet is not asked for again.
    await parts.until(journal.last);
    for (let keys = keysOf(id); keys.length > 0 && !signal.aborted; keys = keysOf(id)) {
      const answers = await asked(id, keys.slice(0, together.page).map(placeOf));
      const failure = await written(id, answers);
      if (failure) {
        now.failures += 1;
        now.trouble = failure.what;
        now.due = clock.time() + waitAfter(failure, now.failures, longestWait);
        return;
      }
      now.failures = 0;
      delete now.trouble;
    }
  }

  /** Asks for some records at a time; a fault ends it, for the next record would meet the same. */
  async function asked(id: string, places: readonly RecordPlace[]): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    const queue = [...places];
    let entry: JournalEntry | undefined;
    let faulty = false;
    const worker = async (): Promise<void> => {
      for (let place = queue.shift(); place && !faulty; place = queue.shift()) {
        if (entry?.number !== place[0]) entry = await journal.entry(place[0]);
        const answer = await askedFor(id, place, entry);
        answers.push(answer);
        faulty ||= "fault" in answer;
      }
    };
    await Promise.all(Array.from({ length: together.asking }, worker));
    return answers;
  }

  async function askedFor(id: string, place: RecordPlace, entry: JournalEntry | undefined): Promise<Answer> {
    const connection = connections.get(id);
    const reading = entry && (await parts.readings.of(entry));
    if (!connection || !entry || !reading) return { place, gone: `no connection is called ${id}` };
    const { raws } = await rawsOf(entry, reading);
    if (!raws) return { place, fault: { what: "unavailable", passing: true } };
    const raw = raws[place[1]] ?? null;
    // Somebody was removed from it.
    if (raw === null) return { place, nothing: true };
    try {
      const within = connection.hosted.unavailable ? answerWithin.elsewhere : answerWithin.here;
      const ask = (ended: AbortSignal): Promise<unknown> => reading.channel.complete(raw, ended);
      return { place, completed: await answered(ask, within) };
    } catch (thrown) {
      if (isCxError(thrown, "invalid-event"))
        return { place, gone: `the producer no longer has it: ${thrown.message}`.slice(0, 200) };
      return { place, fault: faultOf(thrown) };
    }
  }

  /** Writes down what came of it. @returns what went wrong, if anything did */
  async function written(id: string, answers: readonly Answer[]): Promise<Fault | undefined> {
    const changes: Change[] = [];
    let failure: Fault | undefined;
    for (const answer of answers) {
      const { place } = answer;
      const key = keyOf(place);
      if ("nothing" in answer) changes.push({ key, value: null });
      if ("gone" in answer) changes.push(...(await setAside(id, place, "gone", answer.gone)));
      if (!("fault" in answer)) continue;
      failure = answer.fault;
      const { what, passing } = answer.fault;
      const { attempts = 0, since = clock.time() } = waiting.get(key) ?? {};
      const tooLong = clock.time() - since >= patience.milliseconds;
      if (tooLong || (!passing && what !== "auth" && attempts + 1 >= patience.attempts)) {
        const told = passing ? "unavailable" : "contribution-failed";
        changes.push(...(await setAside(id, place, told, `it could not be completed: ${what}`)));
      } else changes.push({ key, value: { connection: id, attempts: attempts + 1, since } });
    }
    if (changes.length > 0) await write(changes);
    const whole = answers.filter((answer) => "completed" in answer);
    if (whole.length > 0) {
      const entry: NewEntry = {
        kind: "records",
        connection: id,
        received: clock.now(),
        ...hydratedFor(whole.map(({ place }) => place)),
        body: new TextEncoder().encode(JSON.stringify(whole.map(({ completed }) => completed))),
      };
      const number = await journal.append([entry]);
      parts.arrived({ ...entry, number });
      // Behind it, the ledger no longer names them.
      await parts.until(number);
    }
    if (failure) {
      const contribution = connections.get(id)?.hosted.contribution;
      const facts = {
        stage: "hydrate",
        what: failure.what,
        ...(contribution !== undefined && { plugin: contribution }),
      };
      const [level, event] = failure.passing
        ? (["warn", "hydrate-failed"] as const)
        : (["error", "contribution-failed"] as const);
      log({ level, event, contribution: id, facts });
    }
    return failure;
  }

  async function setAside(
    id: string,
    place: RecordPlace,
    reason: string,
    message: string,
  ): Promise<readonly Change[]> {
    const received = (await journal.entry(place[0]))?.received ?? clock.now();
    const asides = [{ scope: "record", path: "record", reason, message }] as const;
    const value: QuarantineValue = { connection: id, received, asides };
    return [
      { key: quarantineKey(...place), value: value as unknown as Json },
      { key: keyOf(place), value: null },
    ];
  }

  async function answered(
    ask: (ended: AbortSignal) => Promise<unknown>,
    milliseconds: number,
  ): Promise<unknown> {
    const ended = new AbortController();
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      const stop = (): void =>
        reject(cxError("unavailable", "the producer did not answer in time", { trouble: "timeout" }));
      cancel = parts.timer(stop, milliseconds);
    });
    try {
      return await Promise.race([ask(AbortSignal.any([signal, ended.signal])), late]);
    } finally {
      cancel();
      ended.abort();
    }
  }

  async function attempt(id: string): Promise<void> {
    try {
      await complete(id);
    } catch {
      // The flow stands still, or the disk is full: both say so themselves.
      stateOf(id).due = clock.time() + 5_000;
    }
  }

  const connectionsWaiting = (): ReadonlySet<string> =>
    new Set([...waiting.values()].map(({ connection }) => connection));

  return {
    async run() {
      for (const id of connectionsWaiting()) {
        if (busy.has(id) || stateOf(id).due > clock.time()) continue;
        busy.set(
          id,
          attempt(id).finally(() => busy.delete(id)),
        );
      }
      await Promise.all(busy.values());
    },
    next() {
      const marks = [...connectionsWaiting()].flatMap((id) => (busy.has(id) ? [] : [stateOf(id).due]));
      return marks.length === 0 ? null : Math.min(...marks);
    },
    noted,
    waiting: (id) => keysOf(id).length,
    troubles(id) {
      const { trouble, failures, due } = stateOf(id);
      if (trouble === undefined) return [];
      return [{ stage: "hydrate", trouble, failures, next: new Date(due).toISOString() }];
    },
  };
}

function keyOf([number, index]: RecordPlace): string {
  return `${hydrationPrefix}${number}.${index}`;
}

function placeOf(key: string): RecordPlace {
  const [number = 0, index = 0] = key.slice(hydrationPrefix.length).split(".").map(Number);
  return [number, index];
}
