import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted, groups } from "./fixtures/arbitraries.ts";
import { brownForsythe, levene } from "./levene.ts";

describe.each([levene, brownForsythe])("%o", (test) => {
  it("does not depend on order, on where groups lie or on the unit, and takes counts", () => {
    fc.assert(
      fc.property(groups, (given) => {
        fc.pre(given.every((group) => group.length > 2));
        let seen: { readonly statistic: number };
        try {
          seen = test(given);
        } catch (error) {
          expect(String(error)).toContain("requires a group that varies");
          return;
        }
        const moved = given.map((group, index) => group.map((value) => 100 * index - 8 * value));
        expect(close(test(moved.toReversed()).statistic, seen.statistic, 1e-6)).toBe(true);
        expect(close(test(given.map(counted)).statistic, seen.statistic, 1e-6)).toBe(true);
      }),
    );
  });

  it("finds the group that varies more", () => {
    const calm = [4.9, 5, 5.1, 4.8, 5.2, 5.05];
    const wild = [1, 9, 5, 2, 8, 4.5];
    expect(test([calm, wild]).pValue).toBeLessThan(0.02);
    expect(test([wild, wild.map((value) => value + 50)]).pValue).toBeCloseTo(1, 6);
  });

  it("stops where all answers are equally far from the middle, rounding aside", () => {
    expect(() =>
      test([
        [0.1, 0.3],
        [1.1, 1.3],
      ]),
    ).toThrow(`${test.name} requires a group that varies`);
    expect(() => test([[1, 2]])).toThrow(new RangeError(`${test.name} requires at least 2 groups, got 1`));
  });
});
