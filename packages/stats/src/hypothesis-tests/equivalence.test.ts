import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equivalence, meanEquivalence, netEquivalence, proportionEquivalence } from "./equivalence.ts";
import { close, proportion, varying } from "./fixtures/arbitraries.ts";

const number = fc.integer({ min: -40, max: 40 }).map((value) => value / 4);
const margins = { low: -0.5, high: 0.75 };
const counts = fc.record({ favorable: fc.nat(30), neutral: fc.nat(30), unfavorable: fc.nat(30) });

describe("equivalence", () => {
  it("is shown exactly when the interval lies inside the margins", () => {
    fc.assert(
      fc.property(
        number,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(3, 30, undefined),
        (estimate, error, df) => {
          const given = { estimate, standardError: error / 8, ...(df && { degreesOfFreedom: df }) };
          const { conclusion, interval, pValue, lowerPValue, upperPValue } = equivalence(given, {
            low: -2,
            high: 3,
          });
          if (Math.abs(pValue - 0.05) < 1e-9) return;
          expect(conclusion === "equivalent").toBe(interval.low > -2 && interval.high < 3);
          expect(conclusion === "different").toBe(interval.high < -2 || interval.low > 3);
          expect(pValue).toBe(Math.max(lowerPValue, upperPValue));
        },
      ),
    );
  });

  it("mirrors with the estimate and the margins", () => {
    fc.assert(
      fc.property(number, (estimate) => {
        const here = equivalence({ estimate, standardError: 1 }, { low: -1, high: 2 });
        const there = equivalence({ estimate: -estimate, standardError: 1 }, { low: -2, high: 1 });
        expect(close(there.lowerPValue, here.upperPValue)).toBe(true);
        expect(there.conclusion).toBe(here.conclusion);
      }),
    );
  });

  it("gives the interval of twice the level less 1, wider at a higher level", () => {
    const at = (confidenceLevel: number) =>
      equivalence({ estimate: 0, standardError: 1 }, margins, { confidenceLevel });
    expect(at(0.95).intervalConfidenceLevel).toBeCloseTo(0.9, 12);
    expect(at(0.95).interval.high).toBeCloseTo(1.6449, 4);
    expect(at(0.99).interval.high).toBeGreaterThan(at(0.95).interval.high);
  });

  it("stops at levels of 0.5 and below, at percent, at crossed margins and without an error", () => {
    const given = { estimate: 0, standardError: 1 };
    expect(() => equivalence(given, margins, { confidenceLevel: 0.05 })).toThrow(
      new RangeError("equivalence requires confidenceLevel > 0.5, got 0.05"),
    );
    expect(() => equivalence(given, margins, { confidenceLevel: 95 })).toThrow(
      "requires 0 < confidenceLevel < 1",
    );
    expect(() => equivalence(given, { low: 1, high: -1 })).toThrow(
      new RangeError("equivalence requires finite margins with low < high, got 1 and -1"),
    );
    expect(() => equivalence({ estimate: 0, standardError: 0 }, margins)).toThrow(
      "equivalence requires a finite estimate and standard error > 0, got 0 and 0",
    );
  });
});

describe("meanEquivalence and netEquivalence", () => {
  it("conclude from their data as from the interval, and mirror when samples are swapped", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const here = meanEquivalence(a, b, { low: -1, high: 2 });
        const there = meanEquivalence(b, a, { low: -2, high: 1 });
        expect(close(there.pValue, here.pValue)).toBe(true);
        expect(there.conclusion).toBe(here.conclusion);
      }),
    );
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        fc.pre(Object.values(a).some((count) => count > 0) && Object.values(b).some((count) => count > 0));
        const { conclusion, interval, pValue } = netEquivalence(a, b, margins);
        if (Math.abs(pValue - 0.05) < 1e-9) return;
        expect(conclusion === "equivalent").toBe(interval.low > margins.low && interval.high < margins.high);
      }),
    );
  });
});

describe("proportionEquivalence", () => {
  it("is shown exactly when the score interval lies inside the margins", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        fc.pre(a.trials + b.trials > 1);
        const { conclusion, interval, pValue } = proportionEquivalence(a, b, { low: -0.2, high: 0.3 });
        if (Math.abs(pValue - 0.05) < 1e-6) return;
        expect(conclusion === "equivalent").toBe(interval.low > -0.2 && interval.high < 0.3);
      }),
    );
  });

  it("stops at margins beyond 1", () => {
    const a = { successes: 1, trials: 2 };
    expect(() => proportionEquivalence(a, a, { low: -5, high: 5 })).toThrow(
      "proportionEquivalence requires margins strictly within −1…1, got -5",
    );
  });
});
