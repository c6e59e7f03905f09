import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { proportionDifference } from "./proportion-difference.ts";
import {
  proportionDifferenceMee,
  proportionDifferenceMiettinenNurminen,
} from "./proportion-difference-score.ts";

for (const method of [proportionDifferenceMee, proportionDifferenceMiettinenNurminen])
  describe(`${method.name} keeps the laws of differences`, () => {
    for (const law of differenceLaws(atLeastOneTrial(method), "proportion", { name: method.name }))
      it(law.name, law.check);
  });

/** More than one trial in both samples is what Miettinen and Nurminen's factor needs. */
function atLeastOneTrial(method: typeof proportionDifferenceMee): typeof proportionDifferenceMee {
  const grown = <Counts extends { successes: number; trials: number }>(counts: Counts): Counts =>
    counts.trials > 0 && counts.trials < 2
      ? { ...counts, successes: (2 / counts.trials) * counts.successes, trials: 2 }
      : counts;
  return (a, b, confidenceLevel) => method(grown(a), grown(b), confidenceLevel);
}

describe("score intervals for a difference of proportions", () => {
  const [a, b] = [
    { successes: 9, trials: 10 },
    { successes: 3, trials: 10 },
  ];

  it("hold the differences that a score test would not reject, by another way to the restricted shares", () => {
    for (const limit of Object.values(proportionDifferenceMee(a, b).interval)) {
      // Golden-section search for the likeliest share of B.
      const logLikelihood = (share: number) =>
        9 * Math.log(share + limit) +
        Math.log(1 - share - limit) +
        3 * Math.log(share) +
        7 * Math.log(1 - share);
      let [low, high] = [Math.max(0, -limit) + 1e-12, Math.min(1, 1 - limit) - 1e-12];
      for (let step = 0; step < 80; step++) {
        const [left, right] = [high - (high - low) * 0.618, low + (high - low) * 0.618];
        if (logLikelihood(left) > logLikelihood(right)) high = right;
        else low = left;
      }
      const share = (low + high) / 2;
      const variance = ((share + limit) * (1 - share - limit) + share * (1 - share)) / 10;
      expect(Math.abs(0.6 - limit) / Math.sqrt(variance)).toBeCloseTo(1.959963984540054, 6);
    }
  });

  it("of Mee belong to the pooled z test; those of Miettinen and Nurminen are wider", () => {
    const [mee, wider] = [proportionDifferenceMee(a, b), proportionDifferenceMiettinenNurminen(a, b)];
    expect(mee.pValue / proportionDifference(a, b).pValue).toBeCloseTo(1, 11);
    expect(wider.interval.low).toBeLessThan(mee.interval.low);
    expect(wider.interval.high).toBeGreaterThan(mee.interval.high);
    expect(wider.pValue).toBeGreaterThan(mee.pValue);
  });

  it("are defined where neither sample varies", () => {
    const [all, none] = [
      { successes: 10, trials: 10 },
      { successes: 0, trials: 20 },
    ];
    const { interval } = proportionDifferenceMee(all, none);
    expect(interval.high).toBe(1);
    expect(interval.low).toBeGreaterThan(0.7);
    expect(proportionDifferenceMee(none, none)).toMatchObject({ difference: 0, statistic: 0, pValue: 1 });
  });

  it("stop at samples of one trial in all, naming them", () => {
    const half = { successes: 0.2, trials: 0.5 };
    expect(() => proportionDifferenceMiettinenNurminen(half, half)).toThrow(
      new RangeError(
        "proportionDifferenceMiettinenNurminen requires more than 1 trial in both samples, got 1",
      ),
    );
  });
});
