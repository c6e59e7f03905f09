import { ratioIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { riskRatioLogInterval } from "./risk-ratio-log-interval.ts";

describe("riskRatioLogInterval keeps the laws of intervals for a ratio", () => {
  for (const law of ratioIntervalLaws(riskRatioLogInterval, { name: "riskRatioLogInterval" }))
    it(law.name, law.check);
});

describe("riskRatioLogInterval", () => {
  it("does not exist where nobody succeeded", () => {
    expect(() => riskRatioLogInterval({ successes: 0, trials: 10 }, { successes: 3, trials: 10 })).toThrow(
      new RangeError("riskRatioLogInterval requires successes in both samples above 0, got 0,3"),
    );
  });

  it("has no width where everybody succeeded in both samples", () => {
    expect(riskRatioLogInterval({ successes: 5, trials: 5 }, { successes: 9, trials: 9 })).toEqual({
      low: 1,
      high: 1,
    });
  });
});
