import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cochranQ } from "./cochran-q.ts";
import { close } from "./fixtures/arbitraries.ts";
import { mcnemarChiSquared } from "./mcnemar.ts";

const bit = fc.constantFrom(0, 1);

describe("cochranQ", () => {
  it("is McNemar's chi-squared for two columns", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(bit, bit), { minLength: 1, maxLength: 30 }), (rows) => {
        const firstOnly = rows.filter(([a, b]) => a > b).length;
        const secondOnly = rows.filter(([a, b]) => a < b).length;
        const { statistic } = mcnemarChiSquared({ firstOnly, secondOnly });
        expect(close(cochranQ(rows).statistic, statistic)).toBe(true);
      }),
    );
  });

  it("does not depend on the order of rows and columns, and takes patterns with counts", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(bit, bit, bit), { minLength: 1, maxLength: 30 }), (rows) => {
        const { statistic } = cochranQ(rows);
        expect(close(cochranQ(rows.map((row) => row.toReversed()).toReversed()).statistic, statistic)).toBe(
          true,
        );
        const doubled = cochranQ([...rows, ...rows]).statistic;
        expect(
          close(
            cochranQ(
              rows,
              rows.map(() => 2),
            ).statistic,
            doubled,
          ),
        ).toBe(true);
      }),
    );
  });

  it("finds nothing where everybody answers alike throughout", () => {
    expect(
      cochranQ([
        [1, 1],
        [0, 0],
      ]),
    ).toMatchObject({ statistic: 0, pValue: 1, degreesOfFreedom: 1 });
  });

  it("stops at ragged rows and at ratings", () => {
    expect(() => cochranQ([[1, 1], [0]])).toThrow(
      new RangeError("cochranQ requires rows of one length, at least 2, got rows of 2, 1"),
    );
    expect(() => cochranQ([[1, 5]])).toThrow(new RangeError("cochranQ requires 0 and 1, got 5"));
    expect(() => cochranQ([[1, 0]], [-1])).toThrow("requires a count of 0…1e15 for each row");
  });
});
