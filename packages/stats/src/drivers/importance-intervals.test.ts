import { describe, expect, it } from "vitest";
import { importanceIntervals } from "./importance-intervals.ts";
import { relativeWeights } from "./relative-weights.ts";

const rows = Array.from({ length: 60 }, (_, i) => [i % 7, (i * 5) % 11]);
const outcome = rows.map(([a = 0, b = 0], i) => a + 0.3 * b + ((i * 13) % 8));

describe("importanceIntervals", () => {
  it("gives the same for a seed, something else for another, and carries it", () => {
    const one = importanceIntervals(relativeWeights, rows, outcome, { replicates: 100, seed: 7 });
    expect(importanceIntervals(relativeWeights, rows, outcome, { replicates: 100, seed: 7 })).toEqual(one);
    const other = importanceIntervals(relativeWeights, rows, outcome, { replicates: 100, seed: 8 });
    expect(other.intervals).not.toEqual(one.intervals);
    expect(one.seed).toBe(7);
    expect(one.values).toEqual(relativeWeights(rows, outcome).values);
  });

  it("widens with the level, and its firsts add up", () => {
    const narrow = importanceIntervals(relativeWeights, rows, outcome, {
      replicates: 200,
      confidenceLevel: 0.8,
    });
    const wide = importanceIntervals(relativeWeights, rows, outcome, {
      replicates: 200,
      confidenceLevel: 0.99,
    });
    narrow.intervals.forEach(({ low, high }, j) => {
      expect(wide.intervals[j]?.low).toBeLessThan(low);
      expect(wide.intervals[j]?.high).toBeGreaterThan(high);
    });
    expect(narrow.firstShare.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("draws again where a predictor does not vary, and gives up where nearly none does", () => {
    const rare = Array.from({ length: 12 }, (_, i) => [Number(i === 0), i]);
    const made = importanceIntervals(
      relativeWeights,
      rare,
      rare.map((_, i) => (i * 7) % 5),
      { replicates: 100 },
    );
    expect(made.redrawn).toBeGreaterThan(0);
    expect(() => importanceIntervals(relativeWeights, rows, outcome, { replicates: 10 })).toThrow(
      new RangeError(
        "importanceIntervals requires a whole number of replicates from 100 to a million, got 10",
      ),
    );
    expect(() => importanceIntervals(relativeWeights, rows, outcome, { confidenceLevel: 95 })).toThrow(
      RangeError,
    );
  });
});
