import { meanIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { meanTInterval } from "./mean-t-interval.ts";
import { pseudoResponseTInterval } from "./pseudo-response-t-interval.ts";

describe("pseudoResponseTInterval keeps the laws of intervals for a mean", () => {
  for (const law of meanIntervalLaws(pseudoResponseTInterval, {
    name: "pseudoResponseTInterval",
    without: ["on the scale", "contains the value"],
  }))
    it(law.name, law.check);
});

describe("pseudoResponseTInterval", () => {
  it("is the t interval of the answers and one more, spread evenly over the scale", () => {
    // 2, 3, 3 on 1…5 and a pseudo-response of mean 3 and variance 16/12: squares 2/3 + 4/3 + (3/4)·(1/3)².
    const squares = 2 / 3 + 4 / 3 + 0.75 / 9;
    const more = meanTInterval({ mean: 11 / 4, variance: squares / 3, n: 4, min: 1, max: 5 });
    const { low, high } = pseudoResponseTInterval({ mean: 8 / 3, variance: 1 / 3, n: 3, min: 1, max: 5 });
    expect([low, high]).toEqual([expect.closeTo(more.low, 12), expect.closeTo(more.high, 12)]);
  });
});
