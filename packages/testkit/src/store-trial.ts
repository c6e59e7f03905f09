import type { Columns, CxEvent, EventQuery, Instrument, ScanQuery, Selection, Store } from "@cxkit/core";
import { isCxError, type CxErrorCode } from "@cxkit/core";
import { cellsDifference } from "./compare-cells.ts";
import { broken, shown } from "./law.ts";
import { finalState } from "./reference-state.ts";
import { cellsOf, referenceCells, rowsOf } from "./reference-tally.ts";
import { reasonChosen, recommend } from "./sample-history.ts";

/** Makes an empty store. */
export type MakeStore = () => Promise<Store>;

/** Answers on a 0–10 scale to one item, grouped by nothing. */
export const allScores = {
  select: { types: ["survey.responded"], item: "recommend" },
  by: [],
  zone: "UTC",
} as const satisfies { readonly select: Selection; readonly by: readonly []; readonly zone: string };

/** Everything there can be, in time order. */
export const everything: EventQuery = {
  types: ["survey.responded", "feedback.posted", "transaction.recorded"],
};

/** Runs a trial on a fresh store that knows the instruments of the samples, and disposes it. */
export async function trial(
  makeStore: MakeStore,
  work: (store: Store) => Promise<void>,
  instruments: readonly Instrument[] = [recommend, reasonChosen],
): Promise<void> {
  await using store = await makeStore();
  await store.declare(instruments);
  await work(store);
}

/**
 * Stops unless the store's counts and events are those that the history comes to.
 */
export async function expectState(store: Store, history: readonly CxEvent[], story: string): Promise<void> {
  const state = finalState(history);
  const cells = referenceCells(state, [recommend], allScores);
  const difference = cellsDifference(await store.tally(allScores), cells);
  if (difference !== null) broken(`${story}: the tally differs at ${difference}`);
  const pages = await scanned(store, { select: allScores.select, fields: [] });
  const folded = cellsOf(
    pages.flatMap((page) => rowsOf(page, [])),
    recommend.scale,
    allScores,
  );
  const apart = cellsDifference(folded, cells);
  if (apart !== null) broken(`${story}: the scan differs at ${apart}`);
  const wanted = state.filter((event) => everything.types.includes(event.type)).map(nameOf);
  const got = (await gathered(store.events(everything))).map(nameOf);
  if (shown(got.toSorted()) !== shown(wanted.toSorted())) {
    broken(`${story}: the events are ${shown(got)}, they should be ${shown(wanted)}`);
  }
}

/** Stops unless the work fails with a `CxError` of the code. */
export async function expectRefusal(
  what: string,
  code: CxErrorCode,
  work: () => Promise<unknown>,
): Promise<void> {
  let outcome: string;
  try {
    await work();
    outcome = "was done";
  } catch (thrown) {
    if (isCxError(thrown, code)) return;
    outcome = `failed with ${String(thrown)}`;
  }
  broken(`${what} fails with CxError "${code}"; it ${outcome}`);
}

/** All that a stream gives. */
export async function gathered<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

/** All pages of a scan; stops where a page is no page. */
export async function scanned(store: Store, query: ScanQuery): Promise<Columns[]> {
  const pages = await gathered(store.scan(query));
  let last = -Infinity;
  for (const page of pages) {
    const columns = [page.time, page.value, page.missing, page.weight];
    const codes = Object.values(page.fields).map((column) => column.codes);
    const uneven = [...columns, ...codes].find((column) => column && column.length !== page.length);
    if (uneven) broken(`a page of ${page.length} rows has a column of ${uneven.length}`);
    for (const path of query.fields) {
      if (!page.fields[path]) broken(`a page lacks the field ${path} that was asked for`);
    }
    for (const time of page.time) {
      if (time < last) broken(`scan is in time order, but ${time} follows ${last}`);
      last = time;
    }
  }
  return pages;
}

function nameOf(event: CxEvent): string {
  return `${event.source} ${event.id} ${event.time}`;
}
