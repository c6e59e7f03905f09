import {
  addToScaleTally,
  type Columns,
  emptyMomentTally,
  emptyScaleTally,
  type Estimate,
  type EstimateOptions,
  mergeMissing,
  mergeMomentTallies,
  mergeScaleTallies,
  type Metric,
  missingReasons,
  type MomentTally,
  type ScaleTally,
} from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { metricLaws } from "./metric-laws.ts";

const scale = { min: 1, max: 5, step: 1 };
const scores = [1, 5, 3, NaN, 5, 4, 2, 5, NaN, 1, 3, 5];
const sample: Columns = {
  length: scores.length,
  time: Float64Array.from(scores.keys()),
  value: Float64Array.from(scores),
  missing: Uint8Array.from(scores, (score) => (Number.isNaN(score) ? 2 : 0)),
  weight: Float64Array.from(scores, (_, row) => 0.1 + (row % 4) * 0.7),
  fields: {
    channel: { codes: Uint8Array.from(scores, (_, row) => row % 3), values: ["web", "app"] },
  },
};

/** Share of the top scale point, weighted, with Wilson's interval on the effective base. */
const topBox: Metric<ScaleTally> = {
  id: "top-box",
  title: "Top box",
  unit: "percent",
  better: "higher",
  select: { types: ["survey.responded"], item: "rating" },
  empty: () => emptyScaleTally(scale, { weighted: true }),
  merge: mergeScaleTallies,
  fold(into, rows) {
    for (const [row, value] of rows.value.entries()) {
      if (Number.isNaN(value)) countMissing(into, rows.missing?.[row]);
      else addToScaleTally(into, value, rows.weight?.[row]);
    }
  },
  estimate: wilson,
};

/** A mean with no interval to speak of: ± one standard error times the level. */
const meanAmount: Metric<MomentTally> = {
  id: "mean-amount",
  title: "Mean amount",
  unit: "none",
  better: "higher",
  select: { types: ["transaction.recorded"], value: "data.amount" },
  empty: emptyMomentTally,
  merge: mergeMomentTallies,
  fold(into, rows) {
    const added = rows.value
      .filter((value) => !Number.isNaN(value))
      .reduce(
        (tally: MomentTally, value) =>
          mergeMomentTallies(tally, {
            kind: "moment",
            n: 1,
            mean: value,
            squares: 0,
            minimum: value,
            maximum: value,
            missing: {},
          }),
        into,
      );
    Object.assign(into, added);
  },
  estimate(tally, { confidenceLevel = 0.95 } = {}) {
    const { n, mean, squares } = tally;
    const standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : null;
    const margin = (standardError ?? 0) * 4 * confidenceLevel;
    return {
      value: n > 0 ? mean : null,
      interval: standardError === null ? null : { low: mean - margin, high: mean + margin },
      standardError,
      n,
      effectiveN: n,
      unit: "none",
      confidenceLevel,
      method: "test",
    };
  },
};

describe("a correct scale metric keeps the metric laws", () => {
  for (const law of metricLaws(topBox, sample)) it(law.name, law.check);
});

describe("a correct moment metric keeps the metric laws", () => {
  for (const law of metricLaws(meanAmount, sample)) it(law.name, law.check);
});

