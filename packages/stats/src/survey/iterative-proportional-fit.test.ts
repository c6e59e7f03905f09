import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { iterativeProportionalFit } from "./iterative-proportional-fit.ts";

describe("iterativeProportionalFit", () => {
  it("meets both margins and keeps odds ratios", () => {
    const cell = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), cell, cell, ([a, b, c, d], top, left) => {
        const rows = [top, 10.1 - top];
        const columns = [left, 10.1 - left];
        const { table, maxMarginError } = iterativeProportionalFit(
          [
            [a, b],
            [c, d],
          ],
          { rows, columns },
        );
        const [[p, q], [r, s]] = table as [[number, number], [number, number]];
        expect(maxMarginError).toBeLessThan(1e-12);
        expect(p + q).toBeCloseTo(top, 10);
        expect(p + r).toBeCloseTo(left, 10);
        expect((p * s) / (q * r) / ((a * d) / (b * c))).toBeCloseTo(1, 9);
      }),
    );
  });

  it("keeps cells of 0 and empties rows whose total is 0", () => {
    const { table } = iterativeProportionalFit(
      [
        [5, 0, 3],
        [2, 8, 1],
        [1, 1, 1],
      ],
      {
        rows: [0.5, 0.5, 0],
        columns: [0.3, 0.4, 0.3],
      },
    );
    expect(table[0]![1]).toBe(0);
    expect(table[2]).toEqual([0, 0, 0]);
  });

  it("says which margin its zeros do not allow", () => {
    expect(() =>
      iterativeProportionalFit(
        [
          [1, 0],
          [0, 1],
        ],
        { rows: [6, 4], columns: [5, 5] },
      ),
    ).toThrow(
      /^iterativeProportionalFit requires margins that the zeros of the table allow, within 10000 iterations, got row 1 off by 25/,
    );
    expect(() =>
      iterativeProportionalFit(
        [
          [0, 0],
          [1, 1],
        ],
        { rows: [6, 4], columns: [5, 5] },
      ),
    ).toThrow(
      new RangeError(
        "iterativeProportionalFit requires a cell above 0 in each row and column with a total, got none in row 0",
      ),
    );
  });

  it("stops at a table that is none", () => {
    expect(() => iterativeProportionalFit([[1, 2]], { rows: [1], columns: [1] })).toThrow(
      new RangeError(
        "iterativeProportionalFit requires a total for each row and column, got 1 and 1 for a table of 1 × 2",
      ),
    );
    expect(() => iterativeProportionalFit([[1, -2]], { rows: [1], columns: [0.5, 0.5] })).toThrow(
      new RangeError("iterativeProportionalFit requires finite entries ≥ 0, got -2"),
    );
    expect(() => iterativeProportionalFit([[1, 2]], { rows: [2], columns: [0.5, 0.5] })).toThrow(
      new RangeError(
        "iterativeProportionalFit requires rows and columns with one total above 0, got 2 (2) and 1 (0.5 + 0.5)",
      ),
    );
  });
});
