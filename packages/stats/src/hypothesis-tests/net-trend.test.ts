import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cochranArmitageTrend } from "./cochran-armitage-trend.ts";
import { close } from "./fixtures/arbitraries.ts";
import { netTrend } from "./net-trend.ts";

const wave = fc
  .record({ favorable: fc.nat(30), neutral: fc.nat(30), unfavorable: fc.nat(30) })
  .filter(({ favorable, neutral, unfavorable }) => favorable + neutral + unfavorable > 0);
const waves = fc.array(wave, { minLength: 2, maxLength: 6 });

describe("netTrend", () => {
  it("is the trend test of Cochran and Armitage where nobody is neutral", () => {
    fc.assert(
      fc.property(waves, (given) => {
        const two = given.map(({ favorable, unfavorable }) => ({
          favorable: favorable + 1,
          neutral: 0,
          unfavorable,
        }));
        const shares = two.map(({ favorable, unfavorable }) => ({
          successes: favorable,
          trials: favorable + unfavorable,
        }));
        expect(close(netTrend(two).statistic, cochranArmitageTrend(shares).statistic, 1e-7)).toBe(true);
        expect(close(netTrend(two).slope, 2 * cochranArmitageTrend(shares).slope, 1e-7)).toBe(true);
      }),
    );
  });

  it("negates when promoters and detractors are swapped, or the waves turned round", () => {
    fc.assert(
      fc.property(waves, (given) => {
        const { statistic, slope, interval } = netTrend(given);
        const swapped = netTrend(
          given.map(({ favorable, neutral, unfavorable }) => ({
            favorable: unfavorable,
            neutral,
            unfavorable: favorable,
          })),
        );
        expect(swapped.statistic).toBeCloseTo(-statistic, 9);
        expect(swapped.interval.low).toBeCloseTo(-interval.high, 9);
        expect(netTrend(given.toReversed()).slope).toBeCloseTo(-slope, 9);
        expect(interval.low).toBeLessThan(interval.high);
      }),
    );
  });

  it("finds nothing where every answer is the same, but says how little it knows", () => {
    const all = { favorable: 4, neutral: 0, unfavorable: 0 };
    const { statistic, pValue, slope, interval } = netTrend([all, all, all]);
    expect([statistic, pValue, slope]).toEqual([0, 1, 0]);
    expect(interval.high).toBeGreaterThan(0.1);
  });

  it("stops at one wave, at times that do not differ and at an empty wave", () => {
    const one = { favorable: 1, neutral: 1, unfavorable: 1 };
    expect(() => netTrend([one])).toThrow(
      new RangeError("netTrend requires at least 2 waves and a time for each, got 1 and 1"),
    );
    expect(() => netTrend([one, one], [2, 2])).toThrow("netTrend requires finite times that differ, got 2,2");
    expect(() => netTrend([one, { favorable: 0, neutral: 0, unfavorable: 0 }])).toThrow(
      "netTrend requires finite counts ≥ 0, not all 0",
    );
  });
});
