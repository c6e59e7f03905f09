import { describe, expect, it } from "vitest";
import { bootstrapReplicates } from "./bootstrap-replicates.ts";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";
import { replicateDistribution } from "./replicate-distribution.ts";

const net = ([down = 0, passive = 0, up = 0]: readonly number[]) => (up - down) / (down + passive + up);

describe("bootstrapReplicates", () => {
  it("come again from their seed, and only from it", () => {
    const one = bootstrapReplicates([3, 3, 4], net, { seed: 5, replicates: 50 });
    expect(bootstrapReplicates([3, 3, 4], net, { seed: 5, replicates: 50 })).toEqual(one);
    expect(one.seed).toBe(5);
    expect(bootstrapReplicates([3, 3, 4], net, { seed: 6, replicates: 50 }).replicates).not.toEqual(
      one.replicates,
    );
    expect(bootstrapReplicates([3, 3, 4], net, { replicates: 50 }).seed).toBe(1);
  });

  it("survive JSON", () => {
    const result = bootstrapReplicates([3, 3, 4], net, { replicates: 5 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it("draw as many answers as there are, from categories that have some", () => {
    const seen: (readonly number[])[] = [];
    bootstrapReplicates(
      [0, 5, 0, 7, 0],
      (counts) => {
        seen.push(counts);
        return 0;
      },
      { replicates: 100 },
    );
    for (const counts of seen) expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(seen.every((counts) => counts[0] === 0 && counts[2] === 0 && counts[4] === 0)).toBe(true);
  });

  it("approach the exact distribution of a mean", () => {
    const counts = [500, 460, 1040];
    const { observed, replicates } = bootstrapReplicates(counts, net, { replicates: 20_000 });
    const drawn = replicateDistribution(observed, replicates);
    const exact = latticeDistribution({ scores: [-1, 0, 1], counts });
    expect(observed).toBe(exact.observed);
    expect(drawn.standardDeviation / exact.standardDeviation).toBeCloseTo(1, 1);
    expect(percentileInterval(drawn).low).toBeCloseTo(percentileInterval(exact).low, 2);
    expect(percentileInterval(drawn).high).toBeCloseTo(percentileInterval(exact).high, 2);
  });

  it("cost the same for a billion answers, and take fractional counts as shares", () => {
    const { replicates } = bootstrapReplicates([2.5e8, 2.5e8, 5e8], net, { replicates: 100 });
    expect(Math.max(...replicates.map((value) => Math.abs(value - 0.25)))).toBeLessThan(2e-4);
    const totals = bootstrapReplicates([1.2, 1.2, 1.2], (counts) => counts.reduce((a, b) => a + b), {
      replicates: 10,
    }).replicates;
    expect(new Set(totals)).toEqual(new Set([4]));
  });

  it("refuse counts, options and statistics that are none", () => {
    expect(() => bootstrapReplicates([0, 0], net)).toThrow(
      new RangeError("bootstrapReplicates requires counts ≥ 0, not all 0, at most 1e13 together, got 0, 0"),
    );
    expect(() => bootstrapReplicates([1, -1, 2], net)).toThrow(RangeError);
    expect(() => bootstrapReplicates([1, 2], net, { replicates: 1 })).toThrow(
      new RangeError("bootstrapReplicates requires a whole number of replicates from 2 to 10 million, got 1"),
    );
    expect(() => bootstrapReplicates([1, 2], net, { seed: 0.5 })).toThrow(RangeError);
    expect(() => bootstrapReplicates([1, 9], ([a = 0, b = 0]) => b / a)).toThrow(
      "bootstrapReplicates requires a statistic that is finite for every resample, got Infinity",
    );
  });
});
