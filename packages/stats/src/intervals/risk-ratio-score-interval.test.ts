import { ratioIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { proportionDifferenceMee } from "../differences/proportion-difference-score.ts";
import { riskRatioKoopmanInterval, riskRatioMiettinenNurminenInterval } from "./risk-ratio-score-interval.ts";

for (const [name, interval] of Object.entries({
  riskRatioKoopmanInterval,
  riskRatioMiettinenNurminenInterval,
}))
  describe(`${name} keeps the laws of intervals for a ratio`, () => {
    for (const law of ratioIntervalLaws(interval, { name })) it(law.name, law.check);
  });

describe("score intervals for a ratio of proportions", () => {
  it("exclude 1 exactly when the score test finds a difference", () => {
    for (const successes of [1, 4, 7, 9, 12, 15, 18]) {
      const [a, b] = [
        { successes, trials: 20 },
        { successes: 9, trials: 25 },
      ];
      const { low, high } = riskRatioKoopmanInterval(a, b);
      expect(low > 1 || high < 1).toBe(proportionDifferenceMee(a, b).pValue < 0.05);
    }
  });

  it("exist where nobody succeeded", () => {
    const none = { successes: 0, trials: 10 };
    expect(riskRatioKoopmanInterval(none, { successes: 3, trials: 10 }).low).toBe(0);
    expect(riskRatioKoopmanInterval({ successes: 3, trials: 10 }, none).high).toBe(Number.MAX_VALUE);
    expect(riskRatioKoopmanInterval(none, none)).toEqual({ low: 0, high: Number.MAX_VALUE });
  });

  it("of Miettinen and Nurminen are the wider ones, and need more than one trial", () => {
    const [a, b] = [
      { successes: 6, trials: 7 },
      { successes: 2, trials: 7 },
    ];
    expect(riskRatioMiettinenNurminenInterval(a, b).high).toBeGreaterThan(
      riskRatioKoopmanInterval(a, b).high,
    );
    const half = { successes: 0.2, trials: 0.5 };
    expect(() => riskRatioMiettinenNurminenInterval(half, half)).toThrow(
      new RangeError("riskRatioMiettinenNurminenInterval requires more than 1 trial in both samples, got 1"),
    );
  });
});
