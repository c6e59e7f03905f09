import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logBeta } from "./log-beta.ts";
import { logGamma } from "./log-gamma.ts";

describe("logBeta", () => {
  it("is the log-gammas put together, either way round", () => {
    const argument = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(argument, argument, (a, b) => {
        expect(logBeta(a, b)).toBeCloseTo(logGamma(a) + logGamma(b) - logGamma(a + b), 11);
        expect(logBeta(a, b)).toBe(logBeta(b, a));
      }),
    );
  });

  it("keeps its digits where log-gammas have none left", () => {
    // B(a, 2) = 1 / (a (a + 1))
    expect(logBeta(1e15, 2) / -Math.log(1e15 * (1e15 + 1))).toBeCloseTo(1, 14);
    expect(logBeta(1e-200, 1e-200) / Math.log(2e200)).toBeCloseTo(1, 14);
  });

  it("refuses what is not above 0", () => {
    expect(() => logBeta(0, 1)).toThrow(
      new RangeError("logBeta requires a and b between 1e-300 and 1e300, got 0 and 1"),
    );
    expect(() => logBeta(1, NaN)).toThrow(RangeError);
  });
});
