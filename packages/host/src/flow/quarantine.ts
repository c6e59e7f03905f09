import {
  cxError,
  type EventDraft,
  type EventType,
  type Instrument,
  instrumentReference,
  type Json,
  type Store,
} from "@cxkit/core";
import type { Quarantine, QuarantinedRecord } from "../host.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import type { BoundSources } from "./bound-sources.ts";
import { decodeEntry, type DecodedRecord, pluginUnavailable, rawsOf } from "./decode.ts";
import type { HostClock } from "./host-clock.ts";
import type { Change } from "./judge.ts";
import { erasedKey, hydrationKey, quarantineKey, quarantinePrefix, replayedKey } from "./ledger-keys.ts";
import type { QuarantineValue } from "./quarantine-value.ts";
import type { Readings } from "./readings.ts";

/** What the quarantine works with. */
export interface QuarantineParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly store: Pick<Store, "events" | "items">;
  readonly vault: Pick<Vault, "keep">;
  readonly readings: Readings;
  readonly sources: Pick<BoundSources, "page">;
  readonly clock: HostClock;
  readonly arrived: (entry: JournalEntry) => void;
  /** Resolves when an entry is stored and judged. */
  readonly until: (number: number) => Promise<void>;
  /** Those of the workspace; others are known to the store. */
  readonly instruments: readonly Instrument[];
  /** Told of records that are to be completed again. */
  readonly noted: (changes: readonly Change[]) => void;
}

/** A quarantined record as it decodes now. */
interface Tried {
  readonly id: string;
  readonly entry: JournalEntry;
  readonly index: number;
  readonly records: readonly DecodedRecord[];
}

/** Records that were set aside. The ledger holds why, the journal the records themselves. */
export function quarantine(parts: QuarantineParts): Quarantine {
  const { journal, ledger, store, vault, readings, clock, arrived, until } = parts;

  const idsNow = (): readonly string[] =>
    [...ledger.keys(quarantinePrefix)]
      .map((key) => key.slice(quarantinePrefix.length))
      .toSorted((left, right) => orderOf(left) - orderOf(right) || indexOf(left) - indexOf(right));
  const valueOf = (id: string): QuarantineValue => {
    const value = ledger.get(quarantinePrefix + id) ?? null;
    if (value === null)
      throw cxError("invalid-setup", `there is no record ${id} in quarantine`, { path: "id" });
    return value as unknown as QuarantineValue;
  };

  /** Each record as it decodes now; those of one entry together, and no others of it: one of them may be what ends a plugin. */
  async function tried(ids: readonly string[]): Promise<readonly Tried[]> {
    const found: Tried[] = [];
    const byEntry = new Map<number, string[]>();
    for (const id of ids) byEntry.set(orderOf(id), [...(byEntry.get(orderOf(id)) ?? []), id]);
    for (const [number, theirs] of byEntry) {
      const entry = await journal.entry(number);
      if (!entry) continue;
      const whole = theirs.some((id) => valueOf(id).whole === true);
      const decodedNow = await decoded(entry, whole ? undefined : new Set(theirs.map(indexOf)));
      // As if it had just come: who may tell its source may be another by now.
      const arriving = { kind: "records", connection: entry.connection, number: journal.last + 1 } as const;
      const records = parts.sources.page().of(arriving, decodedNow);
      // What cannot be taken apart any more says so of all its records.
      const untold = records.filter(({ raw }) => raw === undefined);
      for (const id of theirs) {
        const index = indexOf(id);
        const own = untold.length > 0 ? untold : records.filter((one) => one.index === index);
        found.push({ id, entry, index, records: valueOf(id).whole === true ? records : own });
      }
    }
    return found;
  }

  async function decoded(
    entry: JournalEntry,
    only: ReadonlySet<number> | undefined,
  ): Promise<readonly DecodedRecord[]> {
    const reading = await readings.of(entry);
    const { raws } = only && reading && entry.kind !== "events" ? await rawsOf(entry, reading) : {};
    return decodeEntry(
      entry,
      reading,
      raws?.map((raw, at) => (only?.has(at) === true ? raw : null)),
    );
  }

  async function replay(
    ids: readonly string[],
  ): Promise<{ replayed: number; resolved: number; left: number }> {
    const known = await instrumentsKnown();
    const attempts = await tried(ids);
    const ready = attempts.filter((one) => isRight(one, valueOf(one.id), known));
    const why = attempts.flatMap((one) => (ready.includes(one) ? [] : whyNow(one, valueOf(one.id))));
    if (why.length > 0) await ledger.write(why);
    const told = await toldNow(ready.flatMap(({ records }) => records.flatMap(({ drafts }) => drafts)));
    const contacts = ready
      .flatMap(({ records }) => records.flatMap((record) => record.contacts))
      .filter(({ subject }) => (ledger.get(erasedKey(subject)) ?? null) === null);
    if (contacts.length > 0) await vault.keep(contacts);
    let resolved = 0;
    for (const connection of new Set(ready.map(({ entry }) => entry.connection))) {
      const ours = ready.filter(({ entry }) => entry.connection === connection);
      resolved += await send(connection, ours, told);
    }
    return { replayed: ids.length, resolved, left: ids.length - resolved };
  }

  /** Sends what is right now, and takes it out of quarantine unless the store still has something against it. */
  async function send(
    connection: string,
    ready: readonly Tried[],
    told: ReadonlyMap<string, number>,
  ): Promise<number> {
    const drafts: EventDraft[] = [];
    const ranges = ready.map((one) => {
      const from = drafts.length;
      for (const { drafts: more } of one.records) {
        // What the producer has told anew since then is not put back to what it was.
        for (const draft of more)
          if ((told.get(identity(draft)) ?? -1) <= (draft.revision ?? 0)) drafts.push(draft);
      }
      return { one, from, below: drafts.length };
    });
    let number = 0;
    if (drafts.length > 0) {
      const body = new TextEncoder().encode(JSON.stringify(drafts));
      const entry: NewEntry = { kind: "events", connection, received: clock.now(), body };
      number = await journal.append([entry]);
      arrived({ ...entry, number });
      await until(number);
    }
    const changes: Change[] = [];
    let resolved = 0;
    for (const { one, from, below } of ranges) {
      let refused = false;
      for (let index = from; index < below; index += 1) {
        const key = quarantineKey(number, index);
        if ((ledger.get(key) ?? null) === null) continue;
        // Listed where it was first.
        changes.push({ key, value: null });
        refused = true;
      }
      if (refused) continue;
      resolved += 1;
      changes.push({ key: quarantinePrefix + one.id, value: null });
      for (const { index, setAside, thin } of one.records) {
        const { number: entry, received } = one.entry;
        if (below > from) changes.push({ key: replayedKey(entry, index), value: number });
        // What its producer is to be asked for is on its way again.
        if (thin) changes.push({ key: hydrationKey(entry, index), value: { connection } });
        if (setAside.length === 0) continue;
        // Of a whole entry that can be read now, single records may still be no good.
        const left: QuarantineValue = { connection, received, asides: setAside };
        changes.push({ key: quarantineKey(entry, index), value: left as unknown as Json });
      }
    }
    if (changes.length > 0) await ledger.write(changes);
    parts.noted(changes);
    return resolved;
  }

  /** The revision in which each thing told stands now. */
  async function toldNow(drafts: readonly EventDraft[]): Promise<ReadonlyMap<string, number>> {
    const told = new Map<string, number>();
    if (drafts.length === 0) return told;
    const wanted = new Set(drafts.map(identity));
    const types = [...new Set(drafts.map(({ type }) => type))] as EventType[];
    for await (const event of store.events({ types })) {
      const name = identity(event);
      if (wanted.has(name)) told.set(name, event.revision);
    }
    return told;
  }

  async function instrumentsKnown(): Promise<ReadonlySet<string>> {
    const answered = (await store.items()).map(({ instrument }) => instrument);
    return new Set([...answered, ...parts.instruments].map(instrumentReference));
  }

  return {
    list: () =>
      idsNow().flatMap((id): QuarantinedRecord[] => {
        const { connection, received, asides } = valueOf(id);
        return asides.map(({ path, reason, message }) => ({
          id,
          connection,
          received,
          path,
          reason,
          message,
        }));
      }),
    async show(id) {
      const { connection, received, asides, whole } = valueOf(id);
      const [{ path, reason, message } = nothing] = asides;
      const record = { id, connection, received, path, reason, message };
      const entry = await journal.entry(orderOf(id));
      if (!entry) return { record, raw: null };
      if (whole === true) return { record, raw: new TextDecoder().decode(entry.body) };
      if (entry.kind === "events") return { record, raw: recordAt(entry, indexOf(id)) };
      const reading = await readings.of(entry);
      const raws = reading && (await rawsOf(entry, reading)).raws;
      return { record, raw: plain(raws?.[indexOf(id)]) };
    },
    replay: (ids) => replay(ids ?? idsNow()),
  };
}

