import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredTest } from "./chi-squared-test.ts";
import { close, counted, groups, values } from "./fixtures/arbitraries.ts";
import { kruskalWallis, meanScoreTest } from "./kruskal-wallis.ts";
import { mannWhitney } from "./mann-whitney.ts";

describe("kruskalWallis", () => {
  it("is the square of Mann–Whitney's for two groups", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(close(kruskalWallis([a, b]).statistic, mannWhitney(a, b).statistic ** 2)).toBe(true);
      }),
    );
  });

  it("is the mean score test of the ranks, in any order, from values or counts", () => {
    fc.assert(
      fc.property(groups, (given) => {
        const { statistic, epsilonSquared } = kruskalWallis(given);
        const all = given.flat();
        const rank = (value: number) =>
          all.filter((other) => other < value).length +
          (all.filter((other) => other === value).length + 1) / 2;
        expect(close(meanScoreTest(given.map((group) => group.map(rank))).statistic, statistic)).toBe(true);
        expect(close(kruskalWallis(given.map(counted).toReversed()).statistic, statistic)).toBe(true);
        expect(epsilonSquared).toBeGreaterThanOrEqual(0);
        expect(epsilonSquared).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing where all answers are tied", () => {
    expect(kruskalWallis([[3, 3], [3]])).toMatchObject({ statistic: 0, pValue: 1, epsilonSquared: 0 });
  });

  it("stops at one group and at an empty one", () => {
    expect(() => kruskalWallis([[1, 2]])).toThrow(
      new RangeError("kruskalWallis requires at least 2 groups, got 1"),
    );
    expect(() => kruskalWallis([[1, 2], []])).toThrow("kruskalWallis requires at least 1 value in a sample");
  });
});

describe("meanScoreTest", () => {
  it("is Pearson's chi-squared but for a factor where scores are 0 and 1", () => {
    const cell = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 5 }), (table) => {
        const n = table.flat().reduce((total, count) => total + count, 0);
        const samples = table.map((counts) => ({ points: [0, 1], counts }));
        const { statistic } = chiSquaredTest(table);
        expect(close(meanScoreTest(samples).statistic, (statistic * (n - 1)) / n)).toBe(true);
      }),
    );
  });

  it("compares net scores, whatever the groups' sizes, and finds nothing in equal answers", () => {
    const wave = (...counts: number[]) => ({ points: [1, 0, -1], counts });
    expect(meanScoreTest([wave(5, 3, 2), wave(50, 30, 20), wave(10, 6, 4)]).statistic).toBeCloseTo(0, 10);
    expect(meanScoreTest([wave(5, 0, 0), wave(3, 0, 0)])).toMatchObject({
      statistic: 0,
      pValue: 1,
      means: [1, 1],
    });
    expect(meanScoreTest([wave(9, 1, 0), wave(1, 1, 8)]).means).toEqual([
      expect.closeTo(0.9, 12),
      expect.closeTo(-0.7, 12),
    ]);
  });
});
