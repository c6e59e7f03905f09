import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { obrienFlemingSpending, pocockSpending, powerSpending } from "./spending-functions.ts";

describe("spending functions", () => {
  it("rise from 0 to everything that may be spent", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const alpha = fc.double({ min: 0.0001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(share, share, alpha, (one, other, a) => {
        for (const spending of [obrienFlemingSpending, pocockSpending, powerSpending(1), powerSpending(3)]) {
          expect(spending(0, a)).toBe(0);
          expect(spending(1, a)).toBeCloseTo(a, 12);
          expect(spending(Math.min(one, other), a)).toBeLessThanOrEqual(spending(Math.max(one, other), a));
        }
      }),
    );
  });

  it("O'Brien and Fleming's spends least early, Pocock's most", () => {
    expect(obrienFlemingSpending(0.3, 0.025)).toBeLessThan(powerSpending(3)(0.3, 0.025));
    expect(powerSpending(1)(0.3, 0.025)).toBeLessThan(pocockSpending(0.3, 0.025));
    expect(powerSpending(2).method).toBe("power 2");
  });

  it("stop outside the trial", () => {
    expect(() => obrienFlemingSpending(1.2, 0.025)).toThrow(
      new RangeError("obrienFlemingSpending requires 0 ≤ information ≤ 1, got 1.2"),
    );
    expect(() => pocockSpending(0.5, 5)).toThrow(
      new RangeError("pocockSpending requires 0 < alpha < 1 (1e-300 at least), got 5"),
    );
    expect(() => powerSpending(0)).toThrow(
      new RangeError("powerSpending requires a finite exponent > 0, got 0"),
    );
  });
});