const nothing = { path: "", reason: "", message: "" };

/** Whether nothing speaks against a record any more, as far as that can be seen before the store is asked. */
function isRight(
  { records }: Tried,
  { asides, whole }: QuarantineValue,
  known: ReadonlySet<string>,
): boolean {
  // A whole entry is right when it can be taken apart: what is wrong with its records is told of each.
  const left = records.filter(({ raw }) => whole !== true || raw === undefined);
  if (left.some(({ setAside }) => setAside.length > 0)) return false;
  if (!asides.some(({ reason }) => reason === "unknown-instrument")) return true;
  return records.every(({ drafts }) =>
    drafts.every(
      (draft) =>
        draft.type !== "survey.responded" ||
        draft.data.answers.every(({ instrument }) => known.has(instrument)),
    ),
  );
}

/** What was set aside because nobody could look at it, and was looked at since: why it stays. */
function whyNow({ id, records }: Tried, value: QuarantineValue): readonly Change[] {
  const asides = records.flatMap(({ setAside }) => setAside);
  const isRefused = records.some(({ refused }) => refused === true);
  const isNews =
    value.asides.some(({ reason }) => reason === pluginUnavailable) &&
    !asides.some(({ reason }) => reason === pluginUnavailable);
  if (!isNews && (!isRefused || value.refused === true)) return [];
  const told: QuarantineValue = { ...value, asides, ...(isRefused && { refused: true }) };
  return [{ key: quarantinePrefix + id, value: told as unknown as Json }];
}

function recordAt(entry: JournalEntry, index: number): Json {
  const records = JSON.parse(new TextDecoder().decode(entry.body)) as readonly Json[];
  return records[index] ?? null;
}

/** As JSON, in which a record of bytes or dates can be looked at too. */
function plain(raw: unknown): Json {
  const text = JSON.stringify(raw ?? null) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as Json);
}

function identity({ source, type, key }: Pick<EventDraft, "source" | "type" | "key">): string {
  return `${source}\n${type}\n${key}`;
}

function orderOf(id: string): number {
  return Number(id.split(".", 1)[0]);
}

function indexOf(id: string): number {
  return Number(id.slice(id.indexOf(".") + 1));
}
