import { readFileSync } from "node:fs";
import type { PairTally } from "@cxkit/core";
import { pairedProportionDifferenceBonettPrice } from "@cxkit/stats/differences";
import { multinomialDraw, seededRandom } from "@cxkit/stats/random";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csat, csatMetric } from "./csat.ts";
import { difference } from "./difference.ts";
import { npsFromCounts } from "./nps-from-counts.ts";
import { npsMetric } from "./nps-metric.ts";
import { pairTallyOf } from "./pair-tally-of.ts";
import { greater, less } from "./one-sided.ts";
import { overlappingDifference, pairedDifference } from "./paired-difference.ts";
import { meanMetric, ratingMean } from "./rating-mean.ts";

const metrics = {
  nps: npsMetric({ item: "q" }),
  csat: csatMetric({ item: "q" }),
  mean: meanMetric({ item: "q" }),
} as const;
type Name = keyof typeof metrics;
const names = Object.keys(metrics) as Name[];
const pairsFor = (name: Name, single = true) => {
  const point = fc.integer({ min: metrics[name].scale.min, max: metrics[name].scale.max });
  const side = single ? fc.option(point) : point;
  return fc.array(fc.tuple(side, side), { maxLength: 25 }).map((list) => pairTallyOf(list, metrics[name]));
};
const sum = (counts: readonly number[]) => counts.reduce((total, n) => total + n, 0);

describe.each(names)("changes of %s", (name) => {
  const metric = metrics[name];

  it("among those who answered both ignore the others, and are in the metric's unit", () => {
    fc.assert(
      fc.property(pairsFor(name), (pairs) => {
        const none = metric.scores.map(() => 0);
        const only: PairTally = { ...pairs, beforeOnly: none, afterOnly: none };
        const { beforeOnly, afterOnly, ...change } = pairedDifference(metric, pairs);
        expect(pairedDifference(metric, only)).toEqual({ ...change, beforeOnly: 0, afterOnly: 0 });
        expect([beforeOnly, afterOnly]).toEqual([sum(pairs.beforeOnly), sum(pairs.afterOnly)]);
        expect(change.difference).toMatchObject({
          unit: metric.unit,
          n: change.pairs,
          effectiveN: change.pairs,
        });
      }),
    );
  });

  it("of all answers are those of pairs where everybody answered both", () => {
    fc.assert(
      fc.property(pairsFor(name, false), (pairs) => {
        const all = overlappingDifference(metric, pairs);
        const paired = pairedDifference(metric, pairs);
        expect(all.pValue).toBeCloseTo(paired.pValue, 9);
        expect(all.difference.value ?? 0).toBeCloseTo(paired.difference.value ?? 0, 9);
        expect(all.difference.standardError ?? 0).toBeCloseTo(paired.difference.standardError ?? 0, 6);
        // Of shares the interval is Newcombe's for pairs, not Tango's.
        if (name === "csat") return;
        expect(all.difference.interval?.low ?? 0).toBeCloseTo(paired.difference.interval?.low ?? 0, 8);
        expect(all.difference.n).toBe(paired.difference.n);
      }),
    );
  });

  it("of all answers are those of independent groups where nobody answered both", () => {
    const { scale } = metric;
    const margin = fc.array(fc.integer({ min: 0, max: 6 }), {
      minLength: metric.scores.length,
      maxLength: metric.scores.length,
    });
    fc.assert(
      fc.property(margin, margin, (before, after) => {
        const pairs = { ...pairTallyOf([], metric), beforeOnly: before, afterOnly: after };
        const compare = metric.compare(
          { kind: "scale", scale, counts: after, missing: {} },
          { kind: "scale", scale, counts: before, missing: {} },
        );
        const overlapping = overlappingDifference(metric, pairs);
        expect(overlapping.pValue).toBeCloseTo(compare.pValue, 9);
        expect(overlapping.difference.n).toBe(compare.difference.n);
        for (const part of ["value", "standardError"] as const) {
          expect(overlapping.difference[part] ?? -1).toBeCloseTo(compare.difference[part] ?? -1, 6);
        }
        for (const end of ["low", "high"] as const) {
          expect(overlapping.difference.interval?.[end] ?? 0).toBeCloseTo(
            compare.difference.interval?.[end] ?? 0,
            6,
          );
        }
      }),
    );
  });

  it("of pairs agree with their own interval, one-sided too, and contain what they estimate", () => {
    const level = fc.double({ min: 0.55, max: 0.99, noNaN: true });
    const sides = fc.constantFrom({}, { alternative: greater }, { alternative: less });
    fc.assert(
      fc.property(pairsFor(name, false), level, sides, (pairs, confidenceLevel, side) => {
        const { difference: estimate, pValue } = pairedDifference(metric, pairs, {
          confidenceLevel,
          ...side,
        });
        if (estimate.value === null || Math.abs(pValue - (1 - confidenceLevel)) < 1e-9) return;
        const { low, high } = estimate.interval!;
        expect(low ?? -1e9).toBeLessThanOrEqual(estimate.value);
        expect(high ?? 1e9).toBeGreaterThanOrEqual(estimate.value);
        if (estimate.value === 0) return;
        expect((low ?? -1) > 1e-9 || (high ?? 1) < -1e-9).toBe(pValue < 1 - confidenceLevel);
      }),
    );
  });

  it("with nobody, or an empty wave, say nothing", () => {
    const nobody = {
      test: "none",
      pValue: 1,
      statistic: 0,
      difference: { value: null, interval: null, standardError: null },
    };
    const half = { ...pairTallyOf([], metric), beforeOnly: metric.scores.map(() => 1) };
    expect(pairedDifference(metric, half)).toMatchObject({
      ...nobody,
      pairs: 0,
      beforeOnly: half.beforeOnly.length,
    });
    expect(overlappingDifference(metric, half, { alternative: less })).toMatchObject(nobody);
  });
});

