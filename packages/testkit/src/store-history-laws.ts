import type { Appended, CxEvent } from "@cxkit/core";
import * as fc from "fast-check";
import { firstDifference } from "./first-difference.ts";
import { broken, generated, type Law, shown } from "./law.ts";
import { retracted, sampleHistory, told } from "./sample-history.ts";
import { allScores, everything, expectState, gathered, type MakeStore, trial } from "./store-trial.ts";

/** What a store makes of the order in which things are told: duplicates, conflicts, revisions, retractions, erasure. */
export function storeHistoryLaws(makeStore: MakeStore): readonly Law[] {
  return [
    {
      name: "what was appended comes back, whole and in time order",
      check: () =>
        trial(makeStore, async (store) => {
          const history = sampleHistory();
          await store.append(history);
          const got = await gathered(store.events(everything));
          const wanted = history.toSorted((left, right) => Date.parse(left.time) - Date.parse(right.time));
          const difference = firstDifference(got, wanted);
          if (difference !== null) broken(`events differ at ${difference}`);
        }),
    },
    {
      name: "append twice equals append once, and duplicates are counted",
      check: () =>
        trial(makeStore, async (store) => {
          const history = [
            told({ key: "r1" }),
            told({ key: "r2", score: 3 }),
            told({ key: "r2", revision: 1 }),
          ];
          expectCounts(await store.append(history), { appended: 3, duplicates: 0 });
          expectCounts(await store.append(history), { appended: 0, duplicates: 3 });
          expectCounts(await store.append([told({ key: "r3" }), told({ key: "r3" })]), {
            appended: 1,
            duplicates: 1,
          });
          await expectState(store, [...history, told({ key: "r3" })], "appended twice");
        }),
    },
    {
      name: "a redelivery, received at another time, is a duplicate",
      check: () =>
        trial(makeStore, async (store) => {
          await store.append([told({ key: "r1", received: "2026-03-02T00:00:00Z" })]);
          const again = await store.append([told({ key: "r1", received: "2026-03-05T00:00:00Z" })]);
          expectCounts(again, { appended: 0, duplicates: 1 });
        }),
    },
    {
      name: "an edit without a revision is a conflict: named, and the first stays",
      check: () =>
        trial(makeStore, async (store) => {
          const first = told({ key: "r1", score: 9 });
          await store.append([first, told({ key: "r2" })]);
          const edited = await store.append([told({ key: "r1", score: 2 }), told({ key: "r3" })]);
          expectCounts(edited, { appended: 1, duplicates: 0, conflicts: 1 });
          const difference = firstDifference(edited.conflicts, [{ source: "survey:a", id: "r1" }]);
          if (difference !== null) broken(`the conflict is named ${shown(edited.conflicts)}`);
          await expectState(store, [first, told({ key: "r2" }), told({ key: "r3" })], "after a conflict");
        }),
    },
    {
      name: "one key in two sources is two things",
      check: () =>
        trial(makeStore, async (store) => {
          const history = [told({ key: "r1" }), told({ key: "r1", source: "survey:b", score: 1 })];
          expectCounts(await store.append(history), { appended: 2 });
          await expectState(store, history, "one key, two sources");
        }),
    },
    {
      name: "a late lower revision changes nothing",
      check: () =>
        trial(makeStore, async (store) => {
          const history = [
            told({ key: "r1", revision: 2, score: 1 }),
            told({ key: "r1", revision: 10, score: 5 }),
          ];
          await store.append(history);
          const late = told({ key: "r1", revision: 9, score: 9 });
          await store.append([late]);
          await expectState(store, [...history, late], "revision 9 after revision 10");
        }),
    },
    {
      name: "a retraction is for good, before its event, after it, and above any revision",
      check: () =>
        trial(makeStore, async (store) => {
          const history = [
            retracted("r1"),
            told({ key: "r1" }),
            told({ key: "r2" }),
            told({ key: "r2", revision: 7 }),
            told({ key: "r3", score: 0 }),
          ];
          await store.append(history);
          const later = [retracted("r2"), told({ key: "r2", revision: 8 })];
          for (const event of later) await store.append([event]);
          await expectState(store, [...history, ...later], "after retractions");
        }),
    },
    {
      name: "a retraction reaches its own source, type and key only",
      check: () =>
        trial(makeStore, async (store) => {
          const history = [
            told({ key: "r1" }),
            told({ key: "r2", score: 4 }),
            retracted("r1", { source: "survey:b" }),
            retracted("r1", { type: "feedback.posted" }),
            retracted("r"),
            retracted("survey.responded:r1", { type: "event.retracted" }),
          ];
          await store.append(history);
          await expectState(store, history, "retractions of other things");
        }),
    },
    {
      name: "revisions and retractions in any order give the tally of the final state",
      check: () =>
        fc.assert(
          fc.asyncProperty(littleHistories, (pages) =>
            trial(makeStore, async (store) => {
              for (const page of pages) {
                expectAccounted(await store.append(page), page);
                await store.tally(allScores);
              }
              const names = pages.map((page) => page.map(({ source, id }) => `${source}/${id}`));
              await expectState(store, pages.flat(), `told as ${shown(names)}`);
            }),
          ),
          { ...generated, numRuns: 100 },
        ),
    },
    {
      name: "erasure leaves nothing of the subject, and nothing of it comes back",
      check: () =>
        trial(makeStore, async (store) => {
          const mine = [
            told({ key: "r1", subject: "s1" }),
            told({ key: "r2", subject: "s1", score: 2 }),
            told({ key: "r2", subject: "s1", score: 3, revision: 1 }),
          ];
          const others = [told({ key: "r3", subject: "s2" }), told({ key: "r4", score: 5 })];
          await store.append([...mine, ...others]);
          const erased = await store.erase("s1");
          if (erased.events !== 3) broken(`3 events of the subject were there, ${erased.events} were erased`);
          await expectState(store, others, "after erasure");
          const again = await store.append([
            told({ key: "r1", subject: "s1" }),
            told({ key: "r9", subject: "s1" }),
          ]);
          expectCounts(again, { appended: 0, duplicates: 0, conflicts: 0 });
          const reasons = again.setAside.map(({ id, reason, path }) => `${id} ${path} ${reason}`).toSorted();
          if (shown(reasons) !== shown(["r1 subject erased", "r9 subject erased"])) {
            broken(`events of an erased subject are set aside as "erased" at subject, got ${shown(reasons)}`);
          }
          await expectState(store, others, "after erasure and redelivery");
          const twice = await store.erase("s1");
          if (twice.events !== 0) broken(`nothing was left to erase, ${twice.events} were erased`);
        }),
    },
    {
      name: "a subject is erased before it is ever seen",
      check: () =>
        trial(makeStore, async (store) => {
          await store.erase("s1");
          const { appended } = await store.append([told({ key: "r1", subject: "s1" })]);
          if (appended !== 0) broken("an event of an erased subject was appended");
        }),
    },
  ];
}

