import { describe, expect, it } from "vitest";
import { csatMetric } from "./csat.ts";
import { npsMetric } from "./nps-metric.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";
import { unitEstimates } from "./unit-estimates.ts";

const metric = npsMetric({ item: "recommend" });
const stores = {
  North: tallyOf([...Array(30).fill(10), ...Array(10).fill(8), ...Array(5).fill(3)] as number[], {
    scale: metric.scale,
  }),
  South: tallyOf([...Array(8).fill(10), ...Array(10).fill(7), ...Array(30).fill(2)] as number[], {
    scale: metric.scale,
  }),
  East: tallyOf([...Array(20).fill(9), ...Array(10).fill(7), ...Array(12).fill(5)] as number[], {
    scale: metric.scale,
  }),
  Kiosk: tallyOf([10, 9], { scale: metric.scale }),
  Closed: tallyOf([], { scale: metric.scale }),
};

describe("unitEstimates", () => {
  it("shows the raw score as the metric gives it, and the pooled one between it and the others", () => {
    const { units, spread, unit } = unitEstimates(metric, stores);
    for (const { name, estimate, pooled } of units) {
      expect(estimate).toEqual(metric.estimate(stores[name as keyof typeof stores]));
      if (pooled) {
        expect(pooled.interval.low).toBeGreaterThanOrEqual(-100);
        expect(pooled.interval.high).toBeLessThanOrEqual(100);
      }
    }
    const kiosk = units[3];
    expect(kiosk?.estimate.value).toBe(100);
    expect(kiosk?.pooled?.value).toBeLessThan(90);
    expect(kiosk?.pooled?.shrinkage).toBeGreaterThan(units[0]?.pooled?.shrinkage ?? 1);
    expect(spread).toBeGreaterThan(10);
    expect(unit).toBe("points");
  });

  it("ranks with intervals, names ties, and ranks nobody without answers", () => {
    const { units } = unitEstimates(metric, stores);
    expect(units.map(({ rank }) => rank?.value ?? null)).toEqual([2, 4, 3, 1, null]);
    expect(units[1]?.rank).toMatchObject({ worst: 4, tiedWith: expect.not.arrayContaining(["North"]) });
    expect(units[3]?.rank?.worst).toBeGreaterThan(1);
    expect(units[4]).toMatchObject({ pooled: null, rank: null });
    expect(units[4]?.estimate.value).toBeNull();
  });

  it("takes weighted answers at their effective base: a few heavy weights are drawn more to the mean of all", () => {
    const answers = [10, 9, 9, 8, 7, 3, 10, 9, 2, 10, 8, 6];
    const tally = (heavy: number) =>
      tallyOf(
        answers.map((value, at) => ({ value, weight: at % 2 ? 1 : heavy })),
        { scale: metric.scale },
      );
    const { units } = unitEstimates(metric, { ...stores, Even: tally(1), Uneven: tally(20) });
    const [even, uneven] = units.slice(-2).map(({ pooled }) => pooled?.shrinkage ?? 0);
    expect(uneven).toBeGreaterThan(even! * 1.2);
    const scaled = unitEstimates(metric, {
      ...stores,
      One: tallyOf([{ value: 10, weight: 0.1 }], { scale: metric.scale }),
    });
    expect(scaled.units.at(-1)?.pooled?.value).toBeLessThan(100);
  });

  it("ranks the lowest first where less is better", () => {
    const effort = meanMetric({ item: "effort", scale: { min: 1, max: 5 }, direction: "lower-is-better" });
    const tally = (ratings: number[]) => tallyOf(ratings, { scale: effort.scale });
    const { units } = unitEstimates(effort, {
      a: tally([1, 2, 1]),
      b: tally([4, 5, 5]),
      c: tally([3, 3, 2]),
    });
    expect(effort.better).toBe("lower");
    expect(units.map(({ rank }) => rank?.value)).toEqual([1, 3, 2]);
  });

  it("pools and ranks nothing where there is too little to go by", () => {
    const share = csatMetric({ item: "satisfaction" });
    const tally = (ratings: number[]) => tallyOf(ratings, { scale: share.scale });
    const two = unitEstimates(share, { a: tally([5, 4, 1]), b: tally([3, 3, 5]) });
    expect(two.units.map(({ pooled }) => pooled)).toEqual([null, null]);
    const alike = unitEstimates(share, { a: tally([5, 5]), b: tally([5, 4]), c: tally([4, 4]) });
    expect([alike.spread, alike.units[0]?.rank]).toEqual([null, null]);
    expect(() => unitEstimates(share, { a: tally([5]) }, { confidenceLevel: 95 })).toThrow(RangeError);
  });
});
