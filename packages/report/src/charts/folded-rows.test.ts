import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldedRows, mostRows } from "./folded-rows.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const drawn = <T>(folded: ReturnType<typeof foldedRows<T>>) =>
  folded.flatMap((one) => ("row" in one ? [one.row] : []));

describe("foldedRows", () => {
  it("leaves a list alone that fits, and does not fold a single row away", () => {
    for (const count of [0, 1, mostRows, mostRows + 1])
      expect(drawn(foldedRows(numbers(count), () => false))).toEqual(numbers(count));
  });

  it("keeps what matters and both ends, and tells what it left out where it stood", () => {
    expect(foldedRows(numbers(12), (row) => row === 6, { most: 5 })).toEqual([
      { row: 0 },
      { row: 1 },
      { left: [2, 3, 4, 5] },
      { row: 6 },
      { left: [7, 8, 9] },
      { row: 10 },
      { row: 11 },
    ]);
  });

  it("keeps the first of a list by weight", () => {
    expect(drawn(foldedRows(numbers(30), (row) => row === 20, { most: 4, ends: "first" }))).toEqual([
      0, 1, 2, 20,
    ]);
  });

  it("loses and repeats no row, keeps their order and never draws more than it may", () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(7), fc.integer({ min: 1, max: 20 }), (count, every, most) => {
        const folded = foldedRows(numbers(count), (row) => row % 8 === every, { most });
        expect(folded.flatMap((one) => ("row" in one ? [one.row] : one.left))).toEqual(numbers(count));
        expect(drawn(folded).length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});
