import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requiredAnswers } from "./required-answers.ts";

describe("requiredAnswers", () => {
  it("needs the base itself where nothing stands in the way", () => {
    expect(requiredAnswers(384.2)).toMatchObject({
      exactAnswers: 384.2,
      answers: 385,
      invitations: 385,
      reachable: true,
      population: null,
    });
    expect(requiredAnswers(0.2).answers).toBe(1);
  });

  it("does not ask for one more because of the last digit", () => {
    expect(requiredAnswers(1000 * (1 + 1e-14)).answers).toBe(1000);
    expect(requiredAnswers(60, { responseRate: 0.6 }).invitations).toBe(100);
  });

  it("never needs more than everybody, and says when even inviting everybody is not enough", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 100_000 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (base, population, responseRate) => {
          const plan = requiredAnswers(base, { population, responseRate, designEffect: 1.3 });
          expect(plan.answers).toBeLessThanOrEqual(population);
          expect(plan.answers).toBeLessThanOrEqual(Math.ceil(base * 1.3));
          expect(plan.invitations * responseRate).toBeGreaterThanOrEqual(plan.answers * (1 - 1e-9));
          expect(plan.reachable).toBe(plan.invitations <= population);
        },
      ),
    );
  });

  it("stops at conditions that cannot be", () => {
    expect(() => requiredAnswers(0)).toThrow(
      new RangeError("requiredAnswers requires a finite base > 0, got 0"),
    );
    expect(() => requiredAnswers(10, { responseRate: 20 })).toThrow(
      new RangeError("requiredAnswers requires 0 < responseRate ≤ 1, got 20"),
    );
    expect(() => requiredAnswers(10, { population: 1 })).toThrow(
      new RangeError("requiredAnswers requires a finite population > 1, got 1"),
    );
    expect(() => requiredAnswers(10, { designEffect: 0 })).toThrow(
      new RangeError("requiredAnswers requires a finite designEffect > 0, got 0"),
    );
  });
});
