import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import { netDifferenceMoverScore } from "./net-difference-mover-score.ts";

describe("netDifferenceMoverScore keeps the laws of differences", () => {
  for (const law of differenceLaws(netDifferenceMoverScore, "net", { name: "netDifferenceMoverScore" }))
    it(law.name, law.check);
});

describe("netDifferenceMoverScore", () => {
  it("reaches 0 at the critical value that it gives as its statistic", () => {
    const a = { favorable: 60, neutral: 25, unfavorable: 15 };
    const b = { favorable: 48, neutral: 30, unfavorable: 22 };
    const { statistic, pValue } = netDifferenceMoverScore(a, b);
    expect(netDifferenceMoverScore(a, b, 1 - pValue).interval.low).toBeCloseTo(0, 10);
    expect(2 * normalSurvival(statistic)).toBeCloseTo(pValue, 14);
  });

  it("finds no difference between equal samples and names itself", () => {
    const a = { favorable: 5, neutral: 2, unfavorable: 1 };
    expect(netDifferenceMoverScore(a, a)).toMatchObject({ statistic: 0, pValue: 1, method: "mover-score" });
  });
});
