import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import type { NetCounts } from "./net-interval.ts";
import { netLikelihoodRatioInterval } from "./net-likelihood-ratio-interval.ts";

describe("netLikelihoodRatioInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netLikelihoodRatioInterval, {
    name: "netLikelihoodRatioInterval",
    pValue: likelihoodRatioPValue,
  }))
    it(law.name, law.check);
});

describe("netLikelihoodRatioInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netLikelihoodRatioInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netLikelihoodRatioInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("ends exactly at −1 and 1 when all responses agree", () => {
    expect(netLikelihoodRatioInterval({ favorable: 3, neutral: 0, unfavorable: 0 }).high).toBe(1);
    expect(netLikelihoodRatioInterval({ favorable: 0, neutral: 0, unfavorable: 3 }).low).toBe(-1);
  });
});

/** The restricted likelihood maximised by golden-section search instead of the closed form. */
function likelihoodRatioPValue({ favorable, neutral, unfavorable }: NetCounts, value: number): number {
  const n = favorable + neutral + unfavorable;
  const logLikelihood = (share: number) =>
    term(favorable, share + value) + term(unfavorable, share) + term(neutral, 1 - value - 2 * share);
  let low = Math.max(0, -value);
  let high = (1 - value) / 2;
  for (let step = 0; step < 100; step++) {
    const left = high - (high - low) * 0.618;
    const right = low + (high - low) * 0.618;
    if (logLikelihood(left) > logLikelihood(right)) high = right;
    else low = left;
  }
  const best =
    term(favorable, favorable / n) + term(unfavorable, unfavorable / n) + term(neutral, neutral / n);
  return chiSquaredSurvival(Math.max(0, 2 * (best - logLikelihood((low + high) / 2))), 1);
}

function term(observed: number, share: number): number {
  return observed === 0 ? 0 : observed * Math.log(Math.max(share, 1e-300));
}
