import { type Instrument, type InstrumentReference, instrumentReference } from "@cxkit/core";
import type { Database } from "./database.ts";
import { digest } from "./digest.ts";
import { type IdentityIndex, identityIndex } from "./identity-index.ts";

/** The answers to one item on one instrument. */
export interface Series {
  readonly number: number;
  readonly item: string;
  readonly reference: InstrumentReference;
}

/** Names of all events, by their hashes. */
export interface KnownNames {
  /** By (`source`, `id`). */
  readonly identities: IdentityIndex;
  /** By the thing told, of events whose id is not its key. */
  readonly things: IdentityIndex;
}

/** What is kept in memory of the file: what has to be known of every event that comes. */
export interface StoreState {
  /** `null` until something comes: whoever only reads need not know every name. */
  names: KnownNames | null;
  readonly instruments: Map<InstrumentReference, Instrument>;
  readonly series: Map<string, Series>;
  /** Digests of things. */
  readonly retracted: Set<string>;
  /** Per digest of a subject the sources it is erased from; `null` is all of them. */
  readonly erased: Map<string, Set<string | null>>;
  /** The number of the next event. */
  nextArrival: number;
  /** Bounds of all times, told or not; `undefined` without events. */
  span: { readonly from: number; readonly to: number } | undefined;
  /** Per stream the cursor as JSON. */
  readonly cursors: Map<string, string>;
  /** Rows of cursors in the file, those that later ones replaced among them. */
  cursorRows: number;
  /** Whether any event has a weight. */
  weighted: boolean;
}

/** Reads the state off a database. */
export async function storeState(database: Database): Promise<StoreState> {
  const [totals = []] = await database.rows(
    `select count(*)::double, coalesce(max(arrival) + 1, 0)::double, min(time)::double, max(time)::double, count(weight)::double
      from (select arrival, time, weight from event union all select arrival, time, weight from untold)`,
  );
  const [count = 0, nextArrival = 0] = totals.map(Number);
  const state: StoreState = {
    names: null,
    instruments: new Map(),
    series: new Map(),
    retracted: new Set(),
    erased: new Map(),
    cursors: new Map(),
    cursorRows: 0,
    nextArrival,
    span: count > 0 ? { from: Number(totals[2]), to: Number(totals[3]) } : undefined,
    weighted: Number(totals[4]) > 0,
  };
  for (const [declaration] of await database.rows("select declaration from instrument")) {
    const instrument = JSON.parse(String(declaration)) as Instrument;
    state.instruments.set(instrumentReference(instrument), instrument);
  }
  for (const [number, item, reference] of await database.rows(
    "select number, item, instrument from series order by number",
  )) {
    addSeries(state, { number: Number(number), item: String(item), reference: String(reference) });
  }
  for (const [stream, value, number] of await database.rows(
    "select stream, value, number::double from cursor order by number",
  )) {
    state.cursors.set(String(stream), String(value));
    state.cursorRows = Number(number) + 1;
  }
  for (const [known] of await database.rows("select digest from retracted")) {
    state.retracted.add(String(known));
  }
  for (const [known, source] of await database.rows("select digest, source from erased")) {
    rememberErased(state, String(known), source === null ? null : String(source));
  }
  return state;
}

/** The names of all events, read off the file when they are asked for first. */
export async function knownNames(database: Database, state: StoreState): Promise<KnownNames> {
  if (state.names) return state.names;
  const names = { identities: identityIndex(state.nextArrival), things: identityIndex() };
  for (const table of ["event", "untold"]) {
    await loadHashes(database, `select ${halves("identity")}, arrival from ${table}`, names.identities);
    await loadHashes(
      database,
      `select ${halves("thing")}, arrival from ${table} where thing is not null`,
      names.things,
    );
  }
  state.names = names;
  return names;
}

/** The state as it is now for whoever reads on while more is written; without what judges pages, which no reader asks. */
export function stateNow(state: StoreState): StoreState {
  return { ...state, series: new Map(state.series), instruments: new Map(state.instruments) };
}

/** The key of a series among those of a state. */
export function seriesKey(item: string, reference: InstrumentReference): string {
  return `${reference.length} ${reference}${item}`;
}

export function addSeries(state: StoreState, series: Series): void {
  state.series.set(seriesKey(series.item, series.reference), series);
}

export function rememberErased(state: StoreState, subjectDigest: string, source: string | null): void {
  state.erased.set(subjectDigest, new Set([...(state.erased.get(subjectDigest) ?? []), source]));
}

export function isErased(state: StoreState, subject: string, source: string): boolean {
  if (state.erased.size === 0) return false;
  const from = state.erased.get(digest(subject));
  return from !== undefined && (from.has(null) || from.has(source));
}

function halves(column: string): string {
  return `(${column} >> 32)::uinteger, (${column} & 4294967295)::uinteger`;
}

async function loadHashes(database: Database, sql: string, into: IdentityIndex): Promise<void> {
  for (const chunk of await database.query(sql)) {
    const [high, low, arrival] = [0, 1, 2].map((at) => chunk.getColumnVector(at));
    for (let row = 0; row < chunk.rowCount; row += 1) {
      into.add(Number(high?.getItem(row)), Number(low?.getItem(row)), Number(arrival?.getItem(row)));
    }
  }
}
