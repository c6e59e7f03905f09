import type { Appended, CxEvent, Json } from "@cxkit/core";
import { countedAnswers } from "./answer-slot.ts";
import type { Database } from "./database.ts";
import { digest } from "./digest.ts";
import { eventHash, type EventRow, thingHash, weightOf } from "./event-rows.ts";
import type { Hash } from "./identity-hash.ts";
import { eventsByArrival } from "./known-events.ts";
import { pagePlan, type PagePlan } from "./page-plan.ts";
import {
  addSeries,
  isErased,
  type KnownNames,
  knownNames,
  rememberErased,
  type Series,
  seriesKey,
  type StoreState,
} from "./store-state.ts";
import { writePage } from "./write-page.ts";

/** What a store tells of where it read to. */
export interface Cursor {
  readonly stream: string;
  readonly value: Json;
}

/**
 * Judges a page by what is known, writes all of it with its cursor or nothing, and only then takes it into the state.
 *
 * @returns what became of it, and whether subjects are to be erased now
 */
export async function appendPage(
  database: Database,
  state: StoreState,
  types: ReadonlySet<string>,
  page: readonly CxEvent[],
  cursor: Cursor | undefined,
): Promise<{ readonly appended: Appended; readonly erases: boolean }> {
  const identities = page.map(({ source, id }) =>
    isText(source) && isText(id) ? eventHash(source, id) : none,
  );
  const names = await knownNames(database, state);
  const plan = pagePlan(page, {
    types,
    known: await eventsByArrival(database, candidates(names, page, identities)),
    retractions: state.retracted.size > 0,
    isRetracted: (thing) => state.retracted.has(digest(thing)),
    isErased: (subject, source) => isErased(state, subject, source),
  });
  const series: Series[] = [];
  const seriesOf = seriesNumbers(state, series);
  const rows = plan.entered.map(({ event, at, told }, index) => ({
    at,
    told,
    event,
    arrival: state.nextArrival + index,
    identity: identities[at] ?? none,
    time: Date.parse(event.time),
    answers: countedAnswers(event, state.instruments, seriesOf),
  }));
  const retracted = plan.retracted.map(digest).filter((one) => !state.retracted.has(one));
  const erased = plan.erasures.map(({ subject, source }) => ({ digest: digest(subject), source }));

  if (rows.length > 0 || cursor) {
    const { superseded } = plan;
    const told = rows.filter((row) => row.told);
    const untold = told.length === rows.length ? [] : rows.filter((row) => !row.told);
    const last = cursor && { ...cursor, number: state.cursorRows };
    await writePage(database, { told, untold, series, superseded, retracted, erased, cursor: last });
  }
  if (cursor) {
    state.cursors.set(cursor.stream, JSON.stringify(cursor.value));
    state.cursorRows += 1;
  }

  enter(state, names, rows, series);
  for (const one of retracted) state.retracted.add(one);
  for (const { digest: subject, source } of erased) rememberErased(state, subject, source);
  return { appended: outcome(page, plan, rows), erases: erased.length > 0 };
}

const none: Hash = { high: 0, low: 0 };

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** Numbers items on instruments; those without a number get the next ones and are collected. */
export function seriesNumbers(
  state: StoreState,
  fresh: Series[],
): (item: string, reference: string) => number {
  // By instrument, then item: the key of a series is a text of its own.
  const numbers = new Map<string, Map<string, number>>();
  return (item, reference) => {
    let ofInstrument = numbers.get(reference);
    if (!ofInstrument) numbers.set(reference, (ofInstrument = new Map()));
    const seen = ofInstrument.get(item);
    if (seen !== undefined) return seen;
    const known = state.series.get(seriesKey(item, reference))?.number;
    const number = known ?? state.series.size + fresh.length;
    ofInstrument.set(item, number);
    if (known === undefined) fresh.push({ number, item, reference });
    return number;
  };
}

/** Arrivals of the file that events of the page may repeat, supersede or retract. */
function candidates(names: KnownNames, page: readonly CxEvent[], identities: readonly Hash[]): number[] {
  const found = new Set<number>();
  const add = (arrivals: readonly number[]): void => {
    for (const arrival of arrivals) found.add(arrival);
  };
  const addThing = (source: string, type: string, key: string): void => {
    if (names.things.size === 0) return;
    const { high, low } = thingHash(source, type, key);
    add(names.things.find(high, low));
  };
  const addId = ({ high, low }: Hash): void => add(names.identities.find(high, low));
  for (const [at, event] of page.entries()) {
    const { source, id, type, key } = event;
    if (!(isText(source) && isText(id) && isText(type) && isText(key))) continue;
    addId(identities[at] ?? none);
    if (id !== key) addId(eventHash(source, key));
    addThing(source, type, key);
    if (event.type !== "event.retracted") continue;
    const { data } = event;
    if (typeof data?.type !== "string" || typeof data.key !== "string") continue;
    addId(eventHash(source, data.key));
    addThing(source, data.type, data.key);
  }
  return [...found];
}

function enter(
  state: StoreState,
  names: KnownNames,
  rows: readonly EventRow[],
  series: readonly Series[],
): void {
  let { from, to } = state.span ?? { from: Infinity, to: -Infinity };
  for (const { event, arrival, identity, time } of rows) {
    const { source, id, type, key } = event;
    names.identities.add(identity.high, identity.low, arrival);
    if (id !== key) {
      const thing = thingHash(source, type, key);
      names.things.add(thing.high, thing.low, arrival);
    }
    state.weighted ||= weightOf(event) !== null;
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  if (rows.length > 0) state.span = { from, to };
  state.nextArrival += rows.length;
  for (const one of series) addSeries(state, one);
}

function outcome(
  page: readonly CxEvent[],
  plan: PagePlan,
  rows: readonly (EventRow & { readonly at: number })[],
): Appended {
  const { duplicates, conflicts } = plan;
  const uncounted = new Map<
    number,
    readonly { readonly path: string; readonly reason: Appended["setAside"][number]["reason"] }[]
  >();
  for (const [at, trouble] of plan.setAside) uncounted.set(at, [trouble]);
  for (const { at, answers } of rows) if (answers.uncounted.length > 0) uncounted.set(at, answers.uncounted);
  const setAside = [...uncounted]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([at, troubles]) => {
      const { source, id } = page[at]!;
      return troubles.map(({ path, reason }) => ({ source, id, path, reason }));
    });
  return { appended: rows.length, duplicates: duplicates.length, known: duplicates, conflicts, setAside };
}
