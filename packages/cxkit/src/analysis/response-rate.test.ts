import { describe, expect, it } from "vitest";
import { responseRate } from "./response-rate.ts";

describe("responseRate", () => {
  // Witness: statsmodels 0.13.5, proportion_confint(200, 1000, method="wilson"): 0.17635, 0.22591.
  it("is the share of invitations with Wilson's interval", () => {
    const { estimate } = responseRate(200, 1_000, 0.95);
    expect([estimate.value, estimate.n, estimate.unit]).toEqual([20, 1_000, "percent"]);
    expect(estimate.interval?.low).toBeCloseTo(17.635, 2);
    expect(estimate.interval?.high).toBeCloseTo(22.591, 2);
  });

  it("refuses more answers than invitations", () => {
    expect(() => responseRate(5, 4, 0.95)).toThrow("responseRate requires responses ≤ invited, got 5 of 4");
  });
});
