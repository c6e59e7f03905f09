import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredGoodnessOfFit, chiSquaredTest, gTest, yatesChiSquaredTest } from "./chi-squared-test.ts";
import { close } from "./fixtures/arbitraries.ts";

const cell = fc.integer({ min: 1, max: 80 });
const fourfold = fc.tuple(fc.tuple(cell, cell), fc.tuple(cell, cell));
const wide = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 5 });

describe.each([chiSquaredTest, gTest])("%o", (test) => {
  it("does not depend on the order of rows and columns, nor on which is which", () => {
    fc.assert(
      fc.property(wide, (table) => {
        const { statistic, pValue, degreesOfFreedom, cramersV } = test(table);
        expect(degreesOfFreedom).toBe((table.length - 1) * 2);
        const turned = [0, 1, 2].map((j) => table.map((row) => row[j] as number).toReversed());
        expect(close(test(turned).statistic, statistic)).toBe(true);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(cramersV).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing in proportional rows, and keeps its digits next to them", () => {
    expect(
      test([
        [10, 20],
        [30, 60],
      ]).statistic,
    ).toBeCloseTo(0, 12);
    const near = test([
      [1000001, 2000000],
      [3000000, 6000000],
    ]).statistic;
    expect(near).toBeGreaterThan(0);
    expect(
      close(
        near,
        chiSquaredTest([
          [1000001, 2000000],
          [3000000, 6000000],
        ]).statistic,
        1e-5,
      ),
    ).toBe(true);
  });

  it("keeps the digits of tiny p-values", () => {
    expect(
      test([
        [400, 0],
        [0, 400],
      ]).pValue,
    ).toBeLessThan(1e-150);
    expect(
      test([
        [400, 0],
        [0, 400],
      ]).pValue,
    ).toBeGreaterThan(0);
  });

  it("stops at empty margins, negative counts and single rows", () => {
    expect(() =>
      test([
        [1, 0],
        [1, 0],
      ]),
    ).toThrow(
      new RangeError(
        `${test.name} requires no row or column without answers, got row totals 1, 1, column totals 2, 0`,
      ),
    );
    expect(() =>
      test([
        [1, -1],
        [1, 1],
      ]),
    ).toThrow(`${test.name} requires finite counts ≥ 0, got -1`);
    expect(() => test([[1, 1]])).toThrow("requires a table of at least 2 rows and 2 columns");
  });
});

describe("yatesChiSquaredTest", () => {
  it("never rejects sooner than without correction", () => {
    fc.assert(
      fc.property(fourfold, (table) => {
        expect(yatesChiSquaredTest(table).statistic).toBeLessThanOrEqual(
          chiSquaredTest(table).statistic * (1 + 1e-12),
        );
      }),
    );
  });

  it("stops at larger tables", () => {
    expect(() =>
      yatesChiSquaredTest([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toThrow(new RangeError("yatesChiSquaredTest requires a 2 × 2 table, got rows of 3, 3"));
  });
});

describe("chiSquaredGoodnessOfFit", () => {
  it("does not mind the unit of the weights, and finds nothing in what was expected", () => {
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell), fc.tuple(cell, cell, cell), (observed, weights) => {
        const { statistic } = chiSquaredGoodnessOfFit(observed, weights);
        const shares = weights.map((weight) => weight / 7);
        expect(close(chiSquaredGoodnessOfFit(observed, shares).statistic, statistic)).toBe(true);
        expect(chiSquaredGoodnessOfFit(observed, observed).statistic).toBeCloseTo(0, 12);
      }),
    );
  });

  it("stops at missing weights, at weights of 0 and at no answers", () => {
    expect(() => chiSquaredGoodnessOfFit([1, 2], [1])).toThrow(
      new RangeError(
        "chiSquaredGoodnessOfFit requires at least 2 classes and a weight for each, got 2 and 1",
      ),
    );
    expect(() => chiSquaredGoodnessOfFit([1, 2], [1, 0])).toThrow("requires finite weights > 0");
    expect(() => chiSquaredGoodnessOfFit([0, 0], [1, 1])).toThrow("requires finite counts ≥ 0, not all 0");
  });

  it("stops at weights that are nothing next to others, and tables at more answers than doubles can expect", () => {
    expect(() => chiSquaredGoodnessOfFit([1, 2], [3, 5e-324])).toThrow(
      "chiSquaredGoodnessOfFit requires weights that compare",
    );
    const table = [
      [1, 1e300],
      [0, 3],
    ];
    expect(() => chiSquaredTest(table)).toThrow(
      new RangeError("chiSquaredTest requires at most 1e15 answers, got 1e+300"),
    );
  });
});