describe("each metric law catches the metric that breaks it", () => {
  const mutants: readonly [law: string, mutant: Partial<Metric<ScaleTally>>][] = [
    [
      "merge is associative",
      { merge: (a, b) => addedUp(a, b, Math.trunc((firstCount(a) + firstCount(b)) / 1.5)) },
    ],
    ["merge is commutative", { merge: (a, b) => addedUp(a, b, firstCount(a) * 2 + firstCount(b)) }],
    ["empty is the identity of merge", { merge: (a, b) => addedUp(a, b, firstCount(a) + firstCount(b) + 1) }],
    [
      "merge leaves both of its tallies as they were",
      {
        merge(a, b) {
          b.counts.forEach((count, point) => (a.counts[point]! += count));
          return a;
        },
      },
    ],
    [
      "split anywhere equals whole",
      { fold: (into, rows) => topBox.fold(into, { ...rows, value: rows.value.subarray(1) }) },
    ],
    [
      "order of arrival never matters",
      { fold: (into, rows) => topBox.fold(into, { ...rows, value: rows.value.subarray(0, -1) }) },
    ],
    [
      "fold never writes to its rows",
      {
        fold(into, rows) {
          topBox.fold(into, rows);
          rows.value.sort();
        },
      },
    ],
    [
      "the tally survives JSON",
      { empty: () => ({ ...topBox.empty(), counts: [0, 0, 0, 0, 0], asOf: new Date(0) }) as ScaleTally },
    ],
    ["no data gives no value, no interval and n = 0", { estimate: () => honest({ value: 0, n: 0 }) }],
    [
      "rows without a value never enter the base",
      { estimate: (tally) => honest({ n: wilson(tally).n + (tally.missing.refused ?? 0) }) },
    ],
    [
      "estimate leaves its tally as it was",
      {
        estimate(tally, options) {
          tally.counts.reverse();
          return wilson(tally, options);
        },
      },
    ],
    [
      "an estimate is finite, of the metric's unit and at the level asked for",
      { estimate: (tally, options) => ({ ...wilson(tally, options), standardError: NaN }) },
    ],
    [
      "an estimate is finite, of the metric's unit and at the level asked for",
      { estimate: (tally) => wilson(tally, { confidenceLevel: 0.95 }) },
    ],
    [
      "an interval contains its value",
      {
        estimate(tally, options) {
          const { value, ...rest } = wilson(tally, options);
          return { ...rest, value: value === null ? null : 101 };
        },
      },
    ],
    [
      "a higher confidence level never narrows the interval",
      {
        estimate: (tally, { confidenceLevel = 0.95 } = {}) => ({
          ...wilson(tally, { confidenceLevel: 1.2 - confidenceLevel }),
          confidenceLevel,
        }),
      },
    ],
    [
      "unweighted ignores the weights",
      { estimate: (tally, options) => wilson(tally, { ...options, weighting: "weighted" }) },
    ],
  ];

  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      expect(await failures(metricLaws({ ...topBox, ...mutant }, sample))).toContain(law);
    });
  }

  it("says that a sample of one row cannot show anything", async () => {
    const one = { ...sample, length: 1 };
    expect(await failures(metricLaws(topBox, one))).toContain("a sample holds rows to test with");
  });
});

function firstCount(tally: ScaleTally): number {
  return tally.counts[0] ?? 0;
}

function addedUp(left: ScaleTally, right: ScaleTally, first: number): ScaleTally {
  const merged = mergeScaleTallies(left, right);
  return { ...merged, counts: [first, ...merged.counts.slice(1)] };
}

function countMissing(into: ScaleTally, code = 0): void {
  const reason = missingReasons[code - 1] ?? "unknown";
  Object.assign(into.missing, mergeMissing(into.missing, { [reason]: 1 }));
}

function honest(changed: Partial<Estimate>): Estimate {
  return { ...wilson(topBox.empty()), ...changed };
}

function wilson(
  tally: ScaleTally,
  { confidenceLevel = 0.95, weighting = "weighted" }: EstimateOptions = {},
): Estimate {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const n = sum(tally.counts);
  const weights = weighting === "weighted" ? tally.weights : undefined;
  const points = weights?.sum ?? tally.counts;
  const effectiveN = n > 0 && weights ? Math.min(n, sum(points) ** 2 / sum(weights.sumOfSquares)) : n;
  const about = { n, effectiveN, unit: "percent" as const, confidenceLevel, method: "wilson" };
  if (n === 0) return { value: null, interval: null, standardError: null, ...about };
  const share = (points.at(-1) ?? 0) / sum(points);
  const z = 4 * confidenceLevel;
  const middle = (share + z ** 2 / (2 * effectiveN)) / (1 + z ** 2 / effectiveN);
  const margin =
    (z / (1 + z ** 2 / effectiveN)) *
    Math.sqrt((share * (1 - share)) / effectiveN + z ** 2 / (4 * effectiveN ** 2));
  const value = 100 * share;
  return {
    value,
    interval: {
      low: Math.min(value, 100 * Math.max(0, middle - margin)),
      high: Math.max(value, 100 * Math.min(1, middle + margin)),
    },
    standardError: null,
    ...about,
  };
}