describe("pairedDifference and overlappingDifference", () => {
  it("see a change that independent groups would hide", () => {
    const pairs = pairTallyOf(
      (
        [
          [30, 9, 9],
          [20, 3, 3],
          [8, 7, 9],
        ] as const
      ).flatMap(([n, before, after]) => Array.from({ length: n }, () => [before, after] as const)),
      metrics.nps,
    );
    const before = npsFromCounts([0, 0, 0, 20, 0, 0, 0, 8, 0, 30, 0]);
    const after = npsFromCounts([0, 0, 0, 20, 0, 0, 0, 0, 0, 38, 0]);
    expect(pairedDifference(metrics.nps, pairs).pValue).toBeLessThan(0.02);
    expect(difference(after, before).pValue).toBeGreaterThan(0.3);
  });

  it("take another method, and say so", () => {
    const pairs = pairTallyOf(
      [
        [3, 5],
        [4, 5],
        [2, 4],
        [5, 1],
      ],
      metrics.csat,
    );
    const { difference: estimate } = pairedDifference(metrics.csat, pairs, {
      method: pairedProportionDifferenceBonettPrice,
    });
    expect(estimate).toMatchObject({ method: "bonett-price", value: 25 });
  });

  it("refuse tallies that are not of pairs, other scales and levels that are none", () => {
    const plain = ratingMean([4]).tally as never;
    expect(() => pairedDifference(metrics.mean, plain)).toThrow(RangeError);
    const pairs = pairTallyOf(
      [
        [1, 2],
        [3, 4],
      ],
      metrics.mean,
    );
    for (const wrong of [NaN, Infinity, -1])
      for (const [name, compared] of Object.entries({ pairedDifference, overlappingDifference }))
        for (const part of ["beforeOnly", "afterOnly"] as const)
          expect(() => compared(metrics.mean, { ...pairs, [part]: [wrong, 0, 0, 0, 0] })).toThrow(
            new RangeError(`${name} requires counts from 0 to 1000000000000000, got ${wrong}`),
          );
    expect(() => pairedDifference(metrics.mean, plain)).toThrow(
      "pairedDifference requires a pair tally, got a scale tally",
    );
    expect(() => overlappingDifference(metrics.csat, csat([4]).tally as never)).toThrow("got a scale tally");
    expect(() => pairedDifference(metrics.mean, undefined as never)).toThrow(
      "requires a pair tally, got none",
    );
    expect(() => pairedDifference(metrics.nps, pairTallyOf([], metrics.mean))).toThrow(
      "pairedDifference of nps needs pairs on 0–10, got 1–5",
    );
    for (const confidenceLevel of [95, 0, 1, NaN]) {
      expect(() =>
        pairedDifference(metrics.mean, pairTallyOf([], metrics.mean), { confidenceLevel }),
      ).toThrow(RangeError);
    }
  });
});

/** Shares of answers by point: one typical population and one in which most are at the top. */
const populations: Record<Name, readonly Record<number, number>[]> = {
  nps: [
    { 3: 0.2, 8: 0.3, 10: 0.5 },
    { 3: 0.05, 8: 0.1, 10: 0.85 },
  ],
  csat: [
    { 2: 0.3, 4: 0.7 },
    { 2: 0.1, 5: 0.9 },
  ],
  mean: [
    { 1: 0.1, 2: 0.15, 3: 0.25, 4: 0.3, 5: 0.2 },
    { 1: 0.02, 3: 0.03, 4: 0.1, 5: 0.85 },
  ],
};

/** Share of 2,000 samples without any change in which one was found at 5 %. */
function falseAlarms(name: Name, population: Readonly<Record<number, number>>, n: number, overlap: number) {
  const random = seededRandom(1);
  const metric = metrics[name];
  const shares = metric.scores.map((_, at) => population[metric.scale.min + at] ?? 0);
  // Six in ten give the answer that they gave before.
  const joint = shares.flatMap((p, i) => shares.map((q, j) => 0.4 * p * q + (i === j ? 0.6 * p : 0)));
  const single = () => multinomialDraw(random, n - overlap * n, shares);
  let found = 0;
  for (let round = 0; round < 2000; round++) {
    const both = multinomialDraw(random, overlap * n, joint);
    const counts = shares.map((_, row) => both.slice(row * shares.length, (row + 1) * shares.length));
    const pairs: PairTally = {
      kind: "pair",
      scale: metric.scale,
      counts,
      beforeOnly: single(),
      afterOnly: single(),
    };
    if (overlappingDifference(metric, pairs).pValue < 0.05) found++;
  }
  return found / 2000;
}

describe("where nothing changed", () => {
  const page = readFileSync(new URL("../../../docs/metrics/paired-difference.md", import.meta.url), "utf8");
  for (const n of [20, 50, 200]) {
    it(`of ${n} answers a wave, as many find a change at 5 % as the page says`, () => {
      const cells = [0, 0.5, 1].flatMap((overlap) =>
        names.map((name) =>
          Math.max(...populations[name].map((population) => falseAlarms(name, population, n, overlap))),
        ),
      );
      const row = `| ${[String(n), ...cells.map((rate) => rate.toFixed(3).slice(1))].join(" | ")} |`;
      expect(page.replaceAll(/ +/g, " ")).toContain(row);
      expect(Math.max(...cells)).toBeLessThan(0.075);
    });
  }
});
