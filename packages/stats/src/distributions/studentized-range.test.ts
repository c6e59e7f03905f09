import { describe, expect, it } from "vitest";
import {
  studentizedRangeCdf,
  studentizedRangeQuantile,
  studentizedRangeSurvival,
  studentizedRangeSurvivalQuantile,
} from "./studentized-range.ts";
import { studentTSurvival } from "./student-t.ts";

describe("the studentized range distribution", () => {
  it.each([
    [3, 5],
    [20, 1],
    [60, 30],
    [7, 1e6],
    [1e4, 1.5],
    [0.1, Infinity],
  ])("of two means is Student's t times √2, both sides: %d with %d degrees of freedom", (q, df) => {
    const expected = 2 * studentTSurvival(q / Math.SQRT2, df);
    expect(studentizedRangeSurvival(q, 2, df) / expected).toBeCloseTo(1, 10);
    expect(studentizedRangeCdf(q, 2, df)).toBeCloseTo(1 - expected, 12);
  });

  it.each([
    [3, 10],
    [10, 1],
    [30, 4.5],
    [100, Infinity],
  ])("of %d means adds up to 1 with %d degrees of freedom, and its quantiles are undone", (means, df) => {
    for (const q of [1, 4, 9]) {
      expect(studentizedRangeCdf(q, means, df) + studentizedRangeSurvival(q, means, df)).toBeCloseTo(1, 10);
    }
    for (const p of [0.05, 0.5, 0.99]) {
      expect(studentizedRangeCdf(studentizedRangeQuantile(p, means, df), means, df)).toBeCloseTo(p, 9);
      const critical = studentizedRangeSurvivalQuantile(p, means, df);
      expect(studentizedRangeSurvival(critical, means, df)).toBeCloseTo(p, 9);
    }
  });

  it("keeps the digits of far tails and grows with the number of means", () => {
    const tail = studentizedRangeSurvivalQuantile(1e-20, 4, 20);
    expect(studentizedRangeSurvival(tail, 4, 20) / 1e-20).toBeCloseTo(1, 8);
    expect(studentizedRangeQuantile(0.95, 4, 20)).toBeLessThan(studentizedRangeQuantile(0.95, 5, 20));
  });

  it("takes the ends and refuses what lies beyond them", () => {
    expect([studentizedRangeCdf(0, 3, 5), studentizedRangeSurvival(Infinity, 3, 5)]).toEqual([0, 0]);
    expect([studentizedRangeSurvival(0, 3, 5), studentizedRangeCdf(Infinity, 3, 5)]).toEqual([1, 1]);
    expect([studentizedRangeQuantile(0, 3, 5), studentizedRangeSurvivalQuantile(1, 3, 5)]).toEqual([0, 0]);
    expect(() => studentizedRangeCdf(-1, 3, 5)).toThrow(
      new RangeError("studentizedRangeCdf requires q ≥ 0, got -1"),
    );
    expect(() => studentizedRangeCdf(1, 1, 5)).toThrow(
      new RangeError("studentizedRangeCdf requires a whole number of means from 2 to 10,000, got 1"),
    );
    expect(() => studentizedRangeSurvival(1, 3, 0)).toThrow(
      new RangeError("studentizedRangeSurvival requires degreesOfFreedom ≥ 1, got 0"),
    );
    expect(() => studentizedRangeQuantile(1, 3, 5)).toThrow(RangeError);
    expect(() => studentizedRangeSurvivalQuantile(0, 3, 5)).toThrow(RangeError);
  });
});
