import { type Columns, type CxEvent, type Estimate, scalePoints } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import {
  bottomBox,
  bottomBoxMetric,
  breakOffRate,
  ces,
  cesMetric,
  churnRateMetric,
  churnRate,
  completionRate,
  contactRate2,
  csat,
  csatMetric,
  difference,
  easyMetric,
  enps,
  enpsMetric,
  firstContactResolution,
  firstContactResolutionMetric,
  grossRevenueRetention,
  healthScore,
  healthScoreOfRows,
  itemCompletionRate,
  meanMetric,
  netEaseMetric,
  netRevenueRetention,
  netSatisfaction,
  netSatisfactionMetric,
  nps,
  npsMetric,
  perceptionGap,
  productMarketFit,
  productMarketFitMetric,
  ratingMean,
  recodedNps,
  recodedNpsMetric,
  recodeOneToTen,
  rescaledMean,
  rescaledMeanMetric,
  responseRate1,
  retentionRate,
  type ScoredResult,
  sentimentIndex,
  sentimentIndexMetric,
  sus,
  susMetric,
  tallyOf,
  topBoxMetric,
  umuxLite,
  umuxLiteMetric,
} from "./index.ts";

type Level = { readonly confidenceLevel?: number };
/** Every metric function over as many answers of one kind: `good` ones of `n`. */
const functions: { readonly [name: string]: (good: number, n: number, options?: Level) => Estimate } = {
  nps: (good, n, options) => nps(answers(good, n, 10, 0), options),
  enps: (good, n, options) => enps(answers(good, n, 10, 0), options),
  recodedNps: (good, n, options) => recodedNps(answers(good, n, 10, 1), recodeOneToTen, options),
  csat: (good, n, options) => csat(answers(good, n, 5, 1), options),
  bottomBox: (good, n, options) => bottomBox(answers(good, n, 1, 5), options),
  netSatisfaction: (good, n, options) => netSatisfaction(answers(good, n, 5, 1), options),
  ces: (good, n, options) => ces(answers(good, n, 7, 1), options),
  ratingMean: (good, n, options) => ratingMean(answers(good, n, 5, 1), options),
  rescaledMean: (good, n, options) => rescaledMean(answers(good, n, 5, 1), options),
  sentimentIndex: (good, n, options) => sentimentIndex(answers(good, n, 1, -1), options),
  sus: (good, n, options) => sus(answers(good, n, ten(5, 1), ten(1, 5)), options),
  umuxLite: (good, n, options) => umuxLite(answers(good, n, [7, 7], [1, 1]), options),
  productMarketFit: (good, n, options) => productMarketFit(answers(good, n, "very", "not"), options),
  firstContactResolution: (good, n, options) => firstContactResolution(answers(good, n, 1, 0), options),
  responseRate1: (good, n, options) => responseRate1({ complete: good, refusal: n - good }, options),
  contactRate2: (good, n, options) =>
    contactRate2({ complete: good, nonContact: n - good }, { ...options, eligibility: 0.5 }),
  completionRate: (good, n, options) => completionRate({ started: n, completed: good }, options),
  breakOffRate: (good, n, options) => breakOffRate({ started: n, completed: n - good }, options),
  itemCompletionRate: (good, n, options) =>
    itemCompletionRate({ counts: [good], missing: { skipped: n - good } }, options),
  churnRate: (good, n, options) => churnRate({ customersAtStart: n, lost: good }, options),
  retentionRate: (good, n, options) => retentionRate({ customersAtStart: n, lost: n - good }, options),
  grossRevenueRetention: (good, n, options) =>
    grossRevenueRetention(answers(good, n, { start: 1, end: 1 }, { start: 1, end: 0 }), options),
  netRevenueRetention: (good, n, options) =>
    netRevenueRetention(answers(good, n, { start: 1, end: 2 }, { start: 1, end: 0 }), options),
  perceptionGap: (good, n, options) => perceptionGap(answers(good, n, 5, 1), answers(good, n, 1, 5), options),
  healthScore: (good, n, options) =>
    healthScore({ only: { estimate: csat(answers(good, n, 5, 1)), worst: 0, best: 100 } }, options),
  healthScoreOfRows: (good, n, options) =>
    healthScoreOfRows(answers(good, n, { a: 5 }, { a: 1 }), { a: { worst: 1, best: 5 } }, options),
};

describe.each(Object.entries(functions))("%s", (name, metric) => {
  it.each([95, 1, 0, 5, -0.5, NaN, Infinity, -Infinity])(
    "stops at a confidence level of %d, naming itself, the condition and the level",
    (confidenceLevel) => {
      for (const [good, n] of [
        [3, 5],
        [0, 0],
      ] as const) {
        expect(() => metric(good, n, { confidenceLevel })).toThrow(
          new RangeError(`${name} requires 0 < confidenceLevel < 1, got ${confidenceLevel}`),
        );
      }
    },
  );

  it("is finite or null for none, one, all equal and split answers, at any level", () => {
    for (const [good, n] of [
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 7],
      [7, 7],
      [3, 7],
      [500, 1000],
    ] as const) {
      for (const confidenceLevel of [1e-9, 0.5, 0.95, 1 - 1e-12]) {
        const estimate = metric(good, n, { confidenceLevel });
        isHonest(estimate);
        expect(estimate.n).toBe(n);
        expect(estimate.value === null).toBe(n === 0);
        if (n < 2) expect(estimate.standardError).toBeNull();
      }
    }
  });

  it("is compared by its tally, where it has one", () => {
    const [high, low] = [metric(6, 9), metric(2, 8)] as (Estimate & Partial<ScoredResult<"percent">>)[];
    if (!high?.tally || !low) return;
    const found = difference(high as ScoredResult<"percent">, low as ScoredResult<"percent">);
    expect(found.difference.value).toBeCloseTo(high.value! - low.value!, 9);
    expect(found.difference.unit).toBe(high.unit);
    expect(found.pValue).toBeLessThan(1);
  });

  it("has an interval that widens with the level", () => {
    const narrow = metric(6, 20, { confidenceLevel: 0.8 }).interval!;
    const wide = metric(6, 20, { confidenceLevel: 0.99 }).interval!;
    expect(wide.low!).toBeLessThanOrEqual(narrow.low!);
    expect(wide.high!).toBeGreaterThanOrEqual(narrow.high!);
    expect(wide.high! - wide.low!).toBeGreaterThan(narrow.high! - narrow.low!);
  });
});

