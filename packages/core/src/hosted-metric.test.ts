import type { Columns } from "./columns.ts";
import { hostedMetric } from "./hosted-metric.ts";
import type { Metric } from "./metric.ts";
import type { Cell, TallyQuery } from "./store.ts";
import { emptyScaleTally, scaleTallyOf, type ScaleTally, type SketchTally } from "./tally.ts";
import { expect, it } from "vitest";

const scale = { min: 1, max: 3, step: 1 };
const select = { types: ["survey.responded"], item: "ease" } as const;
const estimateOf = (value: number | null, n: number, confidenceLevel = 0.95) =>
  ({
    value,
    interval: null,
    standardError: null,
    n,
    effectiveN: n,
    unit: "count",
    confidenceLevel,
    method: "none",
  }) as const;

const answers: Metric<ScaleTally> = {
  id: "answers",
  title: "Answers",
  unit: "count",
  better: "higher",
  select,
  empty: () => emptyScaleTally(scale),
  merge: (left) => left,
  fold() {
    throw new Error("a store counts it");
  },
  estimate({ counts }, options) {
    const n = counts.reduce((sum, count) => sum + count, 0);
    return estimateOf(n === 0 ? null : n, n, options?.confidenceLevel);
  },
  compare: ({ counts: [left = 0] }, { counts: [right = 0] }) => ({
    difference: estimateOf(left - right, left + right),
    test: "none",
    alternative: "two-sided",
    statistic: 0,
    pValue: 1,
  }),
};
const cell: Cell = { by: {}, period: null, tally: scaleTallyOf(scale, [1, 0, 2]) };
const query: TallyQuery = { select, by: [], zone: "UTC" };

it("has stores count what they can count", async () => {
  const asked = hostedMetric(answers);
  const store = {
    tally: async () => [cell],
    scan: () => {
      throw new Error("not asked");
    },
  };
  expect(await asked.count(store, query)).toEqual([cell]);
});

it("folds columns where no store makes such a tally", async () => {
  const durations: Metric<SketchTally> = {
    ...answers,
    empty: () => ({ kind: "sketch", accuracy: 0.01, zeros: 0, positive: [], negative: [], missing: {} }),
    merge: (left) => left,
    fold(into, { length }) {
      (into as { zeros: number }).zeros += length;
    },
    estimate: ({ zeros }) => estimateOf(zeros, zeros),
    compare: () => {
      throw new Error("not asked");
    },
  };
  const page: Columns = { length: 3, time: Float64Array.of(1, 2, 3), value: new Float64Array(3), fields: {} };
  const store = {
    tally: () => Promise.reject(new Error("a store has no such tally")),
    async *scan() {
      yield page;
      yield page;
    },
  };
  const asked = hostedMetric(durations);
  const [counted] = await asked.count(store, query);
  expect(counted).toMatchObject({ by: {}, period: null, tally: { kind: "sketch", zeros: 6 } });
});

it("estimates and compares many at a time; where nothing was counted, of an empty tally", async () => {
  const asked = hostedMetric(answers);
  const estimates = await asked.estimates([cell.tally, null], { confidenceLevel: 0.9 });
  expect(estimates.map(({ value, confidenceLevel }) => [value, confidenceLevel])).toEqual([
    [3, 0.9],
    [null, 0.9],
  ]);
  const compared = await asked.compare?.([
    [cell.tally, null],
    [null, cell.tally],
  ]);
  expect(compared?.map(({ difference }) => difference.value)).toEqual([1, -1]);
});

it("leaves one that is asked already as it is, and says where a metric cannot compare", () => {
  const { compare: _, ...without } = answers;
  const asked = hostedMetric(without);
  expect(hostedMetric(asked)).toBe(asked);
  expect(asked.compare).toBeUndefined();
});
