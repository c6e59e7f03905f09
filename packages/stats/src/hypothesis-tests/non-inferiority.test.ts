import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equivalence } from "./equivalence.ts";
import { proportion } from "./fixtures/arbitraries.ts";
import { nonInferiority, proportionNonInferiority } from "./non-inferiority.ts";

const number = fc.integer({ min: -40, max: 40 }).map((value) => value / 4);

describe("nonInferiority", () => {
  it("concludes as its interval says", () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 20 }), (estimate, error) => {
        const { conclusion, interval, pValue } = nonInferiority({ estimate, standardError: error / 8 }, 2);
        if (Math.abs(pValue - 0.05) < 1e-9) return;
        const expected =
          interval.low > 0
            ? "superior"
            : interval.low > -2
              ? "non-inferior"
              : interval.high < -2
                ? "inferior"
                : "undecided";
        expect(conclusion).toBe(expected);
      }),
    );
  });

  it("is one half of equivalence", () => {
    const given = { estimate: 0.3, standardError: 0.7, degreesOfFreedom: 9 };
    expect(nonInferiority(given, 2).pValue).toBe(equivalence(given, { low: -2, high: 2 }).lowerPValue);
  });

  it("stops at a margin of 0, and at levels of 0.5 and below", () => {
    const given = { estimate: 0, standardError: 1 };
    expect(() => nonInferiority(given, 0)).toThrow(
      new RangeError("nonInferiority requires a finite margin > 0, got 0"),
    );
    expect(() => nonInferiority(given, 1, { confidenceLevel: 0.05 })).toThrow(
      "requires confidenceLevel > 0.5",
    );
  });
});

describe("proportionNonInferiority", () => {
  it("is shown exactly when the score interval lies above the margin", () => {
    fc.assert(
      fc.property(proportion, proportion, (fresh, old) => {
        fc.pre(fresh.trials + old.trials > 1);
        const { conclusion, interval, pValue } = proportionNonInferiority(fresh, old, 0.1);
        if (Math.abs(pValue - 0.05) < 1e-6) return;
        expect(["superior", "non-inferior"].includes(conclusion)).toBe(interval.low > -0.1);
      }),
    );
  });

  it("stops at percent", () => {
    const a = { successes: 1, trials: 2 };
    expect(() => proportionNonInferiority(a, a, 5)).toThrow(RangeError);
  });
});
