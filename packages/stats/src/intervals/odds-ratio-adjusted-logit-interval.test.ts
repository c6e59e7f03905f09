import { ratioIntervalLaws } from "@cxkit/testkit";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { describe, expect, it } from "vitest";
import { oddsRatioAdjustedLogitInterval } from "./odds-ratio-adjusted-logit-interval.ts";

describe("oddsRatioAdjustedLogitInterval keeps the laws of intervals for a ratio", () => {
  for (const law of ratioIntervalLaws(oddsRatioAdjustedLogitInterval, {
    name: "oddsRatioAdjustedLogitInterval",
    without: ["contains the value"],
    value: oddsRatio,
  }))
    it(law.name, law.check);
});

describe("oddsRatioAdjustedLogitInterval", () => {
  it("exists where a cell is empty", () => {
    const { low, high } = oddsRatioAdjustedLogitInterval(
      { successes: 10, trials: 10 },
      { successes: 3, trials: 10 },
    );
    expect(low).toBeGreaterThan(1);
    expect(high).toBeLessThan(Infinity);
  });
});

function oddsRatio(a: ProportionCounts, b: ProportionCounts): number {
  return (a.successes / (a.trials - a.successes)) * ((b.trials - b.successes) / b.successes);
}