const metrics = [
  npsMetric,
  enpsMetric,
  csatMetric,
  topBoxMetric,
  bottomBoxMetric,
  netSatisfactionMetric,
  cesMetric,
  easyMetric,
  netEaseMetric,
  meanMetric,
  rescaledMeanMetric,
  sentimentIndexMetric,
  susMetric,
  umuxLiteMetric,
  productMarketFitMetric,
  firstContactResolutionMetric,
  churnRateMetric,
].map((make) => make({ item: "q" }));

describe.each([...metrics, recodedNpsMetric({ item: "q", recode: recodeOneToTen })].map((m) => [m.id, m]))(
  "%s, folded",
  (id, each) => {
    const metric = each;
    const points = scalePoints(metric.scale);
    const folded = (weights: readonly number[]) => {
      const tally = metric.empty();
      const value = Float64Array.from(weights, (_, row) => points[row % points.length]!);
      const rows: Columns = {
        length: weights.length,
        time: value.map(() => 0),
        value,
        weight: Float64Array.from(weights),
        fields: {},
      };
      metric.fold(tally, rows);
      return tally;
    };

    it.each([
      ["all 0", [0, 0, 0, 0]],
      ["one of 0", [0, 1, 1, 1]],
      ["tiny", [1e-200, 1e-200, 3e-200]],
      ["huge", [1e140, 2e139, 1e140]],
      ["one huge", [1, 1, 1e140, 1]],
      ["one tiny", [1, 1, 1e-200, 1]],
      ["far apart", [1e-200, 1e140, 1, 0]],
    ])("is finite and honest with weights that are %s", (_, weights) => {
      const estimate = metric.estimate(folded(weights));
      isHonest(estimate);
      expect(estimate.n).toBe(weights.length);
      expect(estimate.effectiveN).toBeLessThanOrEqual(estimate.n);
    });

    it("takes iterables, weights and events by way of a tally", () => {
      const values = points.slice(0, 5);
      const { scale } = metric;
      const plain = metric.estimate(tallyOf(new Set(values), { scale }));
      isHonest(plain);
      expect(plain.n).toBe(values.length);
      const weighted = metric.estimate(
        tallyOf(
          values.map((value) => ({ value, weight: 2 })),
          { scale },
        ),
      );
      expect(weighted.value).toBeCloseTo(plain.value!, 9);
      expect(weighted.interval!.high).toBeCloseTo(plain.interval!.high!, 8);
      const events = values.map((value, row) => responded(`${row}`, value));
      expect(metric.estimate(tallyOf(events, { scale, item: "q" }))).toEqual(plain);
    });

    it("refuses weights whose square no tally can hold, and levels that are none", () => {
      for (const weight of [1e200, -1, Infinity]) {
        expect(() => folded([1, weight])).toThrow(
          new RangeError(`fold requires weights from 0 to 1e140, got ${weight} at row 1`),
        );
      }
      expect(() => metric.estimate(metric.empty(), { confidenceLevel: 95 })).toThrow(
        new RangeError(`${id} requires 0 < confidenceLevel < 1, got 95`),
      );
    });
  },
);

it("points and percent are told apart by the compiler", () => {
  const points: "points" = netSatisfaction([5, 1]).unit;
  // @ts-expect-error a share is in percent
  const percent: "points" = bottomBox([5, 1]).unit;
  expect([points, percent]).toEqual(["points", "percent"]);
});

function answers<T>(good: number, n: number, yes: T, no: T): T[] {
  return Array.from({ length: n }, (_, at) => (at < good ? yes : no));
}

function ten(odd: number, even: number): number[] {
  return Array.from({ length: 10 }, (_, item) => (item % 2 === 0 ? odd : even));
}

function responded(key: string, value: number): CxEvent {
  return {
    type: "survey.responded",
    id: key,
    key,
    revision: 0,
    source: "test:form",
    time: "2026-03-01T09:00:00Z",
    received: "2026-03-01T09:00:01Z",
    channel: "web",
    dimensions: {},
    data: { survey: "s", status: "complete", answers: [{ item: "q", value, instrument: "q@1" }] },
  };
}

function isHonest({ value, interval, standardError, n, effectiveN }: Estimate): void {
  for (const number of [value, interval?.low, interval?.high, standardError, n, effectiveN]) {
    if (typeof number === "number") expect(number).toSatisfy(Number.isFinite);
  }
  if (value === null) expect(interval).toBeNull();
  if (value === null || interval === null) return;
  expect(interval.low!).toBeLessThanOrEqual(value);
  expect(interval.high!).toBeGreaterThanOrEqual(value);
}
