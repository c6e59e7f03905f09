import {
  addToScaleTally,
  type Columns,
  emptyScaleTally,
  mergeScaleTallies,
  type Metric,
  type ScaleTally,
} from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { lives, unproven } from "./fixtures/lives.ts";
import { metricConformance } from "./metric-conformance.ts";

const scale = { min: 1, max: 5, step: 1 };
const scores = [1, 5, 3, NaN, 5, 4, 2, 5, NaN, 1, 3, 5];
const sample: Columns = {
  length: scores.length,
  time: Float64Array.from(scores.keys()),
  value: Float64Array.from(scores),
  fields: {},
};

/** Share of the best scale point, in percent, with an interval that is wide enough. */
const good: Metric<ScaleTally> = {
  kind: "metric",
  spec: "v1",
  id: "top-box",
  title: "Top box",
  unit: "percent",
  better: "higher",
  select: { types: ["survey.responded"], item: "rating" },
  empty: () => emptyScaleTally(scale),
  merge: mergeScaleTallies,
  fold(into, rows) {
    for (const value of rows.value) if (!Number.isNaN(value)) addToScaleTally(into, value);
  },
  estimate({ counts }, { confidenceLevel = 0.95 } = {}) {
    const n = counts.reduce((sum, count) => sum + count, 0);
    const value = n === 0 ? null : (100 * (counts.at(-1) ?? 0)) / n;
    const margin = 100 * confidenceLevel;
    const interval =
      value === null ? null : { low: Math.max(0, value - margin), high: Math.min(100, value + margin) };
    return {
      value,
      interval,
      standardError: null,
      n,
      effectiveN: n,
      unit: "percent",
      confidenceLevel,
      method: "test",
    };
  },
};
const exact = ({ value }: Columns): number | null => {
  const given = value.filter((one) => !Number.isNaN(one));
  return given.length === 0 ? null : (given.filter((one) => one === 5).length * 100) / given.length;
};
const changed = (change: Partial<Metric<ScaleTally>>): Metric<ScaleTally> => ({ ...good, ...change });
const estimating = (change: (given: ReturnType<typeof good.estimate>) => object): Metric<ScaleTally> =>
  changed({
    estimate: (tally, options) => ({
      ...good.estimate(tally, options),
      ...change(good.estimate(tally, options)),
    }),
  });
let folds = 0;

const mutants: readonly (readonly [id: string, what: string, metric: Metric<ScaleTally>])[] = [
  ["M1", "has an id in capitals", changed({ id: "TopBox" })],
  [
    "M2",
    "counts the first row twice",
    changed({
      fold: (into, rows) => {
        good.fold(into, rows);
        const [first = NaN] = rows.value;
        if (!Number.isNaN(first)) addToScaleTally(into, first);
      },
    }),
  ],
  ["M3", "keeps the left tally alone", changed({ merge: (left) => left })],
  [
    "M3",
    "adds into the left tally",
    changed({ merge: (left, right) => Object.assign(left, mergeScaleTallies(left, right)) }),
  ],
  [
    "M4",
    "counts every page once more",
    changed({
      fold: (into, rows) => {
        good.fold(into, rows);
        if (rows.length > 0) addToScaleTally(into, 3);
      },
    }),
  ],
  [
    "M4",
    "writes into its rows",
    changed({
      fold: (into, rows) => {
        good.fold(into, rows);
        rows.value.fill(1);
      },
    }),
  ],
  [
    "M5",
    "keeps what is no JSON",
    changed({
      fold: (into, rows) => {
        good.fold(into, rows);
        Object.assign(into, { seen: new Map([[1, rows.length]]) });
      },
    }),
  ],
  ["M6", "takes nothing for 0", estimating(({ value }) => ({ value: value ?? 0 }))],
  [
    "M7",
    "takes who said nothing into its base",
    changed({
      fold: (into, rows) => {
        for (const value of rows.value) addToScaleTally(into, Number.isNaN(value) ? 1 : value);
      },
    }),
  ],
  [
    "M8",
    "goes beyond a hundred percent",
    estimating(({ value, interval }) => ({ interval: interval && { ...interval, high: (value ?? 0) + 60 } })),
  ],
  [
    "M9",
    "is surer and narrower",
    estimating(({ value, confidenceLevel }) => ({
      interval:
        value === null ? null : { low: value - 1 + confidenceLevel, high: value + 1 - confidenceLevel },
    })),
  ],
  [
    "M9",
    "leaves its value outside",
    estimating(({ value }) => ({ interval: value === null ? null : { low: value + 1, high: value + 2 } })),
  ],
  ["M10", "drifts", estimating(({ value }) => ({ value: value === null ? null : value * (1 + 1e-9) }))],
  [
    "M11",
    "asks the clock",
    changed({
      fold: (into, rows) => {
        folds += new Date().getTime();
        good.fold(into, rows);
      },
    }),
  ],
  [
    "M11",
    "prints in the language of the place",
    estimating(() => ({ method: `test${(folds % 1).toLocaleString()}` })),
  ],
];

describe("a metric in good order conforms", () => {
  for (const check of metricConformance(good, sample, { exact })) it(check.name, check.check);
});

describe("every mutant of a metric dies", () => {
  for (const [id, what, metric] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(metricConformance(metric, sample, { exact }), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        metricConformance(good, sample, { exact }),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

it("a unit without ends has no range, and what is not given is not tried", () => {
  const left = metricConformance({ ...good, unit: "scale-point" }, sample).filter((check) => check.left);
  expect(left.map(({ id }) => id)).toEqual(["M8", "M10"]);
});
