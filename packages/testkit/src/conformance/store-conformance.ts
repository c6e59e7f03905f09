import type { CxEvent, Store } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { told } from "../sample-history.ts";
import { storeBookkeepingLaws, type Reopen } from "../store-bookkeeping-laws.ts";
import { storeCountingLaws } from "../store-counting-laws.ts";
import { storeFoldingLaws } from "../store-folding-laws.ts";
import { storeHistoryLaws } from "../store-history-laws.ts";
import { everything, gathered, type MakeStore, trial } from "../store-trial.ts";
import { checksOf, type ConformanceCheck, type Skip, untried } from "./check.ts";
import { lawful } from "./lawful.ts";

/**
 * Writes pages to an empty store in a process of its own, each with its cursor for the stream `crash`, and kills that process once so many
 * were acknowledged, while it writes on.
 *
 * @returns how many were acknowledged, and the store as it is opened again
 */
export type CrashedWriter = (
  pages: readonly { readonly events: readonly CxEvent[]; readonly cursor: number }[],
  after: number,
) => Promise<{ readonly acknowledged: number; readonly store: Store }>;

/** What a store is tried with besides. */
export interface StoreConformanceOptions {
  /** Closes it and opens what it has kept; `null` for a store that does not outlive its process. */
  readonly reopen?: Reopen | null;
  readonly crashed?: CrashedWriter;
  readonly skip?: readonly Skip[];
}

/**
 * What every store keeps, as checks with ids: built on `storeLaws`, with writers at one time besides.
 *
 * @param makeStore makes an empty store that knows no instrument
 * @param options how it is opened again and killed; skips
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function storeConformance(
  makeStore: MakeStore,
  { reopen, crashed, skip }: StoreConformanceOptions = {},
): readonly ConformanceCheck[] {
  const history = lawful(() => storeHistoryLaws(makeStore));
  const counting = lawful(() => storeCountingLaws(makeStore));
  const books = lawful(() => storeBookkeepingLaws(makeStore, reopen ?? undefined));
  return checksOf(
    [
      {
        id: "S1",
        title: "appended twice is appended once, and what differs is named",
        why: "Producers tell things twice.",
        check: history(
          "what was appended comes back, whole and in time order",
          /^append twice/,
          /^a redelivery/,
          /^an edit without/,
          /^one key in two sources/,
        ),
      },
      {
        id: "S2",
        title: "revisions and retractions in any order come to the same",
        why: "Deliveries overtake each other.",
        check: history(
          "a late lower revision changes nothing",
          /^a retraction/,
          /^revisions and retractions/,
        ),
      },
      {
        id: "S3",
        title: "what is counted in the store equals what is counted outside",
        why: "The number must not depend on where it is made.",
        check: lawful(() => [...storeCountingLaws(makeStore), ...storeFoldingLaws(makeStore)])(
          /^(?!an answer of|an event of|an instrument|answers on|a disposed)/,
        ),
      },
      {
        id: "S4",
        title: "a cursor goes with its page, or neither does",
        why: "A crash between the two loses a page or counts it twice.",
        check: books(/^a cursor is/, /^a page that is refused/),
      },
      {
        id: "S5",
        title: "erasure leaves nothing of the subject, and nothing comes back",
        why: "That is what was promised.",
        check: history(/^erasure leaves/, /^a subject is erased/),
      },
      {
        id: "S6",
        title: "what cannot be counted is named, and an instrument means one thing",
        why: "Two scales in one score are no score.",
        check: lawful(() => [...storeCountingLaws(makeStore), ...storeBookkeepingLaws(makeStore)])(
          /^an answer of/,
          /^an event of/,
          /^an instrument/,
          /^answers on/,
          /^items are/,
        ),
      },
      {
        id: "S7",
        title: "closed, it refuses everything",
        why: "A late writer must hear that it came too late.",
        check: counting(/^a disposed/),
      },
      {
        id: "S8",
        title: "what resolved is there when it is opened again",
        why: "Resolved means durable.",
        unless:
          reopen === null
            ? "it does not outlive its process"
            : reopen
              ? undefined
              : untried(
                  "no way to open it again is given (`reopen`; `null` where it does not outlive its process)",
                ),
        check: books(/^what resolved/),
      },
      {
        id: "S9",
        title: "writers at one time lose nothing and count nothing twice",
        why: "Webhooks come while a stream is read.",
        check: () =>
          trial(makeStore, async (store) => {
            const page = (from: number) =>
              Array.from({ length: 5 }, (_, index) =>
                told({ key: `r${from + index}`, time: `2026-03-01T12:${10 + from + index}:00Z` }),
              );
            const pages = [page(0), page(5), page(0), page(3)];
            const outcomes = await Promise.all(
              pages.map((events, at) => store.append(events, { stream: `s${at}`, value: at })),
            );
            const appended = outcomes.reduce((sum, outcome) => sum + outcome.appended, 0);
            const duplicates = outcomes.reduce((sum, outcome) => sum + outcome.duplicates, 0);
            if (appended !== 10 || duplicates !== 10)
              broken(`20 events of 10 things became ${appended} appended and ${duplicates} duplicates`);
            const keys = (await gathered(store.events(everything))).map(({ key }) => key).toSorted();
            const difference = firstDifference(
              keys,
              Array.from({ length: 10 }, (_, n) => `r${n}`).toSorted(),
            );
            if (difference !== null) broken(`written at one time, what is there differs at ${difference}`);
            for (const at of pages.keys())
              if ((await store.cursor(`s${at}`)) !== at) broken(`the cursor of stream s${at} is lost`);
          }),
      },
      {
        id: "S10",
        title: "a crash between any two writes loses nothing that was acknowledged",
        why: "Power goes when it likes.",
        unless:
          reopen === null
            ? "it does not outlive its process"
            : crashed
              ? undefined
              : untried("no process of its own is given to be killed (`crashed`)"),
        async check() {
          const pages = Array.from({ length: 6 }, (_, at) => crashPage(at));
          for (let after = 0; after <= pages.length; after += 1) {
            if (!crashed) return;
            const { acknowledged, store } = await crashed(pages, after);
            await using kept = store;
            const keys = new Set((await gathered(kept.events(everything))).map(({ key }) => key));
            const whole = pages.map(({ events }) => events.every(({ key }) => keys.has(key)));
            const begun = pages.map(({ events }) => events.some(({ key }) => keys.has(key)));
            const lost = whole.slice(0, acknowledged).indexOf(false);
            if (lost >= 0) broken(`page ${lost} was acknowledged, and is not there after a crash`);
            const half = begun.findIndex((one, at) => one && !whole[at]);
            if (half >= 0) broken(`half of page ${half} is there after a crash`);
            const cursor = await kept.cursor("crash");
            const pagesThere = whole.filter(Boolean).length;
            if (cursor !== (pagesThere === 0 ? null : pagesThere))
              broken(`after a crash ${pagesThere} pages are there, and the cursor is ${shown(cursor)}`);
          }
        },
      },
    ],
    skip,
  );
}

/** Five answers of a page, and the cursor behind it. */
function crashPage(at: number): { readonly events: readonly CxEvent[]; readonly cursor: number } {
  const events = Array.from({ length: 5 }, (_, n) =>
    told({ key: `c${at}-${n}`, time: `2026-03-01T1${at}:0${n}:00Z` }),
  );
  return { events, cursor: at + 1 };
}
