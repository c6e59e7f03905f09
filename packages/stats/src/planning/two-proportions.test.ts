import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proportionDifference } from "../differences/proportion-difference.ts";
import {
  arcsineProportionTest,
  pooledProportionTest,
  twoProportionsDetectable,
  twoProportionsPower,
  twoProportionsSampleSize,
  unpooledProportionTest,
} from "./two-proportions.ts";
import { twoProportionsExactPower } from "./two-proportions-exact-power.ts";

const methods = [pooledProportionTest, unpooledProportionTest, arcsineProportionTest];

describe("the plans for two proportions", () => {
  it("sample size, power and detectable share undo each other, by every method", () => {
    fc.assert(
      fc.property(share, share, ratio, power, (first, second, r, wanted) => {
        fc.pre(Math.abs(first - second) > 0.02);
        for (const method of methods) {
          const plan = twoProportionsSampleSize({ first, second, ratio: r, power: wanted, method });
          fc.pre(plan.n > 8);
          expect(plan.power).toBeCloseTo(wanted, 9);
          expect(plan.powerAtGroups).toBeGreaterThanOrEqual(wanted - 1e-9);
          const back = twoProportionsPower({ first, second, ratio: r, n: plan.n, method });
          expect(back.power).toBeCloseTo(wanted, 9);
          const towards = second > first ? "higher" : "lower";
          const found = twoProportionsDetectable({
            first,
            n: plan.n,
            ratio: r,
            power: wanted,
            towards,
            method,
          });
          expect(found.second).toBeCloseTo(second, 7);
        }
      }),
    );
  });

  it("have the power they say, by going through all results", () => {
    for (const [first, second] of [
      [0.5, 0.3],
      [0.8, 0.65],
      [0.2, 0.35],
    ] as const) {
      const { groups } = twoProportionsSampleSize({ first, second });
      const [n1 = 0, n2 = 0] = groups;
      const exact = twoProportionsExactPower(first, second, [n1, n2]);
      expect(first > second ? exact.greater : exact.less).toBeGreaterThan(0.785);
      expect(first > second ? exact.greater : exact.less).toBeLessThan(0.825);
    }
  });

  it("pool as proportionDifference does", () => {
    const { effect, nullError } = pooledProportionTest(0.8, 0.6, [70, 80]);
    const test = proportionDifference({ successes: 56, trials: 70 }, { successes: 48, trials: 80 });
    expect(effect / nullError).toBeCloseTo(test.statistic, 12);
  });

  it("swap with the groups, and a one-sided test sees one direction only", () => {
    const one = twoProportionsPower({ first: 0.6, second: 0.5, n: 100, ratio: 2, alternative: "greater" });
    const other = twoProportionsPower({ first: 0.5, second: 0.6, n: 200, ratio: 0.5, alternative: "less" });
    expect(one.power).toBeCloseTo(other.power, 12);
    const wrong = twoProportionsPower({ first: 0.5, second: 0.6, n: 100, alternative: "greater" });
    expect(wrong.power).toBeLessThan(0.05);
    expect(() => twoProportionsSampleSize({ first: 0.5, second: 0.6, alternative: "greater" })).toThrow(
      new RangeError(
        "twoProportionsSampleSize requires a difference that some number of answers can show, got 0.8",
      ),
    );
  });

  it("count wrong-way significance only when asked", () => {
    const plan = { first: 0.5, second: 0.5, n: 100 };
    expect(twoProportionsPower(plan).power).toBeCloseTo(0.025, 12);
    expect(twoProportionsPower({ ...plan, rejections: "any-direction" }).power).toBeCloseTo(0.05, 12);
  });

  it("take a design effect as fewer answers and a response rate as more invitations", () => {
    const plain = twoProportionsSampleSize({ first: 0.75, second: 0.65 });
    const clustered = twoProportionsSampleSize({
      first: 0.75,
      second: 0.65,
      designEffect: 2,
      responseRate: 0.1,
    });
    expect(clustered.n).toBeCloseTo(2 * plain.n, 9);
    expect(clustered.invitations).toEqual(clustered.groups.map((size) => size * 10));
    expect(clustered.powerAtGroups).toBeGreaterThanOrEqual(0.8);
  });

  it("are defined where shares are certain", () => {
    expect(twoProportionsPower({ first: 1, second: 0, n: 10 }).power).toBe(1);
    expect(twoProportionsPower({ first: 1, second: 1, n: 10 }).power).toBe(0);
    expect(twoProportionsSampleSize({ first: 0, second: 1 }).groups.every((size) => size <= 4)).toBe(true);
  });

  it("stop at what cannot be planned", () => {
    expect(() => twoProportionsSampleSize({ first: 0.5, second: 0.5 })).toThrow(
      new RangeError("twoProportionsSampleSize requires two different shares, got 0.5 and 0.5"),
    );
    expect(() => twoProportionsSampleSize({ first: 50, second: 0.4 })).toThrow(
      new RangeError("twoProportionsSampleSize requires shares within 0…1, got 50"),
    );
    expect(() => twoProportionsSampleSize({ first: 0.5, second: 0.4, power: 80 })).toThrow(
      new RangeError("twoProportionsSampleSize requires 0 < power < 1, got 80"),
    );
    expect(() => twoProportionsPower({ first: 0.5, second: 0.4, n: 10, confidenceLevel: 95 })).toThrow(
      new RangeError("twoProportionsPower requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(() => twoProportionsPower({ first: 0.5, second: 0.4, n: 10, ratio: 0 })).toThrow(
      new RangeError("twoProportionsPower requires a ratio > 0, at most a million to one, got 0"),
    );
    expect(() => twoProportionsDetectable({ first: 0.95, n: 5 })).toThrow(
      new RangeError("twoProportionsDetectable requires answers enough for the power, got 0.8"),
    );
  });
});

const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const ratio = fc.double({ min: 0.3, max: 4, noNaN: true });
const power = fc.double({ min: 0.3, max: 0.99, noNaN: true });
