import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { netDifference } from "./net-difference.ts";
import { pairedNetDifference } from "./paired-net-difference.ts";
import type { PairedWaves } from "./paired-waves.ts";

const points = [-1, 0, 1];
const count = fc.integer({ min: 0, max: 12 });
const three = fc.array(count, { minLength: 3, maxLength: 3 });
const table = fc.array(three, { minLength: 3, maxLength: 3 });
const filled = (waves: PairedWaves) =>
  [...waves.counts.flat(), ...(waves.beforeOnly ?? [])].some((n) => n > 0) &&
  [...waves.counts.flat(), ...(waves.afterOnly ?? [])].some((n) => n > 0);
const waves: fc.Arbitrary<PairedWaves> = fc
  .record({ points: fc.constant(points), counts: table, beforeOnly: three, afterOnly: three })
  .filter(filled);
const none = [0, 0, 0];

describe("pairedNetDifference", () => {
  it("is netDifference where nobody answered both waves", () => {
    fc.assert(
      fc.property(three, three, (before, after) => {
        const shared = { points, counts: [none, none, none], beforeOnly: before, afterOnly: after };
        fc.pre(filled(shared));
        const [a, b] = [after, before].map(([unfavorable = 0, neutral = 0, favorable = 0]) => ({
          favorable,
          neutral,
          unfavorable,
        }));
        const paired = pairedNetDifference(shared, 0.9);
        const independent = netDifference(a!, b!, 0.9);
        expect(paired.pValue).toBeCloseTo(independent.pValue, 12);
        expect(paired.interval.low).toBeCloseTo(independent.interval.low, 12);
        expect(paired.interval.high).toBeCloseTo(independent.interval.high, 12);
        expect(paired).toMatchObject({ method: "adjusted-wald", test: "adjusted-wald-z" });
      }),
    );
  });

  it("has the variance of single changes, pseudo-responses apart, where everybody answered both", () => {
    fc.assert(
      fc.property(table, (counts) => {
        fc.pre(counts.flat().some((n) => n > 0));
        const n = counts.flat().reduce((sum, c) => sum + c, 0);
        const moment = (power: number) =>
          counts
            .flatMap((row, i) => row.map((c, j) => c * (points[j]! - points[i]!) ** power))
            .reduce((s, v) => s + v, 0) / n;
        // Each wave's sum of squares grows by 3/4 and by what pulls its mean towards 0.
        const net = [
          counts.map((row) => row.reduce((s, c) => s + c, 0)),
          points.map((_, j) => counts.reduce((s, row) => s + row[j]!, 0)),
        ];
        const extra = net.map(([u = 0, , f = 0]) => 0.75 + ((f - u) ** 2 / n) * (1.5 / (n + 1.5)));
        const expected = (n * (moment(2) - moment(1) ** 2) + extra[0]! + extra[1]!) / (n + 1.5) ** 2;
        expect(pairedNetDifference({ points, counts }).standardError ** 2).toBeCloseTo(expected, 10);
      }),
    );
  });

  it("changes its sign with the order of the waves, and with good and bad", () => {
    fc.assert(
      fc.property(waves, (given) => {
        const one = pairedNetDifference(given);
        const turned = pairedNetDifference({
          points,
          counts: points.map((_, j) => given.counts.map((row) => row[j]!)),
          beforeOnly: given.afterOnly!,
          afterOnly: given.beforeOnly!,
        });
        const mirrored = pairedNetDifference({
          points,
          counts: given.counts.toReversed().map((row) => row.toReversed()),
          beforeOnly: given.beforeOnly!.toReversed(),
          afterOnly: given.afterOnly!.toReversed(),
        });
        for (const other of [turned, mirrored]) {
          expect(other.difference).toBeCloseTo(-one.difference, 12);
          expect(other.interval.low).toBeCloseTo(-one.interval.high, 12);
          expect(other.pValue).toBeCloseTo(one.pValue, 12);
        }
      }),
    );
  });

  it("excludes 0 exactly when p is below 1 − level, never narrower at a higher level, never without width", () => {
    const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(waves, level, level, (given, p, q) => {
        const [inner, outer] = [p, q].toSorted((a, b) => a - b).map((l) => pairedNetDifference(given, l));
        expect(outer!.interval.low).toBeLessThanOrEqual(inner!.interval.low);
        expect(outer!.interval.high).toBeGreaterThanOrEqual(inner!.interval.high);
        expect(inner!.standardError).toBeGreaterThan(0);
        const { interval, pValue } = pairedNetDifference(given, p);
        if (Math.abs(pValue - (1 - p)) > 1e-9) {
          expect(interval.low > 0 || interval.high < 0).toBe(pValue < 1 - p);
        }
      }),
    );
  });

  it("is narrower than two independent samples where people stay where they were", () => {
    const stayed = pairedNetDifference({
      points,
      counts: [
        [10, 0, 0],
        [0, 20, 0],
        [0, 0, 30],
      ],
    });
    const independent = netDifference(
      { favorable: 30, neutral: 20, unfavorable: 10 },
      { favorable: 30, neutral: 20, unfavorable: 10 },
    );
    expect(stayed.standardError).toBeLessThan(independent.standardError / 5);
  });

  it("refuses other points, tables that do not fit, empty waves and levels that are none", () => {
    const good = { points, counts: [[1, 0, 0], none, none] };
    expect(() => pairedNetDifference({ ...good, points: [0, 1, 2] })).toThrow(
      "pairedNetDifference requires points -1, 0, 1, got 0, 1, 2",
    );
    expect(() => pairedNetDifference({ ...good, counts: [none, none] })).toThrow(
      "pairedNetDifference requires a count for each of 3 points, got 2",
    );
    expect(() => pairedNetDifference({ ...good, afterOnly: [0, -1, 0] })).toThrow(
      "finite counts ≥ 0, got -1",
    );
    expect(() => pairedNetDifference({ ...good, counts: [none, none, none], beforeOnly: [1, 0, 0] })).toThrow(
      "pairedNetDifference requires answers in both waves, got 1,0",
    );
    for (const level of [95, 0, 1, NaN]) expect(() => pairedNetDifference(good, level)).toThrow(RangeError);
  });

  it("keeps its digits with a billion who stay where they were, and beyond", () => {
    for (const n of [1e3, 1e9, 1e16]) {
      const counts = [[n, 0, 0], none, [0, 0, n]];
      // Only the pseudo-responses vary: ¾ a wave
      const { standardError } = pairedNetDifference({ points, counts });
      expect(standardError / (Math.sqrt(1.5) / (2 * n + 1.5))).toBeCloseTo(1, 12);
    }
    expect(() => pairedNetDifference({ points, counts: [[1e300, 0, 0], none, none] })).toThrow(
      new RangeError("pairedNetDifference requires at most 1e50 answers in a wave, got 1e+300"),
    );
  });
});
