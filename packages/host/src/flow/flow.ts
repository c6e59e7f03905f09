import { cxError, type EventDraft, isCxError, type Store } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { Journal, JournalEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import { appendApart, storeFailed } from "./append-apart.ts";
import { type AppendedPage, arrivalOf, type PlacedEvent } from "./append.ts";
import { completed, decodeEntry, type DecodedRecord, type EntryRecords, revises } from "./decode.ts";
import { erasedKey, journalStream, judgedKey, pullKey, replayedKey } from "./ledger-keys.ts";
import { freshContacts } from "./fresh-contacts.ts";
import type { Change, Judge } from "./judge.ts";
import type { Lane } from "./lane.ts";
import { ownConnection } from "./open-connections.ts";
import { pulledFrom } from "./pull-entry.ts";
import { quarantineChanges } from "./quarantine-value.ts";
import type { Readings } from "./readings.ts";
import type { Counters } from "./status.ts";

/** The way from the journal into the store and past the engine. */
export interface Flow {
  /** Number of the last entry that is stored and judged. */
  readonly position: number;
  /** Why it stands still; it is tried again when the next tick comes. */
  readonly trouble: unknown;
  /** A new entry, so that it need not be read back, and its records, so that they need not be parsed again. */
  arrived(entry: JournalEntry, records?: readonly unknown[]): void;
  /** Goes on, if it is not going. */
  kick(): void;
  /** Resolves when all up to an entry is stored and judged; rejects when that cannot be done now. */
  until(number: number): Promise<void>;
  /** What became of the entries of files, until it is asked for. */
  readonly outcomes: Map<number, EntryOutcome>;
}

/** What became of one entry. */
export interface EntryOutcome {
  records: number;
  appended: number;
  duplicates: number;
  conflicts: number;
  setAside: number;
}

/** What the flow works with. */
export interface FlowParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly vault: Pick<Vault, "keep">;
  readonly readings: Readings;
  readonly place: (draft: EventDraft) => EventDraft;
  readonly judge: Pick<Judge, "seen">;
  readonly counters: Counters;
  /** Held while a page is under way: nothing else changes what the engine remembers meanwhile. */
  readonly lane: Lane;
  readonly log: (entry: LogEntry) => void;
  /** Called after each page. */
  readonly after: () => void;
  /** Aborted when no further page is to begin. */
  readonly signal: AbortSignal;
  /** Only the store is made: nothing is judged, kept or written down besides. */
  readonly storeOnly?: boolean;
}

/** An entry that came just now, with its records while there is room for them. */
interface Incoming {
  readonly entry: JournalEntry;
  readonly raws?: readonly unknown[] | undefined;
}

/** Events in a page, about: more make the store's work cheaper for each, fewer make the first one known sooner. */
const pageEvents = 1_000;
/** Bytes of bodies kept for decoding; behind that they are read back from the journal. */
const memory = 32 * 1_048_576;

/**
 * Takes journal entries in pages: decode, put into the store together with the cursor, judge. One page at a time, as large as what has
 * come meanwhile, so that a single event goes at once and a backlog goes in big steps.
 *
 * Where it begins is the lesser of two marks: the store's cursor, and how far judging came. Entries that both have passed are not read
 * again; those the store has lost are appended again and not judged again; those that were stored and not judged are judged now.
 */
