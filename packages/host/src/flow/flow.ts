import { cxError, type EventDraft, isCxError, type Store } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { Journal, JournalEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import { appendApart } from "./append-apart.ts";
import { arrivalOf, type PlacedEvent } from "./append.ts";
import type { BoundSources } from "./bound-sources.ts";
import {
  completed,
  decodeEntry,
  type DecodedRecord,
  type EntryRecords,
  pluginUnavailable,
  type Reading,
  revises,
} from "./decode.ts";
import { countEntries, type EntryOutcome, hydrationChanges, pullChanges } from "./entry-outcomes.ts";
import { erasedKey, journalStream, judgedKey, replayedKey } from "./ledger-keys.ts";
import { freshContacts } from "./fresh-contacts.ts";
import type { Judge } from "./judge.ts";
import type { Lane } from "./lane.ts";
import { ownConnection } from "./open-connections.ts";
import { quarantineChanges } from "./quarantine-value.ts";
import type { Readings } from "./readings.ts";
import type { Counters } from "./status.ts";
import { whenThere } from "./when-there.ts";

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

/** What the flow works with. */
export interface FlowParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly vault: Pick<Vault, "keep">;
  readonly readings: Readings;
  readonly sources: BoundSources;
  readonly place: (draft: EventDraft) => EventDraft;
  readonly judge: Pick<Judge, "seen">;
  readonly counters: Counters;
  /** Held while a page is under way: nothing else changes what the engine remembers meanwhile. */
  readonly lane: Lane;
  readonly log: (entry: LogEntry) => void;
  /** Called after each page. */
  readonly after: () => void;
  /** Told of connections whose records are set aside because their channel's code cannot run. */
  readonly unavailable?: (connection: string, why: string) => void;
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
/** Bytes that a record has, about, before anybody has looked. */
const recordBytes = 500;
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
    const bound = parts.sources.page();
    const entries = bound.all(await nextEntries(before ? judgedAtOpening : Infinity));
    const last = entries.at(-1)?.entry.number;
    if (last === undefined) return;
    const placed: PlacedEvent[] = [];
    for (const { entry, records } of entries) {
      checkAvailable(entry, records, before || parts.storeOnly === true);
      placeEvents(entry, records, placed);
    }
    if (!before) await keepContacts(entries);
    const cursor = { stream: journalStream, value: Math.max(last, stored) };
    const again = position < uncertain ? { before: await justBefore(placed) } : undefined;
    const result = await appendApart(store, placed, cursor, again);
    if (!before) {
      const changes = [
        ...quarantineChanges(entries, result.setAside),
        ...pullChanges(entries),
        ...hydrationChanges(entries),
        ...bound.changes(),
        { key: judgedKey, value: last },
      ];
      await parts.judge.seen(
        result.fresh.map(({ event }) => event),
        changes,
      );
    }
    if (!before || parts.storeOnly === true) {
      bound.kept();
      countEntries(entries, result, { counters, log, outcomes });
    }
    for (let number = position + 1; number <= last; number += 1) {
      bytes -= incoming.get(number)?.entry.body.length ?? 0;
      incoming.delete(number);
    }
    position = last;
    parts.after();
  }

  async function nextEntries(limit: number): Promise<readonly EntryRecords[]> {
    const taken: { entry: JournalEntry; records: ReturnType<typeof decodeEntry> }[] = [];
    let events = 0;
    const add = (entry: JournalEntry, raws: readonly unknown[] | undefined, reading?: Reading): boolean => {
      const records = whenThere(decodeEntry(entry, reading, raws), (all) =>
        entry.number <= judgedAtOpening ? all.filter(({ index }) => !replayed(entry, index)) : all,
      );
      taken.push({ entry, records });
      // What is decoded elsewhere is not waited for here: entries one after the other go there together.
      if (records instanceof Promise) events += raws?.length ?? Math.ceil(entry.body.length / recordBytes);
      else for (const { drafts } of records) events += drafts.length;
      return events < pageEvents && taken.length < pageEvents && entry.number < limit;
    };
    const take = ({ entry, raws }: Incoming): boolean | Promise<boolean> =>
      whenThere(readings.of(entry), (reading) => add(entry, raws, reading));
    const goOn = async (): Promise<void> => {
      let next = position + 1;
      for (let come = incoming.get(next); come; come = incoming.get(next)) {
        if (next > limit || next > journal.last) return;
        const more = take(come);
        if (!(more instanceof Promise ? await more : more)) return;
        next += 1;
      }
      if (next > journal.last || next > limit) return;
      for await (const entry of journal.read(next))
        if (entry.number > limit || !(await take({ entry }))) break;
    };
    await goOn();
    const all: EntryRecords[] = [];
    for (const { entry, records } of taken)
      all.push({ entry, records: records instanceof Promise ? await records : records });
    return all;
  }

  /**
   * What a channel whose code cannot run leaves undecoded is set aside, and tried again when it can. A store that is made again has no
   * such place: it waits.
   */
  function checkAvailable(entry: JournalEntry, records: readonly DecodedRecord[], again: boolean): void {
    const missing = records
      .flatMap(({ setAside }) => setAside)
      .find(({ reason }) => reason === pluginUnavailable);
    if (!missing) return;
    if (again) throw cxError("unavailable", missing.message, { contribution: entry.connection });
    parts.unavailable?.(entry.connection, missing.message);
  }

  /** Events of the entries before this page that came in the same instant as its first. */
  async function justBefore([first]: readonly PlacedEvent[]): Promise<ReadonlySet<string>> {
    const names = new Set<string>();
    if (!first) return names;
    for (let number = position; number > 0; number -= 1) {
      const entry = await journal.entry(number);
      if (!entry || entry.received !== first.event.received) break;
      const placed: PlacedEvent[] = [];
      const records = await decodeEntry(entry, await readings.of(entry));
      placeEvents(entry, parts.sources.page().of(entry, records), placed);
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

function kindOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}
