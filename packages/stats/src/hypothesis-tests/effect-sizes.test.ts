import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cliffsDelta, correctedCramersV, cramersV } from "./effect-sizes.ts";
import { close, counted, values } from "./fixtures/arbitraries.ts";
import { mannWhitney } from "./mann-whitney.ts";

describe("cramersV", () => {
  it("is 0 for independence and 1 where one margin tells the other", () => {
    expect(
      cramersV([
        [10, 20],
        [20, 40],
      ]),
    ).toBeCloseTo(0, 7);
    expect(
      cramersV([
        [10, 0, 0],
        [0, 5, 0],
        [0, 0, 3],
      ]),
    ).toBeCloseTo(1, 12);
  });
});

describe("correctedCramersV", () => {
  it("lies below the plain one, and is 0 where chance alone gives as much", () => {
    const cell = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 4 }), (table) => {
        expect(correctedCramersV(table)).toBeGreaterThanOrEqual(0);
        expect(correctedCramersV(table)).toBeLessThanOrEqual(cramersV(table) + 0.01);
      }),
    );
    expect(
      correctedCramersV([
        [10, 11],
        [11, 10],
      ]),
    ).toBe(0);
  });

  it("stops at an empty margin, naming itself", () => {
    expect(() =>
      correctedCramersV([
        [0, 0],
        [1, 2],
      ]),
    ).toThrow("correctedCramersV requires no row or column without answers");
  });
});

describe("cliffsDelta", () => {
  it("negates with its interval when samples are swapped, stays inside −1…1, and takes counts", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const { estimate, interval } = cliffsDelta(a, b);
        const back = cliffsDelta(counted(b), counted(a));
        expect(back.estimate).toBeCloseTo(-estimate, 12);
        expect(back.interval.low).toBeCloseTo(-interval.high, 8);
        expect(back.interval.high).toBeCloseTo(-interval.low, 8);
        expect(estimate).toBe(mannWhitney(a, b).cliffsDelta);
        expect(interval.low).toBeGreaterThanOrEqual(-1);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThan(interval.high);
      }),
    );
  });

  it("has a wider interval at a higher level, also without overlap and in equal answers", () => {
    const samples: [number[], number[]][] = [
      [
        [1, 2, 3],
        [2, 3, 4],
      ],
      [
        [4, 5],
        [1, 2],
      ],
      [
        [3, 3],
        [3, 3],
      ],
    ];
    for (const [a, b] of samples) {
      const width = (confidenceLevel: number) => {
        const { low, high } = cliffsDelta(a, b, { confidenceLevel }).interval;
        return high - low;
      };
      expect(width(0.99)).toBeGreaterThan(width(0.8));
    }
    expect(close(cliffsDelta([4, 5], [1, 2]).interval.high, 1)).toBe(true);
  });

  it("stops at single values", () => {
    expect(() => cliffsDelta([1], [2, 3])).toThrow(
      new RangeError("cliffsDelta requires at least 2 values in each sample, got 1 and 2"),
    );
  });
});
