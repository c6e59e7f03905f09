import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { meanDifference } from "./mean-difference.ts";
import { netDifferenceWelch } from "./net-difference-welch.ts";

describe("netDifferenceWelch keeps the laws of differences", () => {
  for (const law of differenceLaws(netDifferenceWelch, "net", {
    name: "netDifferenceWelch",
    without: ["on the scale"],
  }))
    it(law.name, law.check);
});

describe("netDifferenceWelch", () => {
  it("is Welch's test of responses scored 1, 0 and −1", () => {
    const a = { favorable: 6, neutral: 3, unfavorable: 1 };
    const b = { favorable: 3, neutral: 3, unfavorable: 6 };
    // Means 0.5 and −0.25, squares 4.5 and 8.25 around them.
    const summaries = [
      { mean: 0.5, variance: 4.5 / 9, n: 10, min: -1, max: 1 },
      { mean: -0.25, variance: 8.25 / 11, n: 12, min: -1, max: 1 },
    ] as const;
    const welch = meanDifference(...summaries);
    const got = netDifferenceWelch(a, b);
    expect(got.statistic).toBeCloseTo(welch.statistic, 12);
    expect(got.degreesOfFreedom).toBeCloseTo(welch.degreesOfFreedom ?? NaN, 10);
    expect(got.pValue).toBeCloseTo(welch.pValue, 12);
  });
});
