import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { proportionDifferenceWald } from "./proportion-difference-wald.ts";

describe("proportionDifferenceWald keeps the laws of differences", () => {
  for (const law of differenceLaws(proportionDifferenceWald, "proportion", {
    name: "proportionDifferenceWald",
    without: ["on the scale", "has width"],
  }))
    it(law.name, law.check);
});

describe("proportionDifferenceWald", () => {
  it("has no width where neither sample varies, and stays finite", () => {
    const all = { successes: 5, trials: 5 };
    const none = { successes: 0, trials: 7 };
    expect(proportionDifferenceWald(all, none)).toMatchObject({
      interval: { low: 1, high: 1 },
      statistic: Number.MAX_VALUE,
      pValue: 0,
    });
    expect(proportionDifferenceWald(all, all)).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
