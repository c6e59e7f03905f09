import type { CxEvent, EventType, Filter, Instrument, TallyQuery } from "@cxkit/core";
import { missingReasons } from "@cxkit/core";
import { cellsDifference } from "./compare-cells.ts";
import { broken, type Law, shown } from "./law.ts";
import { deepFrozen } from "./leaves.ts";
import { finalState } from "./reference-state.ts";
import { cellsOf, referenceCells, rowsOf } from "./reference-tally.ts";
import { reasonChosen, recommend, sampleHistory, told } from "./sample-history.ts";
import { edge, filters, groupings, periods, zones } from "./sample-queries.ts";
import {
  allScores,
  everything,
  expectRefusal,
  gathered,
  type MakeStore,
  scanned,
  trial,
} from "./store-trial.ts";

const instruments = [recommend, reasonChosen];
const item = allScores.select;

/** What a store counts: groups, periods, windows, filters, weights, and what it refuses to count. */
export function storeCountingLaws(makeStore: MakeStore): readonly Law[] {
  const counts = (
    name: string,
    queries: readonly TallyQuery[],
    history: readonly CxEvent[] = sampleHistory(),
  ): Law => ({
    name,
    check: () =>
      trial(makeStore, async (store) => {
        await store.append(history);
        const state = finalState(history);
        for (const query of queries) {
          const difference = cellsDifference(
            await store.tally(query),
            referenceCells(state, instruments, query),
          );
          if (difference !== null) broken(`${shown(query)}: ${difference}`);
        }
      }),
  });

  const folds = (name: string, history: readonly CxEvent[]): Law => ({
    name,
    check: () =>
      trial(makeStore, async (store) => {
        await store.append(history);
        for (const { window, where } of [{}, { window: { from: edge } }, { where: filters[0] }]) {
          const query: TallyQuery = {
            select: { ...item, ...(where && { where }) },
            by: ["channel", "dimensions.region"],
            every: "month",
            zone: "Asia/Kolkata",
            ...(window && { window }),
          };
          const pages = await scanned(store, { ...query, fields: query.by });
          const rows = pages.flatMap((page) => rowsOf(page, query.by));
          const folded = cellsOf(rows, recommend.scale, query);
          const difference = cellsDifference(await store.tally(query), folded);
          if (difference !== null) broken(`pushed down against folded, ${shown(query)}: ${difference}`);
        }
      }),
  });

  return [
    counts(
      "fields group, and absent is a group of its own",
      groupings.map((by) => ({ select: item, by, zone: "UTC" })),
    ),
    counts(
      "periods follow the calendar of their zone, through clock changes",
      zones.flatMap((zone) => periods.map((every) => ({ select: item, by: ["channel"], every, zone }))),
    ),
    counts(
      "windows are half-open",
      [
        { from: edge },
        { below: edge },
        { from: edge - 1, below: edge },
        { from: edge, below: edge + 1 },
        { from: edge, below: edge },
      ].map((window) => ({ select: item, by: [], zone: "UTC", window })),
    ),
    counts(
      "filters mean what they say",
      filters.map((where) => ({ select: { ...item, where }, by: [], zone: "UTC" })),
    ),
    counts(
      "missing is counted by reason",
      [allScores],
      [
        told({ key: "r1" }),
        ...missingReasons.map((missing, index) => answered(`m${index}`, { value: null, missing })),
        answered("m", { value: null }),
      ],
    ),
    counts(
      "weights are summed, with their squares",
      [allScores, { ...allScores, by: ["channel"] }],
      weightedHistory,
    ),
    counts("choices, amounts and events are counted too", [
      { select: { types: ["survey.responded"], item: "reason" }, by: ["channel"], zone: "UTC" },
      {
        select: { types: ["transaction.recorded"], value: "data.amount", tally: "moment" },
        by: ["channel"],
        zone: "UTC",
      },
      { select: { types: ["survey.responded", "feedback.posted"] }, by: ["dimensions.region"], zone: "UTC" },
    ]),
    {
      name: "pages may come in any order of time",
      check: () =>
        trial(makeStore, async (store) => {
          const history = sampleHistory();
          for (let at = history.length; at > 0; at -= 7) {
            await store.append(history.slice(Math.max(0, at - 7), at));
          }
          const query: TallyQuery = {
            select: item,
            by: ["channel"],
            every: "week",
            zone: "America/New_York",
          };
          const wanted = referenceCells(finalState(history), instruments, query);
          const pages = await scanned(store, { select: item, fields: ["channel"] });
          const folded = cellsOf(
            pages.flatMap((page) => rowsOf(page, ["channel"])),
            recommend.scale,
            query,
          );
          for (const got of [await store.tally(query), folded]) {
            const difference = cellsDifference(got, wanted);
            if (difference !== null) broken(`appended from the last page to the first: ${difference}`);
          }
        }),
    },
    folds("a tally pushed down equals the tally folded", sampleHistory()),
    folds("a weighted tally pushed down equals the tally folded", weightedHistory),
    {
      name: "events are filtered by type, condition and window",
      check: () =>
        trial(makeStore, async (store) => {
          const history = sampleHistory();
          await store.append(history);
          const where: Filter = { field: "channel", in: ["web"] };
          const got = await gathered(
            store.events({ types: ["feedback.posted"], where, window: { below: edge } }),
          );
          const wanted = history.filter(
            (event) =>
              event.type === "feedback.posted" && event.channel === "web" && Date.parse(event.time) < edge,
          );
          if (shown(got.map(({ id }) => id).toSorted()) !== shown(wanted.map(({ id }) => id).toSorted())) {
            broken(`${shown(got.map(({ id }) => id))} came of ${shown(wanted.map(({ id }) => id))}`);
          }
        }),
    },
    {
      name: "an answer of an unknown instrument is set aside with its path, and the rest goes on",
      check: () =>
        trial(makeStore, async (store) => {
          const event = told({ key: "r1", score: 8 });
          const strange = { item: "effort", value: 3, instrument: "effort@9" };
          const both = deepFrozen({
            ...event,
            data: { ...event.data, answers: [strange, ...event.data.answers] },
          });
          const { appended, setAside } = await store.append([both]);
          const named = setAside.find(({ id, path }) => id === "r1" && /answers\D*0/.test(path));
          if (!named) broken(`data.answers[0] is set aside, got ${shown(setAside)}`);
          if (appended !== 1) broken("the event with its other answer is appended");
          const effort = await store.tally({ ...allScores, select: { ...item, item: "effort" } });
          if (cellsDifference(effort, []) !== null) broken("an answer of an unknown instrument was counted");
          const difference = cellsDifference(
            await store.tally(allScores),
            referenceCells([event], instruments, allScores),
          );
          if (difference !== null) broken(`the answer beside it is counted: ${difference}`);
        }),
    },
    {
      name: "an event of an undeclared type is set aside",
      check: () =>
        trial(makeStore, async (store) => {
          const type = "weather.changed" as EventType;
          const strange = { ...told({ key: "r1" }), type, data: {} } as unknown as CxEvent;
          const { appended, setAside } = await store.append([strange, told({ key: "r2" })]);
          if (appended !== 1 || setAside[0]?.path !== "type" || setAside[0].id !== "r1") {
            broken(`appended ${appended}, set aside ${shown(setAside)}`);
          }
        }),
    },
    {
      name: "an instrument means one thing: the same again is nothing new, another meaning is refused",
      check: () =>
        trial(makeStore, async (store) => {
          await store.declare([structuredClone(recommend)]);
          const changed: Instrument = { ...recommend, scale: { min: 1, max: 10, step: 1 } };
          await expectRefusal("declaring another scale under one name", "invalid-setup", () =>
            store.declare([changed]),
          );
          await store.declare([{ ...changed, version: "2" }]);
        }),
    },
    {
      name: "answers on two scales are a setup error unless one instrument is named",
      check: () =>
        trial(makeStore, async (store) => {
          const five: Instrument = { ...recommend, version: "2", scale: { min: 1, max: 5, step: 1 } };
          await store.declare([five]);
          const history = [
            told({ key: "r1", score: 9 }),
            answered("r2", { value: 4, instrument: "recommend@2" }),
          ];
          await store.append(history);
          await expectRefusal("one score over two scales", "invalid-setup", () => store.tally(allScores));
          for (const instrument of ["recommend@1", "recommend@2"]) {
            const query = { ...allScores, select: { ...item, instrument } };
            const wanted = referenceCells(history, [...instruments, five], query);
            const difference = cellsDifference(await store.tally(query), wanted);
            if (difference !== null) broken(`${instrument}: ${difference}`);
          }
        }),
    },
    {
      name: "a disposed store refuses everything",
      async check() {
        const store = await makeStore();
        await store[Symbol.asyncDispose]();
        const works: { readonly [member: string]: () => Promise<unknown> } = {
          declare: () => store.declare([recommend]),
          append: () => store.append([told({ key: "r1" })]),
          tally: () => store.tally(allScores),
          scan: () => gathered(store.scan({ select: item, fields: [] })),
          events: () => gathered(store.events(everything)),
          erase: () => store.erase("s1"),
          cursor: () => store.cursor("pages"),
          items: () => store.items(),
        };
        for (const [member, work] of Object.entries(works)) {
          await expectRefusal(`${member} of a disposed store`, "unavailable", async () => work());
        }
      },
    },
  ];
}

function answered(key: string, answer: { readonly [field: string]: unknown }): CxEvent {
  const event = told({ key });
  const answers = event.data.answers.map((before) => {
    const { missing: _reason, ...rest } = before;
    return { ...rest, ...answer };
  });
  return deepFrozen({ ...event, data: { ...event.data, answers } });
}

function weighted(key: string, weight: number, score: number): CxEvent {
  const event = told({ key, score });
  return deepFrozen({ ...event, channel: score > 0 ? "web" : "app", data: { ...event.data, weight } });
}

/** Responses of which every one has a weight; one weighs nothing. */
const weightedHistory = [0.1, 0.25, 3, 0, 1.7].map((weight, index) =>
  weighted(`w${index}`, weight, (index % 2) * 5),
);
