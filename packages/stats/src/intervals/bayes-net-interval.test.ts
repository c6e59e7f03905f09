import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { betaCdf } from "../distributions/beta-distribution.ts";
import type { Interval } from "../interval.ts";
import type { NetCounts } from "./net-interval.ts";
import { netPosteriorTails } from "./net-posterior.ts";
import { bayesNetInterval } from "./bayes-net-interval.ts";

/** The same, each interval computed once: the laws ask about the same samples, and every one takes milliseconds. */
const known = new Map<string, Interval>();
const remembered = Object.assign(
  (counts: NetCounts, confidenceLevel?: number): Interval => {
    const key = JSON.stringify([
      counts.favorable,
      counts.neutral,
      counts.unfavorable,
      String(confidenceLevel),
    ]);
    const interval = known.get(key) ?? bayesNetInterval(counts, confidenceLevel);
    known.set(key, interval);
    return { ...interval };
  },
  { method: bayesNetInterval.method },
);

describe("bayesNetInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(remembered, {
    name: "bayesNetInterval",
    without: ["contains the value"],
    largestBase: 200,
  }))
    it(law.name, law.check);
});

describe("bayesNetInterval", () => {
  it("says which counts it was given", () => {
    expect(() => bayesNetInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("bayesNetInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("knows a score below 0 as a minority of favorable among those who were not neutral", () => {
    const parameters = { favorable: 14.5, neutral: 3.5, unfavorable: 6.5 };
    expect(netPosteriorTails(parameters, 0).lower).toBeCloseTo(betaCdf(0.5, 14.5, 6.5), 13);
  });

  it("agrees with its posterior: each tail holds half of what the interval leaves out", () => {
    const { low, high } = bayesNetInterval({ favorable: 9, neutral: 5, unfavorable: 6 }, 0.9);
    const parameters = { favorable: 9.5, neutral: 5.5, unfavorable: 6.5 };
    expect(netPosteriorTails(parameters, low).lower).toBeCloseTo(0.05, 12);
    expect(netPosteriorTails(parameters, high).upper).toBeCloseTo(0.05, 12);
  });

  it("keeps the digits of tails far below 1e-16", () => {
    const { upper } = netPosteriorTails({ favorable: 60.5, neutral: 40.5, unfavorable: 400.5 }, 0);
    expect(upper / betaCdf(0.5, 400.5, 60.5)).toBeCloseTo(1, 10);
    expect(upper).toBeLessThan(1e-50);
  });

  it("stops at bases that would take it too long", () => {
    expect(() => bayesNetInterval({ favorable: 1e9, neutral: 1e9, unfavorable: 1 })).toThrow(
      new RangeError("bayesNetInterval requires at most 1e9 responses, got 2000000001"),
    );
  });
});
