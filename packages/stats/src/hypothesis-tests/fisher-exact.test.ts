import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fisherExact, fisherMidP } from "./fisher-exact.ts";

const count = fc.nat(25);
const table = fc
  .tuple(count, count, count, count)
  .filter((cells) => cells.some((cell) => cell > 0))
  .map(
    ([a, b, c, d]) =>
      [
        [a, b],
        [c, d],
      ] as const,
  );

describe.each([fisherExact, fisherMidP])("%o", (test) => {
  it("does not change when rows and columns are both swapped, and turns round when one is", () => {
    fc.assert(
      fc.property(table, ([[a, b], [c, d]]) => {
        const seen = test([
          [a, b],
          [c, d],
        ]).pValue;
        expect(
          test([
            [d, c],
            [b, a],
          ]).pValue,
        ).toBeCloseTo(seen, 10);
        expect(
          test([
            [a, c],
            [b, d],
          ]).pValue,
        ).toBeCloseTo(seen, 10);
        expect(
          test(
            [
              [b, a],
              [d, c],
            ],
            { alternative: "greater" },
          ).pValue,
        ).toBeCloseTo(
          test(
            [
              [a, b],
              [c, d],
            ],
            { alternative: "less" },
          ).pValue,
          10,
        );
        expect(seen).toBeGreaterThanOrEqual(0);
        expect(seen).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("stops at fractions and other tables", () => {
    expect(() =>
      test([
        [1.5, 1],
        [1, 1],
      ]),
    ).toThrow(
      new RangeError(
        `${test.name} requires a 2 × 2 table of whole numbers, together 1 to 1e12, got 1.5, 1; 1, 1`,
      ),
    );
    expect(() =>
      test([
        [0, 0],
        [0, 0],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      test([
        [1, NaN],
        [1, 1],
      ]),
    ).toThrow("requires finite counts ≥ 0, got NaN");
  });

  it("finds nothing where a margin is empty", () => {
    expect(
      test([
        [0, 5],
        [0, 7],
      ]),
    ).toMatchObject({ pValue: 1, statistic: 0 });
  });

  it("keeps the digits of tiny p-values", () => {
    const { pValue } = test([
      [400, 0],
      [0, 400],
    ]);
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-200);
  });
});

describe("fisherMidP", () => {
  it("has one-sided p-values that add up to 1, and lies below the exact test", () => {
    fc.assert(
      fc.property(table, (given) => {
        const greater = fisherMidP(given, { alternative: "greater" }).pValue;
        expect(greater + fisherMidP(given, { alternative: "less" }).pValue).toBeCloseTo(1, 10);
        expect(fisherMidP(given).pValue).toBeLessThanOrEqual(fisherExact(given).pValue);
      }),
    );
  });

  it("counts both tables by half where two are equally likely", () => {
    expect(
      fisherMidP([
        [3, 1],
        [1, 3],
      ]).pValue,
    ).toBeCloseTo(18 / 70, 12);
  });
});
