import type { Instrument } from "@cxkit/core";
import { newInstruments } from "@cxkit/core/store-rules";
import { listValue } from "@duckdb/node-api";
import { countedAnswers } from "./answer-slot.ts";
import { seriesNumbers } from "./append-page.ts";
import type { Database } from "./database.ts";
import { answerChunks } from "./event-rows.ts";
import { eventsByArrival } from "./known-events.ts";
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
