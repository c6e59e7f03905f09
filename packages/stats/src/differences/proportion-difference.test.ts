import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { proportionDifference } from "./proportion-difference.ts";

describe("proportionDifference keeps the laws of differences", () => {
  for (const law of differenceLaws(proportionDifference, "proportion", {
    name: "proportionDifference",
    without: ["agrees with its test"],
  }))
    it(law.name, law.check);
});

describe("proportionDifference", () => {
  it("tests without Yates' correction: its statistic squared is Pearson's chi-squared", () => {
    // 56 of 70 against 48 of 80: expected 104 and 46 of 150 in both.
    const expected = [(70 * 104) / 150, (70 * 46) / 150, (80 * 104) / 150, (80 * 46) / 150];
    const pearson = [56, 14, 48, 32].reduce((sum, count, i) => {
      const mean = expected[i] ?? NaN;
      return sum + (count - mean) ** 2 / mean;
    }, 0);
    const { statistic, pValue } = proportionDifference(
      { successes: 56, trials: 70 },
      { successes: 48, trials: 80 },
    );
    expect(statistic ** 2).toBeCloseTo(pearson, 12);
    expect(pValue).toBeCloseTo(chiSquaredSurvival(pearson, 1), 13);
  });

  it("finds nothing where every answer of both samples is the same", () => {
    for (const successes of [0, 10])
      expect(proportionDifference({ successes, trials: 10 }, { successes, trials: 10 })).toMatchObject({
        statistic: 0,
        pValue: 1,
        method: "newcombe",
        test: "pooled-z",
      });
  });

  it("names the function and what came", () => {
    expect(() => proportionDifference({ successes: 5, trials: 10 }, { successes: 12, trials: 10 })).toThrow(
      new RangeError("proportionDifference requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });
});
