import { meanIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { studentTQuantile } from "../distributions/student-t.ts";
import { meanTInterval } from "./mean-t-interval.ts";
import { boundedScoreInterval } from "./bounded-score-interval.ts";

describe("boundedScoreInterval keeps the laws of intervals for a mean", () => {
  for (const law of meanIntervalLaws(boundedScoreInterval, {
    name: "boundedScoreInterval",
    without: ["contains the value"],
  }))
    it(law.name, law.check);
});

describe("boundedScoreInterval", () => {
  it("is Wilson's interval with a t quantile when every answer is at one of the two ends", () => {
    // 7 of 20 at the top: sample variance p(1−p)·n/(n−1), which the ratio cap turns back into p(1−p).
    const { low, high } = boundedScoreInterval({
      mean: 0.35,
      variance: (0.35 * 0.65 * 20) / 19,
      n: 20,
      min: 0,
      max: 1,
    });
    const t = studentTQuantile(0.975, 19);
    for (const limit of [low, high])
      expect(Math.abs(0.35 - limit) / Math.sqrt((limit * (1 - limit)) / 20)).toBeCloseTo(t, 10);
  });

  it("approaches the t interval in the middle of the scale as n grows", () => {
    const summary = { mean: 4.1, variance: 1.4, n: 1e6, min: 1, max: 7 };
    const bounded = boundedScoreInterval(summary);
    const t = meanTInterval(summary);
    expect(bounded.low).toBeCloseTo(t.low, 5);
    expect(bounded.high).toBeCloseTo(t.high, 5);
  });

  // Left-skewed ratings on 1–7 and 85 % in the top box: exact enumeration of all samples of four.
  it("covers more than the t interval on ceiling data", () => {
    const population = new Map([
      [5, 0.05],
      [6, 0.1],
      [7, 0.85],
    ]);
    expect(coverage(boundedScoreInterval, population, 4, 6.8)).toBeGreaterThan(0.95);
    expect(coverage(meanTInterval, population, 4, 6.8)).toBeLessThan(0.55);
  });

  it("has width when all answers are equal, at the ends and inside", () => {
    for (const mean of [1, 4, 6.5, 7]) {
      const { low, high } = boundedScoreInterval({ mean, variance: 0, n: 12, min: 1, max: 7 });
      expect(low).toBeLessThan(high);
      expect(low).toBeLessThanOrEqual(mean);
      expect(high).toBeGreaterThanOrEqual(mean);
    }
    expect(boundedScoreInterval({ mean: 7, variance: 0, n: 12, min: 1, max: 7 }).high).toBe(7);
    expect(boundedScoreInterval({ mean: 1, variance: 0, n: 12, min: 1, max: 7 }).low).toBe(1);
  });

  it("takes rounding noise for what it is", () => {
    const exact = boundedScoreInterval({ mean: 7, variance: 0, n: 12, min: 1, max: 7 });
    expect(boundedScoreInterval({ mean: 7 - 1e-15, variance: 1e-31, n: 12, min: 1, max: 7 })).toEqual(exact);
    const inside = boundedScoreInterval({ mean: 4, variance: 0, n: 12, min: 1, max: 7 });
    expect(boundedScoreInterval({ mean: 4, variance: 1e-30, n: 12, min: 1, max: 7 })).toEqual(inside);
  });

  it("is the whole scale for one response", () => {
    expect(boundedScoreInterval({ mean: 3, variance: 0, n: 1, min: 1, max: 5 })).toEqual({ low: 1, high: 5 });
  });

  it("names the mean that is off the scale", () => {
    expect(() => boundedScoreInterval({ mean: 5.5, variance: 1, n: 10, min: 1, max: 5 })).toThrow(
      new RangeError(
        "boundedScoreInterval requires finite n > 0, variance ≥ 0 and min ≤ mean ≤ max, got n 10, variance 1, mean 5.5 of 1…5",
      ),
    );
  });
});

function summarized(scores: readonly number[]) {
  const n = scores.length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return { mean, variance: n > 1 ? squares / (n - 1) : 0, n, min: 1, max: 7 };
}

/** Probability that the interval of a sample contains the mean, over all ordered samples of size n. */
function coverage(
  interval: typeof boundedScoreInterval | typeof meanTInterval,
  population: ReadonlyMap<number, number>,
  n: number,
  truth: number,
): number {
  const walk = (scores: readonly number[], probability: number): number => {
    if (scores.length === n) {
      const { low, high } = interval(summarized(scores));
      return low <= truth + 1e-12 && high >= truth - 1e-12 ? probability : 0;
    }
    return [...population].reduce(
      (sum, [score, share]) => sum + walk([...scores, score], probability * share),
      0,
    );
  };
  return walk([], 1);
}
