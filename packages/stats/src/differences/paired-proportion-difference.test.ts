import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  pairedProportionDifference,
  pairedProportionDifferenceBonettPrice,
  pairedProportionDifferenceNewcombe,
} from "./paired-proportion-difference.ts";
import { proportionDifference } from "./proportion-difference.ts";

const points = [0, 1];
const count = fc.integer({ min: 0, max: 20 });
const two = fc.tuple(count, count).map((pair) => [...pair]);
const table = fc.tuple(two, two).map((rows) => [...rows]);
const pairs = table.filter((counts) => counts.flat().some((n) => n > 0));
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const all = {
  pairedProportionDifference,
  pairedProportionDifferenceBonettPrice,
  pairedProportionDifferenceNewcombe,
};

describe.each(Object.entries(all))("%s", (name, method) => {
  it("changes its sign with the order of the waves, and is never narrower at a higher level", () => {
    fc.assert(
      fc.property(pairs, level, level, (counts, p, q) => {
        const [low, high] = [p, q].toSorted((a, b) => a - b) as [number, number];
        const one = method({ points, counts }, high);
        const turned = method({ points, counts: points.map((_, j) => counts.map((row) => row[j]!)) }, high);
        expect(turned.difference).toBeCloseTo(-one.difference, 12);
        expect(turned.interval.low).toBeCloseTo(-one.interval.high, 12);
        expect(turned.pValue).toBeCloseTo(one.pValue, 12);
        const inner = method({ points, counts }, low);
        expect(one.interval.low).toBeLessThanOrEqual(inner.interval.low + 1e-12);
        expect(one.interval.high).toBeGreaterThanOrEqual(inner.interval.high - 1e-12);
        for (const part of [
          one.interval.low,
          one.interval.high,
          one.pValue,
          one.statistic,
          one.standardError,
        ]) {
          expect(Number.isFinite(part)).toBe(true);
        }
        expect(one.interval.high).toBeGreaterThan(one.interval.low);
      }),
    );
  });

  it("refuses other points, nobody and levels that are none", () => {
    const waves = {
      points,
      counts: [
        [1, 2],
        [3, 4],
      ],
    };
    expect(() => method({ ...waves, points: [1, 2] })).toThrow(`${name} requires points 0, 1, got 1, 2`);
    expect(() =>
      method({
        ...waves,
        counts: [
          [0, 0],
          [0, 0],
        ],
      }),
    ).toThrow(`${name} requires answers in both waves`);
    for (const wrong of [95, 0, 1, NaN]) expect(() => method(waves, wrong)).toThrow(RangeError);
  });
});

describe("pairedProportionDifference", () => {
  it("excludes 0 exactly when p is below 1 − level", () => {
    fc.assert(
      fc.property(pairs, level, (counts, confidenceLevel) => {
        const { interval, pValue } = pairedProportionDifference({ points, counts }, confidenceLevel);
        if (Math.abs(pValue - (1 - confidenceLevel)) < 1e-9) return;
        expect(interval.low > 1e-12 || interval.high < -1e-12).toBe(pValue < 1 - confidenceLevel);
      }),
    );
  });

  it("is McNemar's chi-squared without correction, whose root it is, and knows nothing of those who stayed", () => {
    const few = pairedProportionDifference({
      points,
      counts: [
        [0, 25],
        [14, 0],
      ],
    });
    const many = pairedProportionDifference({
      points,
      counts: [
        [400, 25],
        [14, 561],
      ],
    });
    expect(few.statistic ** 2).toBeCloseTo((25 - 14) ** 2 / 39, 12);
    expect(many.pValue).toBe(few.pValue);
  });

  it("leaves those with one answer to another function, aloud", () => {
    const waves = {
      points,
      counts: [
        [1, 2],
        [3, 4],
      ],
      beforeOnly: [0, 3],
    };
    expect(() => pairedProportionDifference(waves)).toThrow(
      "pairedProportionDifference requires complete pairs, got 3 with one answer",
    );
    expect(() => pairedProportionDifferenceBonettPrice(waves)).toThrow("complete pairs");
    expect(pairedProportionDifferenceNewcombe(waves).difference).toBeCloseTo(6 / 10 - 10 / 13, 12);
  });
});

describe("pairedProportionDifferenceNewcombe", () => {
  it("is proportionDifference where nobody answered both waves", () => {
    fc.assert(
      fc.property(two, two, level, ([b0 = 0, b1 = 0], [a0 = 0, a1 = 0], confidenceLevel) => {
        fc.pre(b0 + b1 > 0 && a0 + a1 > 0);
        const waves = {
          points,
          counts: [
            [0, 0],
            [0, 0],
          ],
          beforeOnly: [b0, b1],
          afterOnly: [a0, a1],
        };
        const paired = pairedProportionDifferenceNewcombe(waves, confidenceLevel);
        const independent = proportionDifference(
          { successes: a1, trials: a0 + a1 },
          { successes: b1, trials: b0 + b1 },
          confidenceLevel,
        );
        expect(paired.pValue).toBeCloseTo(independent.pValue, 10);
        expect(paired.standardError).toBeCloseTo(independent.standardError, 10);
        expect(paired.interval.low).toBeCloseTo(independent.interval.low, 10);
        expect(paired.interval.high).toBeCloseTo(independent.interval.high, 10);
      }),
    );
  });

  it("has the p-value of McNemar's test where everybody answered both", () => {
    fc.assert(
      fc.property(pairs, (counts) => {
        const newcombe = pairedProportionDifferenceNewcombe({ points, counts });
        const tango = pairedProportionDifference({ points, counts });
        expect(newcombe.pValue).toBeCloseTo(tango.pValue, 10);
        expect(newcombe.standardError).toBeCloseTo(tango.standardError, 7);
      }),
    );
  });
});
