import { meanIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { studentTQuantile } from "../distributions/student-t.ts";
import { logitTInterval } from "./logit-t-interval.ts";

describe("logitTInterval keeps the laws of intervals for a mean", () => {
  for (const law of meanIntervalLaws(logitTInterval, {
    name: "logitTInterval",
    without: ["contains the value"],
  }))
    it(law.name, law.check);
});

describe("logitTInterval", () => {
  it("is the t interval of the log-odds", () => {
    // y = 0.75 on 1…5: log-odds log 3, their standard error √(0.8/16/20)/(0.75·0.25).
    const { low } = logitTInterval({ mean: 4, variance: 0.8, n: 20, min: 1, max: 5 });
    const margin = (studentTQuantile(0.975, 19) * Math.sqrt(0.8 / 16 / 20)) / (0.75 * 0.25);
    expect(low).toBeCloseTo(1 + 4 / (1 + Math.exp(margin - Math.log(3))), 12);
  });

  it("is the whole scale for one response", () => {
    expect(logitTInterval({ mean: 3, variance: 0, n: 1, min: 1, max: 5 })).toEqual({ low: 1, high: 5 });
  });
});
