import { ratioIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { riskRatioAdjustedLogInterval } from "./risk-ratio-adjusted-log-interval.ts";

describe("riskRatioAdjustedLogInterval keeps the laws of intervals for a ratio", () => {
  for (const law of ratioIntervalLaws(riskRatioAdjustedLogInterval, {
    name: "riskRatioAdjustedLogInterval",
    without: ["contains the value"],
  }))
    it(law.name, law.check);
});

describe("riskRatioAdjustedLogInterval", () => {
  it("exists where nobody succeeded", () => {
    const { low, high } = riskRatioAdjustedLogInterval(
      { successes: 0, trials: 10 },
      { successes: 0, trials: 10 },
    );
    expect(low).toBeGreaterThan(0);
    expect(low * high).toBeCloseTo(1, 12);
  });
});
