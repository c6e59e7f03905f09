import type { CxEvent, Store } from "@cxkit/core";
import { isCxError } from "@cxkit/core";
import { firstDifference } from "./first-difference.ts";
import { broken, type Law, shown } from "./law.ts";
import { reasonChosen, recommend, retracted, told } from "./sample-history.ts";
import { expectState, type MakeStore, trial } from "./store-trial.ts";

/** Closes a store and opens what it has kept. */
export type Reopen = (store: Store) => Promise<Store>;

/** What a store knows besides its events: how far a stream was read, which items there are; and that it keeps both. */
export function storeBookkeepingLaws(makeStore: MakeStore, reopen?: Reopen): readonly Law[] {
  return [
    {
      name: "a cursor is the last value of its stream",
      check: () =>
        trial(makeStore, async (store) => {
          await expectCursors(store, { a: null });
          await store.append([told({ key: "r1" })], { stream: "a", value: { after: ["x", 1, null] } });
          await store.append([told({ key: "r2" })], { stream: "it's b", value: "b1" });
          await store.append([told({ key: "r3" })]);
          await expectCursors(store, { a: { after: ["x", 1, null] }, "it's b": "b1", c: null });
          // A page in which nothing is new was read all the same.
          await store.append([told({ key: "r1" })], { stream: "a", value: 2 });
          await store.append([], { stream: "it's b", value: "b2" });
          await expectCursors(store, { a: 2, "it's b": "b2" });
        }),
    },
    {
      name: "a page that is refused leaves nothing of itself and its cursor where it was",
      check: () =>
        trial(makeStore, async (store) => {
          await store.append([told({ key: "r1" })], { stream: "a", value: 1 });
          const page = [told({ key: "r2" }), null as unknown as CxEvent];
          if (await refuses(() => store.append(page, { stream: "a", value: 2 }))) {
            await expectCursors(store, { a: 1 });
            await expectState(store, [told({ key: "r1" })], "after a page that was refused");
          } else {
            await expectCursors(store, { a: 2 });
          }
        }),
    },
    {
      name: "items are those of answers that are told, on instruments that are declared, most answers first",
      check: () =>
        trial(
          makeStore,
          async (store) => {
            await store.append([
              told({ key: "r1", score: 1 }),
              told({ key: "r1", revision: 1, score: 2 }),
              told({ key: "r2", score: null }),
              told({ key: "r3" }),
              retracted("r3"),
              ...["c1", "c2", "c3"].map((key) => chosen(key)),
            ]);
            await expectItems(store, ["recommend on recommend@1: 2"]);
            await store.declare([reasonChosen]);
            await expectItems(store, ["reason on reason@1: 3", "recommend on recommend@1: 2"]);
          },
          [recommend],
        ),
    },
    ...(reopen ? [keptLaw(makeStore, reopen)] : []),
  ];
}

function keptLaw(makeStore: MakeStore, reopen: Reopen): Law {
  return {
    name: "what resolved is there when the store is opened again: events, instruments, cursors, erasures, retractions",
    check: async () => {
      const first = await makeStore();
      await first.declare([recommend, reasonChosen]);
      const kept = [told({ key: "r1", score: 3 }), told({ key: "r2", score: 4, revision: 2 })];
      await first.append([...kept, told({ key: "r3", subject: "s1" })], { stream: "a", value: 7 });
      await first.append([retracted("r4")]);
      await first.erase("s1");
      await using store = await reopen(first);
      await expectCursors(store, { a: 7 });
      await expectItems(store, ["recommend on recommend@1: 2"]);
      const later = [
        told({ key: "r1", score: 3 }),
        told({ key: "r2", score: 9, revision: 1 }),
        told({ key: "r4" }),
        told({ key: "r5", subject: "s1" }),
      ];
      const { duplicates, setAside } = await store.append(later);
      if (duplicates !== 1) broken(`a redelivery is a duplicate after reopening, got ${duplicates}`);
      if (setAside.length !== 1) broken(`an erased subject stays erased, got ${shown(setAside)}`);
      await expectState(store, kept, "opened again");
    },
  };
}

async function expectCursors(store: Store, wanted: { readonly [stream: string]: unknown }): Promise<void> {
  for (const [stream, value] of Object.entries(wanted)) {
    const got = await store.cursor(stream);
    if (firstDifference(got, value) !== null) {
      broken(`the cursor of ${stream} is ${shown(value)}, got ${shown(got)}`);
    }
  }
}

async function expectItems(store: Store, wanted: readonly string[]): Promise<void> {
  const got = (await store.items()).map(
    ({ item, instrument, answers }) => `${item} on ${instrument.id}@${instrument.version}: ${answers}`,
  );
  if (shown(got) !== shown(wanted)) broken(`the items are ${shown(wanted)}, got ${shown(got)}`);
}

/** Whether some work fails; a store that is gone refuses everything, which is no answer here. */
async function refuses(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (thrown) {
    if (isCxError(thrown, "unavailable")) throw thrown;
    return true;
  }
}

function chosen(key: string): CxEvent {
  const event = told({ key });
  return {
    ...event,
    data: { ...event.data, answers: [{ item: "reason", value: "price", instrument: "reason@1" }] },
  };
}
