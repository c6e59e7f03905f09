import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { meanDifference } from "./mean-difference.ts";

describe("meanDifference keeps the laws of differences", () => {
  for (const law of differenceLaws(meanDifference, "mean", {
    name: "meanDifference",
    without: ["on the scale"],
  }))
    it(law.name, law.check);
});

describe("meanDifference", () => {
  it("does not claim certainty where neither sample varies", () => {
    const all5 = { mean: 5, variance: 0, n: 6, min: 1, max: 5 };
    const all4 = { ...all5, mean: 4 };
    expect(meanDifference(all5, all4).pValue).toBeGreaterThan(0);
    expect(meanDifference(all5, all5)).toMatchObject({ difference: 0, statistic: 0, pValue: 1 });
    expect(
      meanDifference(all5, { mean: 3, variance: 2, n: 10, min: 1, max: 5 }).degreesOfFreedom,
    ).toBeCloseTo(9, 12);
    expect(meanDifference({ ...all5, n: 1 }, { ...all4, n: 1 }).pValue).toBeGreaterThan(0.3);
  });

  it("is Student's test, with all degrees of freedom, for samples alike in size and variance", () => {
    const a = { mean: 4.2, variance: 0.9, n: 12, min: 1, max: 5 };
    const { degreesOfFreedom, statistic } = meanDifference(a, { ...a, mean: 3.5 });
    expect(degreesOfFreedom).toBeCloseTo(22, 12);
    expect(statistic).toBeCloseTo(0.7 / Math.sqrt(0.9 / 6), 12);
  });

  it("stops at two scales, naming them", () => {
    const a = { mean: 3, variance: 1, n: 10, min: 1, max: 5 };
    expect(() => meanDifference(a, { ...a, max: 7 })).toThrow(
      new RangeError("meanDifference requires one scale, got 1…5 and 1…7"),
    );
  });
});
