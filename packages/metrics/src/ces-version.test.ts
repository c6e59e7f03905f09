import { describe, expect, it } from "vitest";
import { ces, cesMetric } from "./ces.ts";
import { ces1, ces2 } from "./ces-version.ts";
import { difference } from "./difference.ts";

describe("the two published versions", () => {
  it("are read by their own scale and direction", () => {
    expect(ces([1, 2, 5], ces1)).toMatchObject({ version: "1.0", direction: "lower-is-better" });
    expect(ces([1, 2, 5], ces1).easy.value).toBeCloseTo(200 / 3, 10);
    expect(ces([1, 2, 5], ces1).netEase.value).toBeCloseTo(100 / 3, 10);
    expect(ces([7, 6, 2], ces2).netEase.value).toBeCloseTo(100 / 3, 10);
    expect(cesMetric({ item: "effort", ...ces1 })).toMatchObject({
      better: "lower",
      title: "Customer effort score (CES 1.0)",
    });
  });

  it("are never one series", () => {
    expect(() => difference(ces([1, 2], ces1), ces([7, 6], ces2))).toThrow("direction");
    expect(() => ces([7], ces1)).toThrow("ces requires ratings 1…5 by 1 or null, got 7 at index 0");
  });
});
