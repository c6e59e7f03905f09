import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { partialPooling, type UnitSummary } from "./partial-pooling.ts";

const unit = fc.record({
  name: fc.string(),
  n: fc.integer({ min: 1, max: 300 }),
  mean: fc.double({ min: -100, max: 100, noNaN: true }),
  variance: fc.double({ min: 1, max: 9000, noNaN: true }),
});

describe("partialPooling", () => {
  it("moves units towards each other, small ones farther, and keeps each between the lowest and the highest", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 3, maxLength: 30 }), (units) => {
        if (units.every(({ n }) => n === 1)) return;
        const { units: pooled, mean, between } = partialPooling(units);
        const raws = units.map((given) => given.mean);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...raws) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...raws) + 1e-9);
        expect(between).toBeGreaterThanOrEqual(0);
        for (const { pooled: value, shrinkage, interval, n } of pooled) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...raws) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...raws) + 1e-9);
          expect(shrinkage).toBeGreaterThanOrEqual(0);
          expect(shrinkage).toBeLessThanOrEqual(1);
          expect(interval.low).toBeLessThanOrEqual(value);
          expect(interval.high).toBeGreaterThanOrEqual(value);
          for (const other of pooled) if (other.n > n) expect(other.shrinkage).toBeLessThanOrEqual(shrinkage);
        }
      }),
    );
  });

  it("moves with a shift and a factor of all answers", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 4, maxLength: 12 }), (units) => {
        if (units.every(({ n }) => n === 1)) return;
        const one = partialPooling(units);
        const other = partialPooling(
          units.map((given) => ({ ...given, mean: 3 * given.mean + 7, variance: 9 * given.variance })),
        );
        one.units.forEach(({ pooled }, i) => expect(other.units[i]?.pooled).toBeCloseTo(3 * pooled + 7, 4));
        expect(Math.abs(other.between - 9 * one.between)).toBeLessThan(1e-4 * (1 + other.between));
      }),
    );
  });

  it("pools far, and finds nothing between them, where units differ no more than chance makes them", () => {
    const alike = Array.from({ length: 5 }, (_, i) => ({
      name: `${i}`,
      n: 20,
      mean: 30 + i * 0.1,
      variance: 5000,
    }));
    const { between, units } = partialPooling(alike);
    expect(between).toBe(0);
    for (const { shrinkage } of units) expect(shrinkage).toBeGreaterThan(0.6);
  });

  // 200 made-up chains of 15 stores with 3 to 60 answers, stores 10 points apart, answers 60: seeded.
  it("covers true means of units on average, and is nearer to them than raw means are", () => {
    const random = seededRandom(11);
    let [covered, all, raw, pooled] = [0, 0, 0, 0];
    for (let chain = 0; chain < 200; chain++) {
      const truths = Array.from({ length: 15 }, () => 30 + 10 * normalDraw(random));
      const units = truths.map((truth, i) => summary(`${i}`, truth, 3 + ((i * 7) % 58), random));
      partialPooling(units).units.forEach((found, i) => {
        const truth = truths[i] ?? NaN;
        all++;
        if (found.interval.low <= truth && truth <= found.interval.high) covered++;
        raw += (found.raw - truth) ** 2;
        pooled += (found.pooled - truth) ** 2;
      });
    }
    expect(covered / all).toBeGreaterThan(0.92);
    expect(covered / all).toBeLessThan(0.98);
    expect(pooled / raw).toBeLessThan(0.5);
  });

  it("stops at units it cannot pool, naming them", () => {
    const two = [
      { name: "a", n: 5, mean: 1, variance: 1 },
      { name: "b", n: 5, mean: 2, variance: 1 },
    ];
    expect(() => partialPooling(two)).toThrow(
      new RangeError("partialPooling requires at least three units, got 2"),
    );
    expect(() => partialPooling([...two, { name: "c", n: 0, mean: 1, variance: 1 }])).toThrow(
      new RangeError("partialPooling requires an n from 1 to 1e15 of c, got 0"),
    );
    expect(() => partialPooling([...two, { name: "c", n: 2, mean: 1, variance: -1 }])).toThrow(
      "variance from 0 to 1e200 of c",
    );
    expect(() => partialPooling([...two, { name: "c", n: 2, mean: NaN, variance: 1 }])).toThrow(
      "mean within ±1e100 of c",
    );
    expect(() => partialPooling([1, 2, 3].map((mean) => ({ name: "x", n: 9, mean, variance: 0 })))).toThrow(
      "answers that differ within a unit",
    );
    expect(() => partialPooling([...two, ...two], 95)).toThrow(RangeError);
  });
});

function summary(name: string, truth: number, n: number, random: () => number): UnitSummary {
  const answers = Array.from({ length: n }, () => truth + 60 * normalDraw(random));
  const mean = answers.reduce((sum, value) => sum + value, 0) / n;
  return { name, n, mean, variance: answers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}
