import {
  type Instrument,
  type InstrumentReference,
  cxError,
  instrumentReference,
  scaleSize,
} from "@cxkit/core";
import { listValue } from "@duckdb/node-api";
import { countedAnswers } from "./answer-slot.ts";
import { seriesNumbers } from "./append-page.ts";
import type { Database } from "./database.ts";
import { answerChunks } from "./event-rows.ts";
import { eventsByArrival } from "./known-events.ts";
import { same } from "@cxkit/core/store-rules";
import { addSeries, type Series, type StoreState } from "./store-state.ts";
import { seriesStatements } from "./write-page.ts";

/**
 * Makes instruments known, all of a list or none, and counts answers that named them before.
 *
 * @throws {CxError} `invalid-setup` when one is declared with another meaning, or its scale is none
 */
export async function declareInstruments(
  database: Database,
  state: StoreState,
  more: readonly Instrument[],
): Promise<void> {
  const fresh = newInstruments(state.instruments, more);
  if (fresh.size === 0) return;
  const instruments = new Map([...state.instruments, ...fresh]);
  const freshSeries: Series[] = [];
  const seriesOf = seriesNumbers(state, freshSeries);
  await database.transaction(async () => {
    for (const [reference, instrument] of fresh) {
      await database.run("insert into instrument values (?, ?)", [reference, JSON.stringify(instrument)]);
    }
    const named = [listValue([...fresh.keys()])];
    const waiting = await database.rows(
      "select distinct arrival from undeclared where instrument in (select unnest(?::varchar[])) order by arrival",
      named,
    );
    for (let from = 0; from < waiting.length; from += batch) {
      const arrivals = waiting.slice(from, from + batch).map(([arrival]) => Number(arrival));
      const events = await eventsByArrival(database, arrivals);
      const rows = events.map(({ arrival, event }) => ({
        arrival,
        answers: countedAnswers(event, fresh, seriesOf),
      }));
      const answers = answerChunks(rows);
      if (answers.length > 0) await database.append("answer", answers);
    }
    await database.run("delete from undeclared where instrument in (select unnest(?::varchar[]))", named);
    for (const statement of seriesStatements(freshSeries)) await database.run(statement);
  });
  for (const [reference, instrument] of instruments) state.instruments.set(reference, instrument);
  for (const one of freshSeries) addSeries(state, one);
}

const batch = 4096;

function newInstruments(
  known: ReadonlyMap<InstrumentReference, Instrument>,
  more: readonly Instrument[],
): Map<InstrumentReference, Instrument> {
  const fresh = new Map<InstrumentReference, Instrument>();
  for (const instrument of more) {
    const reference = instrumentReference(instrument);
    const before = fresh.get(reference) ?? known.get(reference);
    if (before && !same(meaningOf(before), meaningOf(instrument))) {
      throw cxError("invalid-setup", `${reference} is declared twice with different meanings`, {
        path: reference,
      });
    }
    if (before) continue;
    checkScale(reference, instrument);
    fresh.set(reference, instrument);
  }
  return fresh;
}

/** What makes two declarations of an instrument differ: everything but the names it goes by. */
function meaningOf({ label: _label, pointLabels: _pointLabels, ...meaning }: Instrument): unknown {
  return meaning;
}

function checkScale(reference: string, { scale }: Instrument): void {
  if (!scale) return;
  try {
    if (scaleSize(scale) <= 60_000) return;
  } catch (cause) {
    throw cxError("invalid-setup", `${reference} has no proper scale`, { path: reference, cause });
  }
  throw cxError("invalid-setup", `${reference} has more than 60,000 scale points: a number needs no scale`, {
    path: reference,
  });
}