export async function openFlow(parts: FlowParts): Promise<Flow> {
  const { journal, ledger, store, vault, readings, place, counters, lane, log, signal } = parts;
  const stored = Number(await store.cursor(journalStream));
  const known = parts.storeOnly === true ? journal.last : ledger.get(judgedKey);
  if (known === undefined || known === null) await ledger.write([{ key: judgedKey, value: stored }]);
  const judgedAtOpening = Number(known ?? stored);
  const incoming = new Map<number, Incoming>();
  const outcomes = new Map<number, EntryOutcome>();
  const recent = freshContacts();
  let bytes = 0;
  let position = Math.min(stored, judgedAtOpening);
  /** Entries up to here may be in the store from an attempt that was cut short. */
  let uncertain = journal.last;
  let going: Promise<void> | undefined;
  const waiting = new Set<() => void>();
  let trouble: unknown;

  async function go(): Promise<void> {
    try {
      while (position < journal.last && !signal.aborted) {
        await lane.run(page);
        trouble = undefined;
        for (const goOn of waiting) goOn();
        waiting.clear();
      }
      trouble = undefined;
    } catch (thrown) {
      trouble = thrown;
      uncertain = Math.max(uncertain, journal.last);
      const facts = { what: isCxError(thrown) ? thrown.code : kindOf(thrown), at: position + 1 };
      log({ level: "error", event: "flow-stopped", facts });
    }
  }

  function kick(): void {
    going ??= go().finally(() => {
      going = undefined;
      // What came between the last look and now.
      if (trouble === undefined && position < journal.last && !signal.aborted) kick();
    });
  }

  async function page(): Promise<void> {
    const before = position < judgedAtOpening;
    const entries = await nextEntries(before ? judgedAtOpening : Infinity);
    const last = entries.at(-1)?.entry.number;
    if (last === undefined) return;
    const placed: PlacedEvent[] = [];
    for (const { entry, records } of entries) placeEvents(entry, records, placed);
    if (!before) await keepContacts(entries);
    const cursor = { stream: journalStream, value: Math.max(last, stored) };
    const again = position < uncertain ? { before: await justBefore(placed) } : undefined;
    const result = await appendApart(store, placed, cursor, again);
    if (!before) {
      const changes = [
        ...quarantineChanges(entries, result.setAside),
        ...pullChanges(entries),
        { key: judgedKey, value: last },
      ];
      await parts.judge.seen(
        result.fresh.map(({ event }) => event),
        changes,
      );
    }
    if (!before || parts.storeOnly === true) count(entries, result);
    for (let number = position + 1; number <= last; number += 1) {
      bytes -= incoming.get(number)?.entry.body.length ?? 0;
      incoming.delete(number);
    }
    position = last;
    parts.after();
  }

  async function nextEntries(limit: number): Promise<readonly EntryRecords[]> {
    const taken: EntryRecords[] = [];
    let events = 0;
    const take = async ({ entry, raws }: Incoming): Promise<boolean> => {
      const reading = readings.of(entry);
      const decoded = decodeEntry(entry, reading instanceof Promise ? await reading : reading, raws);
      const records =
        entry.number <= judgedAtOpening ? decoded.filter(({ index }) => !replayed(entry, index)) : decoded;
      taken.push({ entry, records });
      for (const { drafts } of records) events += drafts.length;
      return events < pageEvents && taken.length < pageEvents && entry.number < limit;
    };
    let next = position + 1;
    for (let come = incoming.get(next); come; come = incoming.get(next)) {
      if (next > limit || next > journal.last || !(await take(come))) return taken;
      next += 1;
    }
    if (next > journal.last || next > limit) return taken;
    for await (const entry of journal.read(next)) if (entry.number > limit || !(await take({ entry }))) break;
    return taken;
  }

  /** Events of the entries before this page that came in the same instant as its first. */
  async function justBefore([first]: readonly PlacedEvent[]): Promise<ReadonlySet<string>> {
    const names = new Set<string>();
    if (!first) return names;
    for (let number = position; number > 0; number -= 1) {
      const entry = await journal.entry(number);
      if (!entry || entry.received !== first.event.received) break;
      const placed: PlacedEvent[] = [];
      placeEvents(entry, decodeEntry(entry, await readings.of(entry)), placed);
      for (const { event } of placed) names.add(arrivalOf(event));
    }
    return names;
  }

  /** Records that were tried again with success stand in a later entry. */
  function replayed({ number }: JournalEntry, index: number): boolean {
    const later = ledger.get(replayedKey(number, index));
    return later !== undefined && later !== null;
  }

  function placeEvents(entry: JournalEntry, records: readonly DecodedRecord[], into: PlacedEvent[]): void {
    const { number, connection, received } = entry;
    const revising = revises(entry);
    for (const { index, drafts } of records) {
      for (const draft of drafts) {
        const event = completed(connection === ownConnection ? draft : place(draft), received);
        into.push({ event, connection, entry: number, index, revises: revising });
      }
    }
  }

  /** Before the marks move: a contact that is lost is lost for good. Of those who are gone none is kept. */
  async function keepContacts(entries: readonly EntryRecords[]): Promise<void> {
    const contacts = entries
      .flatMap(({ records }) => records.flatMap((record) => record.contacts))
      .filter(({ subject }) => (ledger.get(erasedKey(subject)) ?? null) === null);
    const unknown = recent.of(contacts);
    if (unknown.length === 0) return;
    await vault.keep(unknown);
    recent.kept(unknown);
  }

  function count(entries: readonly EntryRecords[], result: AppendedPage): void {
    const byEntry = new Map(
      entries.map(({ entry, records }) => [entry.number, { entry, outcome: outcomeOf(records) }]),
    );
    const add = (which: readonly PlacedEvent[], name: "appended" | "duplicates" | "conflicts"): void => {
      for (const { entry } of which) {
        const outcome = byEntry.get(entry)?.outcome;
        if (outcome) outcome[name] += 1;
      }
    };
    add(result.fresh, "appended");
    add(result.duplicates, "duplicates");
    add(result.conflicts, "conflicts");
    for (const { placed: one, reason } of result.setAside) {
      if (reason === storeFailed) {
        const facts = { entry: one.entry, index: one.index };
        log({ level: "error", event: "store-failed", contribution: one.connection, facts });
      }
      const outcome = byEntry.get(one.entry)?.outcome;
      if (outcome) outcome.setAside += 1;
    }
    for (const { entry, outcome } of byEntry.values()) {
      counters.stored(entry.connection, outcome);
      if (entry.file && entry.kind === "records") outcomes.set(entry.number, outcome);
    }
    if (result.conflicts.length > 0) {
      for (const { event, connection } of result.conflicts.slice(0, 10)) {
        const facts = { source: event.source, id: event.id };
        log({ level: "warn", event: "conflict", contribution: connection, facts });
      }
    }
  }

  return {
    get position() {
      return position;
    },
    get trouble() {
      return trouble;
    },
    outcomes,
    arrived(entry, raws) {
      if (bytes + entry.body.length <= memory) {
        bytes += entry.body.length;
        // Parsed records take several times the room of their bytes.
        incoming.set(entry.number, raws && bytes <= memory / 4 ? { entry, raws } : { entry });
      }
    },
    kick,
    async until(number) {
      const behind = (): boolean => position < number;
      while (behind()) {
        kick();
        // After each page: what comes behind the entry may never end.
        await Promise.race([going, new Promise<void>((resolve) => waiting.add(resolve))]);
        if (trouble !== undefined) throw trouble;
        if (signal.aborted && behind()) throw cxError("unavailable", "the host is closed");
      }
    },
  };
}

function outcomeOf(records: readonly DecodedRecord[]): EntryOutcome {
  const setAside = records.reduce((sum, record) => sum + record.setAside.length, 0);
  return { records: records.length, appended: 0, duplicates: 0, conflicts: 0, setAside };
}

/** Where pulls go on: the last page of each. */
function pullChanges(entries: readonly EntryRecords[]): readonly Change[] {
  const changes: Change[] = [];
  for (const { entry } of entries) {
    const page = pulledFrom(entry);
    if (page) changes.push({ key: pullKey(entry.connection, page.stream), value: { cursor: page.cursor } });
  }
  return changes;
}

function kindOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}
