import type { Appended, CxEvent, Json } from "@cxkit/core";
import { listValue } from "@duckdb/node-api";
import { countedAnswers } from "./answer-slot.ts";
import type { Database } from "./database.ts";
import { digest } from "./digest.ts";
import {
  answerChunks,
  cursorChunks,
  eventChunks,
  eventHash,
  type EventRow,
  thingHash,
  undeclaredChunks,
} from "./event-rows.ts";
import { eventsByArrival } from "./known-events.ts";
import { pagePlan, type PagePlan } from "./page-plan.ts";
import {
  addSeries,
  isErased,
  rememberErased,
  type Series,
  seriesKey,
  type StoreState,
} from "./store-state.ts";

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
  const plan = pagePlan(page, {
    types,
    known: await eventsByArrival(database, candidates(state, page)),
    isRetracted: (thing) => state.retracted.size > 0 && state.retracted.has(digest(thing)),
    isErased: (subject, source) => isErased(state, subject, source),
  });
  const freshSeries: Series[] = [];
  const seriesOf = seriesNumbers(state, freshSeries);
  const rows = plan.entered.map(({ event, at, told }, index) => ({
    at,
    told,
    event,
    arrival: state.nextArrival + index,
    answers: countedAnswers(event, state.instruments, seriesOf),
  }));
  const retracted = plan.retracted.map(digest).filter((one) => !state.retracted.has(one));
  const erasures = plan.erasures.map(({ subject, source }) => ({ digest: digest(subject), source }));

  const told = rows.filter((row) => row.told);
  if (rows.length > 0 || cursor) {
    await database.transaction(async () => {
      await writeRows(database, "event", told);
      await writeRows(
        database,
        "untold",
        rows.filter((row) => !row.told),
      );
      await writeSeries(database, freshSeries);
      await moveToUntold(database, plan.superseded);
      for (const one of retracted) await database.run("insert into retracted values (?)", [one]);
      for (const { digest: subject, source } of erasures) {
        await database.run("insert into erased values (?, ?, true, true)", [subject, source]);
      }
      if (cursor) await writeCursor(database, state, cursor);
    });
  }
  if (cursor) {
    state.cursors.set(cursor.stream, JSON.stringify(cursor.value));
    state.cursorRows += 1;
  }

  enter(state, rows, freshSeries);
  for (const one of retracted) state.retracted.add(one);
  for (const { digest: subject, source } of erasures) rememberErased(state, subject, source);
  return { appended: outcome(page, plan, rows), erases: erasures.length > 0 };
}

async function writeCursor(database: Database, state: StoreState, { stream, value }: Cursor): Promise<void> {
  if (state.cursorRows % replacedRows === replacedRows - 1) {
    await database.run(
      "delete from cursor where number not in (select max(number) from cursor group by stream)",
    );
  }
  await database.append("cursor", cursorChunks(stream, JSON.stringify(value), state.cursorRows));
}

/** After so many cursors those that were replaced are cleared away. */
const replacedRows = 4096;

/** Writes series that are new. */
export async function writeSeries(database: Database, series: readonly Series[]): Promise<void> {
  for (const { number, item, reference } of series) {
    await database.run("insert into series values (?, ?, ?)", [number, item, reference]);
  }
}

/** Numbers items on instruments; those without a number get the next ones and are collected. */
export function seriesNumbers(
  state: StoreState,
  fresh: Series[],
): (item: string, reference: string) => number {
  const numbers = new Map<string, number>();
  return (item, reference) => {
    const name = seriesKey(item, reference);
    const known = state.series.get(name)?.number ?? numbers.get(name);
    if (known !== undefined) return known;
    const number = state.series.size + fresh.length;
    numbers.set(name, number);
    fresh.push({ number, item, reference });
    return number;
  };
}

/** Arrivals of the file that events of the page may repeat, supersede or retract. */
function candidates(state: StoreState, page: readonly CxEvent[]): number[] {
  const found = new Set<number>();
  const add = (arrivals: readonly number[]): void => {
    for (const arrival of arrivals) found.add(arrival);
  };
  const addThing = (source: string, type: string, key: string): void => {
    const { high, low } = thingHash(source, type, key);
    add(state.things.find(high, low));
  };
  const addId = (source: string, id: string): void => {
    const { high, low } = eventHash(source, id);
    add(state.identities.find(high, low));
  };
  for (const event of page) {
    const { source, id, type, key } = event;
    if (![source, id, type, key].every((part) => typeof part === "string")) continue;
    addId(source, id);
    if (id !== key) addId(source, key);
    addThing(source, type, key);
    if (event.type !== "event.retracted") continue;
    const { data } = event;
    if (typeof data?.type !== "string" || typeof data.key !== "string") continue;
    addId(source, data.key);
    addThing(source, data.type, data.key);
  }
  return [...found];
}

async function writeRows(
  database: Database,
  table: "event" | "untold",
  rows: readonly EventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await database.append(table, eventChunks(rows));
  if (table === "untold") return;
  const answers = answerChunks(rows);
  if (answers.length > 0) await database.append("answer", answers);
  const undeclared = undeclaredChunks(rows);
  if (undeclared.length > 0) await database.append("undeclared", undeclared);
}

async function moveToUntold(database: Database, arrivals: readonly number[]): Promise<void> {
  if (arrivals.length === 0) return;
  const gone = "arrival in (select unnest(?::uinteger[]))";
  const values = [listValue([...arrivals])];
  await database.run(`insert into untold select * from event where ${gone}`, values);
  for (const table of ["event", "answer", "undeclared"]) {
    await database.run(`delete from ${table} where ${gone}`, values);
  }
}

function enter(state: StoreState, rows: readonly EventRow[], series: readonly Series[]): void {
  for (const { event, arrival } of rows) {
    const { source, id, type, key } = event;
    const identity = eventHash(source, id);
    state.identities.add(identity.high, identity.low, arrival);
    if (id !== key) {
      const thing = thingHash(source, type, key);
      state.things.add(thing.high, thing.low, arrival);
    }
    const time = Date.parse(event.time);
    const { from, to } = state.span ?? { from: time, to: time };
    state.weighted ||= event.type === "survey.responded" && event.data.weight !== undefined;
    state.span = { from: Math.min(from, time), to: Math.max(to, time) };
  }
  state.nextArrival += rows.length;
  for (const one of series) addSeries(state, one);
}

function outcome(
  page: readonly CxEvent[],
  plan: PagePlan,
  rows: readonly (EventRow & { readonly at: number })[],
): Appended {
  const entered = new Map(rows.map((row) => [row.at, row]));
  const setAside = page.flatMap((event, at) => {
    const { source, id } = event;
    const trouble = plan.setAside.get(at);
    const troubles = trouble ? [trouble] : (entered.get(at)?.answers.uncounted ?? []);
    return troubles.map(({ path, reason }) => ({ source, id, path, reason }));
  });
  const { duplicates, conflicts } = plan;
  return { appended: rows.length, duplicates: duplicates.length, known: duplicates, conflicts, setAside };
}
