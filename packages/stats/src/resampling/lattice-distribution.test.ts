import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latticeDistribution } from "./lattice-distribution.ts";

describe("latticeDistribution", () => {
  it("takes typed arrays and refuses text", () => {
    const typed = { scores: Float64Array.from([1, 2]), counts: Float64Array.from([3, 4]) };
    expect(latticeDistribution(typed as unknown as { scores: number[]; counts: number[] }, 7).observed).toBe(
      latticeDistribution({ scores: [1, 2], counts: [3, 4] }).observed,
    );
    expect(() => latticeDistribution({ scores: [1, 2], counts: ["3" as unknown as number, 4] }, 7)).toThrow(
      /^latticeDistribution requires finite counts/,
    );
  });

  it("has the probabilities that repeated convolution gives", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 60 }), (some, draws) => {
        fc.pre(some.some((count) => count > 0));
        const scores = some.map((_, index) => 2 * index - 3);
        const { values, probabilities } = latticeDistribution({ scores, counts: some }, draws);
        const total = some.reduce((sum, count) => sum + count, 0);
        const expected = convolved(
          some.map((count) => count / total),
          draws,
        );
        const seen = new Map(values.map((value, index) => [Math.round(value * draws), probabilities[index]]));
        expected.forEach((probability, steps) =>
          expect(seen.get(2 * steps - 3 * draws) ?? 0).toBeCloseTo(probability, 13),
        );
      }),
    );
  });

  it("sums up to one, and has the mean, spread and skewness of a mean of draws", () => {
    fc.assert(
      fc.property(counts, (some) => {
        fc.pre(some.filter((count) => count > 0).length > 1);
        const scores = some.map((_, index) => index);
        const exact = latticeDistribution({ scores, counts: some });
        const moment = (of: (value: number) => number) =>
          exact.values.reduce((sum, value, index) => sum + (exact.probabilities[index] ?? 0) * of(value), 0);
        expect(moment(() => 1)).toBeCloseTo(1, 12);
        expect(moment((value) => value)).toBeCloseTo(exact.mean, 11);
        const deviation = Math.sqrt(moment((value) => (value - exact.mean) ** 2));
        expect(deviation).toBeCloseTo(exact.standardDeviation, 11);
        const skewness = moment((value) => ((value - exact.mean) / deviation) ** 3);
        expect(exact.acceleration).toBeCloseTo(skewness / 6, 9);
      }),
    );
  });

  it("keeps the mean and spread of a million draws", () => {
    const n = 1_000_000;
    const exact = latticeDistribution({ scores: [-1, 0, 1], counts: [0.25 * n, 0.23 * n, 0.52 * n] });
    expect(exact.mean).toBeCloseTo(0.27, 14);
    const variance = exact.values.reduce(
      (sum, value, index) => sum + (exact.probabilities[index] ?? 0) * (value - 0.27) ** 2,
      0,
    );
    expect(variance / exact.standardDeviation ** 2).toBeCloseTo(1, 9);
    expect(exact.cdf(0.27) + exact.survival(0.27)).toBeCloseTo(1, 13);
  });

  it("keeps a rare score's Poisson tail, which a window of some standard deviations would fold back", () => {
    const exact = latticeDistribution({ scores: [0, 1], counts: [999_999, 1] });
    // Poisson with mean 1: 14 or more, against the binomial to six digits
    expect(exact.survival(13.5e-6) / 4.5178e-12).toBeCloseTo(1, 3);
  });

  it("has quantiles that invert the distribution function, from both ends", () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (some, p) => {
        fc.pre(some.some((count) => count > 0));
        const exact = latticeDistribution({ scores: some.map((_, index) => index / 2), counts: some });
        const low = exact.quantile(p);
        expect(exact.cdf(low)).toBeGreaterThanOrEqual(p * (1 - 1e-9) - 1e-14);
        expect(exact.cdf(low - 1e-6)).toBeLessThan(p * (1 - 1e-10) + 1e-14);
        const high = exact.upperQuantile(p);
        expect(exact.survival(high - 1e-6)).toBeGreaterThanOrEqual(p * (1 - 1e-9) - 1e-14);
        expect(exact.survival(high)).toBeLessThan(p * (1 - 1e-10) + 1e-14);
      }),
    );
  });

  it("mirrors with the scores", () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (some, p) => {
        fc.pre(some.some((count) => count > 0));
        const scores = some.map((_, index) => index);
        const one = latticeDistribution({ scores, counts: some });
        const other = latticeDistribution({ scores: scores.map((score) => -score), counts: some });
        expect(one.quantile(p)).toBeCloseTo(-other.upperQuantile(p), 12);
        expect(one.midRank(one.observed)).toBeCloseTo(1 - other.midRank(other.observed), 11);
      }),
    );
  });

  it("knows scores of any step, in any order, and draws the lattice as wide as the answers need", () => {
    expect(latticeDistribution({ scores: [3, 1.5, 2], counts: [1, 1, 0] }).values).toEqual([1.5, 2.25, 3]);
    expect(latticeDistribution({ scores: [0.1, 0.2, 0.3], counts: [1, 0, 1] }, 1).values).toEqual([0.1, 0.3]);
  });

  it("is one value where all answers are equal, or there is one", () => {
    const one = latticeDistribution({ scores: [1, 2, 3], counts: [0, 0, 7] });
    expect(one).toMatchObject({
      values: [3],
      probabilities: [1],
      standardDeviation: 0,
      acceleration: 0,
      draws: 7,
    });
    expect([one.cdf(2.9), one.cdf(3), one.survival(2.9), one.survival(3), one.midRank(3)]).toEqual([
      0, 1, 1, 0, 0.5,
    ]);
    expect([one.quantile(0.01), one.upperQuantile(0.01)]).toEqual([3, 3]);
  });

  it("takes fractional counts as shares and draws their rounded sum", () => {
    const exact = latticeDistribution({ scores: [0, 1], counts: [2.2, 6.6] });
    expect(exact.draws).toBe(9);
    expect(exact.observed).toBeCloseTo(0.75, 15);
  });

  it("refuses what is no sample on a lattice, naming it", () => {
    const sample = { scores: [0, 1], counts: [1, 2] };
    expect(() => latticeDistribution({ scores: [0, 1, Math.PI], counts: [1, 1, 1] })).toThrow(
      "latticeDistribution requires scores a whole number of steps apart, at most 10000, got 0, 1, 3.14",
    );
    expect(() => latticeDistribution({ ...sample, counts: [-1, 2] })).toThrow(
      new RangeError("latticeDistribution requires finite counts ≥ 0, not all 0, got -1, 2"),
    );
    expect(() => latticeDistribution({ ...sample, counts: [0, 0] })).toThrow(RangeError);
    expect(() => latticeDistribution({ ...sample, counts: [1] })).toThrow(RangeError);
    expect(() => latticeDistribution({ ...sample, scores: [1, 1] })).toThrow(RangeError);
    expect(() => latticeDistribution({ ...sample, scores: [0, NaN] })).toThrow(RangeError);
    expect(() => latticeDistribution(sample, 2.5)).toThrow(
      new RangeError("latticeDistribution requires a whole number of draws from 1 to 1e9, got 2.5"),
    );
    expect(() => latticeDistribution({ scores: [0, 1, 10_000], counts: [1, 1, 1] }, 1e6)).toThrow(RangeError);
    expect(() => latticeDistribution(sample).cdf(NaN)).toThrow(RangeError);
    expect(() => latticeDistribution(sample).quantile(95)).toThrow(RangeError);
  });
});

const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 7 });

function convolved(shares: readonly number[], draws: number): number[] {
  let sums = [1];
  for (let drawn = 0; drawn < draws; drawn++) {
    const next = Array.from({ length: sums.length + shares.length - 1 }, () => 0);
    sums.forEach((sum, index) =>
      shares.forEach((share, step) => (next[index + step] = (next[index + step] ?? 0) + sum * share)),
    );
    sums = next;
  }
  return sums;
}