function expectCounts(
  got: Appended,
  wanted: { readonly appended: number; readonly duplicates?: number; readonly conflicts?: number },
): void {
  const { appended, duplicates, conflicts } = got;
  const counts = { appended, duplicates, conflicts: conflicts.length };
  const difference = firstDifference(counts, { ...counts, ...wanted });
  if (difference !== null) broken(`append said ${shown(counts)}: ${difference}`);
}

/** Every event of a page is in exactly one of the counts. */
function expectAccounted(
  { appended, duplicates, conflicts, setAside }: Appended,
  page: readonly CxEvent[],
): void {
  const sum = appended + duplicates + conflicts.length + setAside.length;
  if (sum !== page.length) broken(`${page.length} events were handed over, ${sum} are accounted for`);
}

/**
 * Tellings of six things (two sources, three keys) at revisions 0 to 3, retractions among them, redeliveries with another `received`:
 * in any order, cut into pages anywhere. What a revision says depends on nothing but its name, so that no two conflict.
 */
const littleHistories: fc.Arbitrary<readonly (readonly CxEvent[])[]> = fc
  .array(
    fc.record({
      source: fc.constantFrom("survey:a", "survey:b"),
      key: fc.constantFrom("r1", "r2", "r3"),
      revision: fc.nat(3),
      form: fc.constantFrom("told", "told", "told", "again", "retracted", "elsewhere"),
      cut: fc.boolean(),
    }),
    { minLength: 1, maxLength: 16 },
  )
  .map((tellings) => {
    const pages: CxEvent[][] = [[]];
    for (const { cut, ...telling } of tellings) {
      if (cut) pages.push([]);
      pages.at(-1)?.push(eventOf(telling));
    }
    return pages;
  });

function eventOf(telling: {
  readonly source: string;
  readonly key: string;
  readonly revision: number;
  readonly form: string;
}): CxEvent {
  const { source, key, revision, form } = telling;
  if (form === "retracted") return retracted(key, { source });
  if (form === "elsewhere") return retracted(key, { source, type: "feedback.posted" });
  const code = revision * 3 + Number(key.slice(1)) + (source === "survey:b" ? 5 : 0);
  return told({
    source,
    key,
    revision,
    score: code % 5 === 4 ? null : code % 11,
    time: new Date(Date.UTC(2026, 2, 1 + ((code * 5) % 28))).toISOString(),
    received: form === "again" ? "2026-05-02T00:00:00Z" : "2026-05-01T00:00:00Z",
  });
}
