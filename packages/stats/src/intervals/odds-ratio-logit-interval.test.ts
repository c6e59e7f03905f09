import { ratioIntervalLaws } from "@cxkit/testkit";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { describe, expect, it } from "vitest";
import { oddsRatioLogitInterval } from "./odds-ratio-logit-interval.ts";

describe("oddsRatioLogitInterval keeps the laws of intervals for a ratio", () => {
  for (const law of ratioIntervalLaws(oddsRatioLogitInterval, {
    name: "oddsRatioLogitInterval",
    value: oddsRatio,
  }))
    it(law.name, law.check);
});

describe("oddsRatioLogitInterval", () => {
  it("does not exist where a cell is empty", () => {
    expect(() => oddsRatioLogitInterval({ successes: 10, trials: 10 }, { successes: 3, trials: 10 })).toThrow(
      new RangeError(
        "oddsRatioLogitInterval requires successes and failures in both samples above 0, got 10,0,3,7",
      ),
    );
  });
});

function oddsRatio(a: ProportionCounts, b: ProportionCounts): number {
  return (a.successes / (a.trials - a.successes)) * ((b.trials - b.successes) / b.successes);
}
