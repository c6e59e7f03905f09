import { type Appended, type CxEvent, type Instrument, type Json, type Store, cxError } from "@cxkit/core";
import { declaredTypes, newInstruments, sameContent, unreadable } from "@cxkit/core/store-rules";
import { answeredItems } from "./answered-items.ts";
import { eventLedger } from "./event-ledger.ts";
import { fieldColumns } from "./field-columns.ts";
import { rowTable } from "./row-table.ts";
import { scanPages } from "./scan-query.ts";
import { selectedRows } from "./selected-rows.ts";
import { tallyQuery } from "./tally-query.ts";

/** What a memory store may be told. */
export interface MemoryStoreOptions {
  /** Event types that plugins add to those of the model; events of any other type are set aside. */
  readonly eventTypes?: readonly string[];
  readonly instruments?: readonly Instrument[];
}

/**
 * A store that keeps events in memory, as typed columns in time order: for a report over files, for tests, for a page.
 * "Durable" is as long as the process.
 *
 * Answers on a scale take a byte each; a tally reads columns only and takes milliseconds for 100,000 responses. Rows that come late are
 * put in their place by the next query, so appending in any order is cheap and the first query after it pays.
 *
 * What is set aside: events whole (`undeclared-type`, `unreadable-time`, `invalid-weight`, `malformed`, and `erased` for whoever was
 * erased before), and single answers (`unknown-instrument`, `off-scale`, `duplicate-item` for a second answer to an item),
 * whose events stay. An answer off its scale counts as missing, `off-scale`; one of an unknown instrument counts from the moment on in
 * which the instrument is declared.
 *
 * `subject.erased` with scope `all` erases as {@link Store.erase} does, any other scope names the one source to erase from; the event
 * itself stays as the record of it.
 *
 * @throws {CxError} `invalid-setup` from `tally` and `scan` when a selection cannot mean one thing: two instruments for
 * an item, a scale tally without a scale, a field no event has
 * @example
 * import type { Instrument } from "@cxkit/core";
import { declaredTypes, newInstruments, sameContent, unreadable } from "@cxkit/core/store-rules";
 * import { memoryStore } from "@cxkit/store-memory";
 * const instrument: Instrument = { id: "recommend", version: "1", construct: "nps", scale: { min: 0, max: 10, step: 1 }, direction: "higher-is-better" };
 * const store = memoryStore({ instruments: [instrument] });
 * await store.append([{ type: "survey.responded", source: "csv:may", key: "1", id: "1", revision: 0, time: "2025-05-02T09:00:00Z",
 *   received: "2025-06-01T00:00:00Z", channel: "web", dimensions: {},
 *   data: { survey: "s", status: "complete", answers: [{ item: "nps", value: 9, instrument: "recommend@1" }] } }]);
 * const [cell] = await store.tally({ select: { types: ["survey.responded"], item: "nps" }, by: ["channel"], zone: "UTC" });
 * cell?.tally.kind === "scale" && cell.tally.counts // => [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const types = declaredTypes(options.eventTypes);
  const instruments = new Map<string, Instrument>();
  const cursors = new Map<string, Json>();
  /** Subjects that are gone, and from which sources: `null` is all of them. */
  const erased = new Map<string, Set<string> | null>();
  const fields = fieldColumns();
  let ledger = eventLedger();
  let table = rowTable();
  /** Events that are known but no longer told: superseded or retracted. */
  let untold = new Map<number, CxEvent>();
  let arrivals = 0;
  /** Counts erasures and closing: whoever streams across one stops. */
  let era = 0;
  let closed = false;
  declareAll(options.instruments ?? []);

  return {
    declare: async (more) => {
      open();
      declareAll(more);
    },
    append: async (page, cursor) => {
      open();
      const appended = appendAll(page);
      if (cursor) cursors.set(cursor.stream, cursor.value);
      return appended;
    },
    tally: async (query) => {
      open();
      return tallyQuery(table, fields, query);
    },
    async *scan(query) {
      open();
      yield* whileUnchanged(scanPages(table, fields, query));
    },
    async *events(query) {
      open();
      yield* whileUnchanged(wholeEvents(query));
    },
    erase: async (subject) => {
      open();
      remember(subject, null);
      return { events: sweep((event) => event.subject === subject) };
    },
    cursor: async (stream) => {
      open();
      return cursors.get(stream) ?? null;
    },
    items: async () => {
      open();
      return answeredItems(table);
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      era += 1;
      table = rowTable();
      ledger = eventLedger();
      untold = new Map();
      fields.forget();
    },
  };

  function open(): void {
    if (closed) throw cxError("unavailable", "the store is closed");
  }

  function declareAll(more: readonly Instrument[]): void {
    const fresh = newInstruments(instruments, more);
    for (const [reference, instrument] of fresh) {
      instruments.set(reference, instrument);
      table.declare(reference, instrument);
    }
  }

  function appendAll(page: readonly CxEvent[]): Appended {
    // Judged before the first one enters: a page that breaks its type leaves nothing behind.
    const troubles = page.map((event) => unreadable(event, types));
    let appended = 0;
    const again: { readonly source: string; readonly id: string }[] = [];
    const conflicts: { readonly source: string; readonly id: string }[] = [];
    const setAside: Appended["setAside"][number][] = [];
    const toErase = new Map<string, readonly (string | null)[]>();
    for (const [at, event] of page.entries()) {
      const { source, id, subject } = event;
      const known = troubles[at] ? undefined : ledger.known(event);
      if (known !== undefined) {
        if (sameContent(event, untold.get(known) ?? table.event(known)!)) again.push({ source, id });
        else conflicts.push({ source, id });
        continue;
      }
      const trouble = troubles[at] ?? (isErased(event) ? erasedSubject : undefined);
      if (trouble) {
        setAside.push({ source, id, ...trouble });
        continue;
      }
      for (const { path, reason } of enter(event)) setAside.push({ source, id, path, reason });
      appended += 1;
      if (event.type === "subject.erased" && subject !== undefined) {
        const from = event.data.scope === "all" ? null : event.data.scope;
        remember(subject, from);
        toErase.set(subject, [...(toErase.get(subject) ?? []), from]);
      }
    }
    if (toErase.size > 0) {
      sweep(({ type, subject = "", source }) => {
        const from = toErase.get(subject);
        return (
          from !== undefined && type !== "subject.erased" && (from.includes(null) || from.includes(source))
        );
      });
    }
    return { appended, duplicates: again.length, known: again, conflicts, setAside };
  }

  function enter(event: CxEvent): ReturnType<typeof table.add> {
    const ordinal = arrivals;
    arrivals += 1;
    const uncounted = table.add(event, Date.parse(event.time), ordinal);
    for (const gone of ledger.enter(event, ordinal)) {
      const whole = table.event(gone);
      if (!whole) continue;
      untold.set(gone, whole);
      table.remove(gone);
    }
    return uncounted;
  }

  function isErased({ type, subject, source }: CxEvent): boolean {
    if (subject === undefined || type === "subject.erased") return false;
    const from = erased.get(subject);
    return from === null || (from?.has(source) ?? false);
  }

  function remember(subject: string, from: string | null): void {
    const before = erased.get(subject);
    if (from === null) erased.set(subject, null);
    else if (before !== null) erased.set(subject, new Set([...(before ?? []), from]));
  }

  /** Removes events, with every trace of their text. */
  function sweep(goes: (event: CxEvent) => boolean): number {
    let events = 0;
    for (const [ordinal, event] of untold) {
      if (!goes(event)) continue;
      untold.delete(ordinal);
      ledger.forget(event, ordinal);
      events += 1;
    }
    for (const { kept, ordinal } of table.chunks()) {
      for (const [row, event] of kept.entries()) {
        if (!goes(event)) continue;
        ledger.forget(event, ordinal[row]!);
        table.remove(ordinal[row]!);
        events += 1;
      }
    }
    if (events > 0) {
      era += 1;
      fields.forget();
      for (const chunk of table.chunks()) chunk.fields.clear();
    }
    return events;
  }

  function* wholeEvents(query: Parameters<Store["events"]>[0]): Generator<CxEvent> {
    for (const { chunk, from, below, mask } of selectedRows(table.chunks(), fields, query)) {
      for (let row = from; row < below; row += 1) {
        if (!(mask && mask[row]! > 0)) yield table.eventAt(chunk, row);
      }
    }
  }

  function* whileUnchanged<Item>(items: Iterable<Item>): Generator<Item> {
    const begun = era;
    for (const item of items) {
      yield item;
      if (era !== begun) {
        throw cxError(
          "unavailable",
          "the store was closed, or a subject erased, while it was read: read again",
        );
      }
    }
  }
}

const erasedSubject = { path: "subject", reason: "erased" };
