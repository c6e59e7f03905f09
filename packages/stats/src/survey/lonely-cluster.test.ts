import { describe, expect, it } from "vitest";
import { designMean } from "./design-mean.ts";
import { centredCluster, certainCluster } from "./lonely-cluster.ts";
import { surveyDesign } from "./survey-design.ts";

describe("a cluster alone in its stratum", () => {
  const strata = ["flagship", "other", "other", "other"];
  const error = (lonelyCluster: typeof certainCluster) =>
    designMean(surveyDesign({ strata, lonelyCluster }), [9, 1, 2, 3]).standardError;

  it("adds nothing when it was certain to be in the sample", () => {
    expect(certainCluster(12, 3)).toBe(0);
    // Three rows with variance 1 in four: √(3 · 1) / 4.
    expect(error(certainCluster)).toBeCloseTo(Math.sqrt(3) / 4, 14);
  });

  it("adds its squared distance from the overall mean when centred", () => {
    expect(centredCluster(12, 3)).toBe(9);
    expect(error(centredCluster)).toBeCloseTo(Math.sqrt(3 + (9 - 3.75) ** 2) / 4, 14);
  });
});
