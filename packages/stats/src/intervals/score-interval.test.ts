import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import type { NetCounts } from "./net-interval.ts";
import { scoreInterval } from "./score-interval.ts";

describe("scoreInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(scoreInterval, { name: "scoreInterval", pValue: scorePValue }))
    it(law.name, law.check);
});

describe("scoreInterval", () => {
  it("says which counts it was given", () => {
    expect(() => scoreInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("scoreInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("ends exactly at −1 and 1 when all responses agree", () => {
    expect(scoreInterval({ favorable: 3, neutral: 0, unfavorable: 0 }).high).toBe(1);
    expect(scoreInterval({ favorable: 0, neutral: 0, unfavorable: 3 }).low).toBe(-1);
  });
});

function scorePValue({ favorable, neutral, unfavorable }: NetCounts, value: number): number {
  const n = favorable + neutral + unfavorable;
  return 2 * normalSurvival(scoreStatistic(favorable, unfavorable, n, value));
}

/** |z| of the score test, its restricted likelihood maximised by golden-section search instead of the closed form. */
function scoreStatistic(favorable: number, unfavorable: number, n: number, value: number): number {
  const logLikelihood = (share: number) =>
    term(favorable, share + value) +
    term(unfavorable, share) +
    term(n - favorable - unfavorable, 1 - value - 2 * share);
  let low = Math.max(0, -value);
  let high = (1 - value) / 2;
  for (let step = 0; step < 100; step++) {
    const left = high - (high - low) * 0.618;
    const right = low + (high - low) * 0.618;
    if (logLikelihood(left) > logLikelihood(right)) high = right;
    else low = left;
  }
  const share = (low + high) / 2;
  return Math.abs((favorable - unfavorable) / n - value) / Math.sqrt((2 * share + value - value * value) / n);
}

function term(observed: number, share: number): number {
  return observed === 0 ? 0 : observed * Math.log(Math.max(share, 1e-300));
}
