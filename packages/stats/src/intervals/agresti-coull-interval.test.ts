import { proportionIntervalLaws } from "@cxkit/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";
import { agrestiCoullInterval } from "./agresti-coull-interval.ts";

describe("agrestiCoullInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(agrestiCoullInterval, {
    name: "agrestiCoullInterval",
    without: ["on the scale"],
  }))
    it(law.name, law.check);
});

describe("agrestiCoullInterval", () => {
  it("says which counts it was given", () => {
    expect(() => agrestiCoullInterval(12, 10)).toThrow(
      new RangeError("agrestiCoullInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("contains Wilson's interval", () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 500 }), share, (part, n, level) => {
        const confidenceLevel = 0.001 + 0.998 * level;
        const outer = agrestiCoullInterval(part * n, n, confidenceLevel);
        const inner = wilsonInterval(part * n, n, confidenceLevel);
        expect(outer.low).toBeLessThanOrEqual(inner.low + 1e-12);
        expect(outer.high).toBeGreaterThanOrEqual(inner.high - 1e-12);
      }),
    );
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
