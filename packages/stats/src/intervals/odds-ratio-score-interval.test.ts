import { ratioIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { proportionDifference } from "../differences/proportion-difference.ts";
import { oddsRatioMiettinenNurminenInterval, oddsRatioScoreInterval } from "./odds-ratio-score-interval.ts";

for (const [name, interval] of Object.entries({ oddsRatioScoreInterval, oddsRatioMiettinenNurminenInterval }))
  describe(`${name} keeps the laws of intervals for a ratio`, () => {
    for (const law of ratioIntervalLaws(interval, { name, value: oddsRatio })) it(law.name, law.check);
  });

describe("score intervals for an odds ratio", () => {
  it("exclude 1 exactly when Pearson's test finds a difference", () => {
    for (const successes of [1, 4, 7, 9, 12, 15, 18]) {
      const [a, b] = [
        { successes, trials: 20 },
        { successes: 9, trials: 25 },
      ];
      const { low, high } = oddsRatioScoreInterval(a, b);
      expect(low > 1 || high < 1).toBe(proportionDifference(a, b).pValue < 0.05);
    }
  });

  it("exist where cells are empty", () => {
    const none = { successes: 0, trials: 10 };
    const all = { successes: 10, trials: 10 };
    const some = { successes: 3, trials: 10 };
    expect(oddsRatioScoreInterval(none, some).low).toBe(0);
    expect(oddsRatioScoreInterval(all, some).high).toBe(Number.MAX_VALUE);
    expect(oddsRatioScoreInterval(some, none).high).toBe(Number.MAX_VALUE);
    expect(oddsRatioScoreInterval(some, all).low).toBe(0);
    expect(oddsRatioScoreInterval(none, none)).toEqual({ low: 0, high: Number.MAX_VALUE });
  });

  it("end, beside an empty cell, where the test would just not reject, whatever the other count", () => {
    for (const successes of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const b = { successes, trials: 10 };
      const { high } = oddsRatioScoreInterval({ successes: 0, trials: 10 }, b);
      // Shares with that odds ratio and as many successes in all, by bisection.
      let [least, most] = [0, 1];
      const shareA = (share: number) => (high * share) / (1 - share + high * share);
      for (let step = 0; step < 100; step++) {
        const share = (least + most) / 2;
        if (10 * share + 10 * shareA(share) > successes) most = share;
        else least = share;
      }
      const p = shareA(least);
      const statistic = 10 * p * Math.sqrt(1 / (10 * p * (1 - p)) + 1 / (10 * least * (1 - least)));
      expect(statistic).toBeCloseTo(1.959964, 5);
      const mirrored = oddsRatioScoreInterval(b, { successes: 0, trials: 10 });
      expect(mirrored.low * high).toBeCloseTo(1, 9);
    }
  });

  it("of Miettinen and Nurminen are the wider ones, and need more than one trial", () => {
    const [a, b] = [
      { successes: 6, trials: 7 },
      { successes: 2, trials: 7 },
    ];
    expect(oddsRatioMiettinenNurminenInterval(a, b).high).toBeGreaterThan(oddsRatioScoreInterval(a, b).high);
    const half = { successes: 0.2, trials: 0.5 };
    expect(() => oddsRatioMiettinenNurminenInterval(half, half)).toThrow(
      new RangeError("oddsRatioMiettinenNurminenInterval requires more than 1 trial in both samples, got 1"),
    );
  });
});

function oddsRatio(a: ProportionCounts, b: ProportionCounts): number {
  return (a.successes / (a.trials - a.successes)) * ((b.trials - b.successes) / b.successes);
}
