import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cronbachAlpha } from "./cronbach-alpha.ts";

const rows = [
  [5, 4, 5],
  [4, 4, 4],
  [2, 3, 2],
  [3, 3, 4],
  [1, 2, 1],
];

describe("cronbachAlpha", () => {
  it("does not mind the order of items and respondents, or a shift and a common factor", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 1, max: 7 }))), {
          minLength: 5,
        }),
        (all) => {
          let one: ReturnType<typeof cronbachAlpha>;
          try {
            one = cronbachAlpha(all);
          } catch {
            return;
          }
          const other = cronbachAlpha(
            all.map((row) => row.map((value) => 3 * value - 2).toReversed()).toReversed(),
          );
          expect(other.alpha).toBeCloseTo(one.alpha, 9);
          expect(other.interval.low).toBeCloseTo(one.interval.low, 7);
          expect(one.interval.low).toBeLessThanOrEqual(one.alpha + 1e-12);
          expect(one.interval.high).toBeGreaterThanOrEqual(one.alpha - 1e-12);
          expect(one.alpha).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("is 1 for items that say the same, and below 0 for items that contradict each other", () => {
    expect(
      cronbachAlpha([
        [1, 1],
        [2, 2],
        [5, 5],
      ]).alpha,
    ).toBeCloseTo(1, 12);
    expect(
      cronbachAlpha([
        [1, 4],
        [2, 4],
        [5, 2],
        [4, 3],
      ]).alpha,
    ).toBeLessThan(0);
  });

  it("gives two items Spearman and Brown, and three what they would be without each", () => {
    const two = cronbachAlpha(rows.map((row) => row.slice(0, 2)));
    expect(two.spearmanBrown).toBeCloseTo((2 * two.averageCorrelation) / (1 + two.averageCorrelation), 12);
    expect(two.items.map(({ alphaIfDropped }) => alphaIfDropped)).toEqual([null, null]);
    const three = cronbachAlpha(rows);
    expect(three.spearmanBrown).toBeNull();
    expect(three.items[2]?.alphaIfDropped).toBeCloseTo(two.alpha, 12);
  });

  it("leaves out who did not answer everything, and has no lambda 6 where an item repeats another", () => {
    const gaps = cronbachAlpha([...rows, [null, 1, 2]]);
    expect(gaps).toEqual({ ...cronbachAlpha(rows), incomplete: 1 });
    expect(cronbachAlpha(rows.map(([a = 0, b = 0]) => [a, b, a])).lambda6).toBeNull();
  });

  it("stops at what has no reliability, naming it", () => {
    expect(() => cronbachAlpha([[1], [2]])).toThrow(
      new RangeError("cronbachAlpha requires at least two columns, got 1"),
    );
    expect(() => cronbachAlpha([[1, 2]])).toThrow("at least two complete rows");
    expect(() =>
      cronbachAlpha([
        [1, 2],
        [1, 3],
        [1, 4],
      ]),
    ).toThrow(new RangeError("cronbachAlpha requires items that vary, got item 0"));
    expect(() =>
      cronbachAlpha([
        [1, 5],
        [2, 4],
        [3, 3],
      ]),
    ).toThrow("sums of items that vary");
    expect(() => cronbachAlpha(rows, 95)).toThrow(RangeError);
  });

  it("takes typed arrays", () => {
    const plain = [
      [1, 2],
      [2, 3],
      [4, 3],
    ];
    expect(cronbachAlpha(plain.map((row) => Float64Array.from(row)) as unknown as number[][])).toEqual(
      cronbachAlpha(plain),
    );
  });
});
