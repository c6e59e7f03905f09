import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { proportionDifferenceWald } from "./proportion-difference-wald.ts";
import { proportionDifferenceAgrestiCaffo } from "./proportion-difference-agresti-caffo.ts";

describe("proportionDifferenceAgrestiCaffo keeps the laws of differences", () => {
  for (const law of differenceLaws(proportionDifferenceAgrestiCaffo, "proportion", {
    name: "proportionDifferenceAgrestiCaffo",
    without: ["on the scale", "contains the difference"],
  }))
    it(law.name, law.check);
});

describe("proportionDifferenceAgrestiCaffo", () => {
  it("is Wald's interval after adding a success and a failure to each sample", () => {
    const added = proportionDifferenceWald({ successes: 57, trials: 72 }, { successes: 49, trials: 82 });
    const got = proportionDifferenceAgrestiCaffo(
      { successes: 56, trials: 70 },
      { successes: 48, trials: 80 },
    );
    expect(got.interval).toEqual(added.interval);
    expect(got.pValue).toBe(added.pValue);
    expect(got.difference).toBeCloseTo(0.2, 14);
  });
});
