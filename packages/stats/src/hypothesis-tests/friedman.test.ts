import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cochranQ } from "./cochran-q.ts";
import { close } from "./fixtures/arbitraries.ts";
import { friedmanTest } from "./friedman.ts";

const rating = fc.integer({ min: 1, max: 5 });
const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 1, maxLength: 20 });

describe("friedmanTest", () => {
  it("is Cochran's Q for yes and no", () => {
    const bit = fc.constantFrom(0, 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(bit, bit, bit), { minLength: 1, maxLength: 20 }), (given) => {
        expect(close(friedmanTest(given).statistic, cochranQ(given).statistic)).toBe(true);
      }),
    );
  });

  it("uses the order within people only, in any order of people, with or without counts", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { statistic, kendallsW } = friedmanTest(given);
        const moved = given.map((row, index) => row.map((value) => 2 * value + index)).toReversed();
        expect(close(friedmanTest(moved).statistic, statistic)).toBe(true);
        const twice = friedmanTest([...given, ...given]);
        expect(
          close(
            friedmanTest(
              given,
              given.map(() => 2),
            ).statistic,
            twice.statistic,
          ),
        ).toBe(true);
        expect(close(twice.kendallsW, kendallsW)).toBe(true);
        expect(kendallsW).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("has concordance 1 where all agree, and 0 where nobody distinguishes", () => {
    expect(
      friedmanTest([
        [1, 2, 3],
        [4, 5, 9],
      ]),
    ).toMatchObject({ kendallsW: 1, meanRanks: [1, 2, 3] });
    expect(
      friedmanTest([
        [2, 2],
        [3, 3],
      ]),
    ).toMatchObject({ statistic: 0, pValue: 1, kendallsW: 0 });
  });

  it("stops at ragged rows and no people", () => {
    expect(() => friedmanTest([[1, 2], [1]])).toThrow(
      new RangeError("friedmanTest requires rows of one length, at least 2, got rows of 2, 1"),
    );
    expect(() => friedmanTest([[1, 2]], [0])).toThrow("requires a finite count ≥ 0 for each row, not all 0");
    expect(() => friedmanTest([[1, NaN]])).toThrow("friedmanTest requires finite values, got NaN");
  });
});
