import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { proportionDifference } from "./proportion-difference.ts";
import { proportionDifferenceContinuity } from "./proportion-difference-continuity.ts";

describe("proportionDifferenceContinuity keeps the laws of differences", () => {
  for (const law of differenceLaws(proportionDifferenceContinuity, "proportion", {
    name: "proportionDifferenceContinuity",
    without: ["agrees with its test"],
  }))
    it(law.name, law.check);
});

describe("proportionDifferenceContinuity", () => {
  it("is more cautious than without correction, interval and test", () => {
    const [a, b] = [
      { successes: 56, trials: 70 },
      { successes: 48, trials: 80 },
    ];
    const [plain, corrected] = [proportionDifference(a, b), proportionDifferenceContinuity(a, b)];
    expect(corrected.interval.low).toBeLessThan(plain.interval.low);
    expect(corrected.interval.high).toBeGreaterThan(plain.interval.high);
    expect(corrected.pValue).toBeGreaterThan(plain.pValue);
  });

  it("finds nothing in differences smaller than the correction", () => {
    expect(
      proportionDifferenceContinuity({ successes: 5, trials: 10 }, { successes: 4, trials: 9 }),
    ).toMatchObject({ statistic: 0, pValue: 1 });
  });

  // Witness: R 4.2.2, prop.test(c(56, 48), c(70, 80))$p.value
  it("tests with Yates' correction", () => {
    const { pValue } = proportionDifferenceContinuity(
      { successes: 56, trials: 70 },
      { successes: 48, trials: 80 },
    );
    expect(pValue).toBeCloseTo(0.01340947517866892, 12);
  });
});
