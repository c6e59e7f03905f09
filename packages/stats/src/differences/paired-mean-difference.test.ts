import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanDifference } from "./mean-difference.ts";
import { pairedMeanDifference } from "./paired-mean-difference.ts";

const points = [1, 2, 3, 4];
const vector = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 });
const table = fc.array(vector, { minLength: 4, maxLength: 4 });
const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
const empty = points.map(() => points.map(() => 0));
const waves = fc
  .record({ points: fc.constant(points), counts: table, beforeOnly: vector, afterOnly: vector })
  .filter(
    ({ counts, beforeOnly, afterOnly }) =>
      total(counts.flat()) > 0 || (total(beforeOnly) > 0 && total(afterOnly) > 0),
  );
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });

function summary(counts: readonly number[]) {
  const n = total(counts);
  const mean = total(counts.map((c, i) => c * points[i]!)) / n;
  const squares = total(counts.map((c, i) => c * (points[i]! - mean) ** 2));
  return { mean, variance: n > 1 ? squares / (n - 1) : 0, n, min: 1, max: 4 };
}

describe("pairedMeanDifference", () => {
  it("is Welch's test where nobody answered both waves", () => {
    fc.assert(
      fc.property(vector, vector, (beforeOnly, afterOnly) => {
        fc.pre(total(beforeOnly) > 0 && total(afterOnly) > 0);
        const ours = pairedMeanDifference({ points, counts: empty, beforeOnly, afterOnly });
        const welch = meanDifference(summary(afterOnly), summary(beforeOnly));
        expect(ours.pValue).toBeCloseTo(welch.pValue, 10);
        expect(ours.degreesOfFreedom).toBeCloseTo(welch.degreesOfFreedom!, 8);
        expect(ours.interval.low).toBeCloseTo(welch.interval.low, 8);
      }),
    );
  });

  it("is the paired t test, made from single changes, where everybody answered both", () => {
    fc.assert(
      fc.property(table, (counts) => {
        const changes = counts.flatMap((row, i) => row.flatMap((n, j) => Array<number>(n).fill(j - i)));
        const n = changes.length;
        fc.pre(new Set(changes).size > 1);
        const mean = total(changes) / n;
        const variance = total(changes.map((d) => (d - mean) ** 2)) / (n - 1);
        const ours = pairedMeanDifference({ points, counts });
        expect(ours.statistic).toBeCloseTo(mean / Math.sqrt(variance / n), 9);
        expect(ours).toMatchObject({ degreesOfFreedom: n - 1, method: "paired-t", test: "paired-t" });
      }),
    );
  });

  it("says nothing of overlap less and less as fewer overlap: its standard error moves without a jump", () => {
    const counts = [
      [9, 3, 0, 0],
      [1, 9, 3, 0],
      [0, 1, 9, 3],
      [0, 0, 1, 9],
    ];
    const all = pairedMeanDifference({ points, counts });
    const nearly = pairedMeanDifference({ points, counts, beforeOnly: [0, 0, 0, 1e-9] });
    expect(nearly.standardError).toBeCloseTo(all.standardError, 6);
    expect(nearly.degreesOfFreedom).toBeCloseTo(all.degreesOfFreedom!, 6);
    expect(nearly.pValue).toBeCloseTo(all.pValue, 6);
  });

  it("changes its sign with the order of the waves; interval and test agree; a higher level is never narrower", () => {
    fc.assert(
      fc.property(waves, level, level, (given, p, q) => {
        const [low, high] = [p, q].toSorted((a, b) => a - b) as [number, number];
        const one = pairedMeanDifference(given, low);
        const outer = pairedMeanDifference(given, high);
        const turned = pairedMeanDifference(
          {
            points,
            counts: points.map((_, j) => given.counts.map((row) => row[j]!)),
            beforeOnly: given.afterOnly,
            afterOnly: given.beforeOnly,
          },
          low,
        );
        expect(turned.difference).toBeCloseTo(-one.difference, 10);
        expect(turned.pValue).toBeCloseTo(one.pValue, 9);
        expect(outer.interval.low).toBeLessThanOrEqual(one.interval.low + 1e-12);
        expect(outer.interval.high).toBeGreaterThanOrEqual(one.interval.high - 1e-12);
        if (Math.abs(one.pValue - (1 - low)) < 1e-9) return;
        expect(one.interval.low > 0 || one.interval.high < 0).toBe(one.pValue < 1 - low);
        expect(one.standardError).toBeGreaterThan(0);
      }),
    );
  });

  it("is finite, and no proof, for one pair and where everybody moves alike", () => {
    const one = pairedMeanDifference({
      points,
      counts: empty.map((row, i) => (i === 0 ? [0, 0, 0, 1] : row)),
    });
    expect(one.pValue).toBeGreaterThan(0.05);
    const alike = pairedMeanDifference({
      points,
      counts: empty.map((row, i) => (i < 3 ? row.map((_, j) => (j === i + 1 ? 2 : 0)) : row)),
    });
    expect(alike.difference).toBe(1);
    expect(alike.standardError).toBeGreaterThan(0);
    expect(alike.pValue).toBeGreaterThan(0);
    const still = pairedMeanDifference({
      points,
      counts: empty.map((row, i) => (i === 3 ? [0, 0, 0, 9] : row)),
    });
    expect(still).toMatchObject({ difference: 0, statistic: 0, pValue: 1 });
    expect(still.interval.low).toBeLessThan(0);
  });

  it("refuses what is no table, nobody and levels that are none", () => {
    const good = { points, counts: [[1, 0, 0, 0], ...empty.slice(1)] };
    expect(() => pairedMeanDifference({ ...good, points: [1] })).toThrow(
      "two or more finite points, got [1]",
    );
    expect(() => pairedMeanDifference({ points, counts: empty })).toThrow("answers in both waves, got 0,0");
    for (const wrong of [95, 0, 1, NaN]) expect(() => pairedMeanDifference(good, wrong)).toThrow(RangeError);
  });
});
