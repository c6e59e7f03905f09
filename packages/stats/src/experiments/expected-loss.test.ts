import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { expectedLoss } from "./expected-loss.ts";

describe("expectedLoss", () => {
  it("is the mean shortfall over draws from the posterior", () => {
    const { lossOfTreatment, lossOfControl, probabilityTreatmentBetter } = expectedLoss(control, treatment);
    const random = seededRandom(2);
    let short = 0;
    let missed = 0;
    let better = 0;
    const runs = 200_000;
    for (let run = 0; run < runs; run++) {
      const difference = 0.5 + 0.5 * normalDraw(random);
      short += Math.max(0, -difference) / runs;
      missed += Math.max(0, difference) / runs;
      if (difference > 0) better++;
    }
    expect(lossOfTreatment).toBeCloseTo(short, 3);
    expect(lossOfControl).toBeCloseTo(missed, 2);
    expect(probabilityTreatmentBetter).toBeCloseTo(better / runs, 2);
  });

  it("what is lost by one choice less what is lost by the other is the difference", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const one = expectedLoss(a, b);
        const other = expectedLoss(b, a);
        expect(one.lossOfControl - one.lossOfTreatment).toBeCloseTo(one.difference, 9);
        expect(one.lossOfTreatment).toBeCloseTo(other.lossOfControl, 12);
        expect(one.probabilityTreatmentBetter + other.probabilityTreatmentBetter).toBeCloseTo(1, 12);
        expect(one.lossOfTreatment).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("falls without a step where the formula gives way to a fraction, and stays above 0 far out", () => {
    const loss = (value: number): number =>
      expectedLoss({ value: 0, standardError: 0, n: 9 }, { value, standardError: 1, n: 9 }).lossOfTreatment;
    // The derivative of the loss is −Φ(−x), at 2 as elsewhere.
    expect((loss(2.000001) - loss(1.999999)) / 2e-6).toBeCloseTo(-0.0227501319, 8);
    expect((loss(5.0001) - loss(4.9999)) / 2e-4 / 2.866515718791939e-7).toBeCloseTo(-1, 6);
    expect(loss(30)).toBeGreaterThan(0);
    expect(loss(-1e300)).toBe(1e300);
    expect(loss(30)).toBeLessThan(1e-196);
  });

  it("a prior draws the difference to itself, the more so the narrower it is", () => {
    const flat = expectedLoss(control, treatment);
    const wide = expectedLoss(control, treatment, { prior: { standardDeviation: 1e6 } });
    const narrow = expectedLoss(control, treatment, { prior: { standardDeviation: 0.5 } });
    expect(wide.difference).toBeCloseTo(flat.difference, 9);
    expect(narrow.difference).toBeCloseTo(0.25, 12);
    expect(narrow.standardDeviation).toBeCloseTo(Math.sqrt(1 / (4 + 4)), 12);
    const certain = expectedLoss(control, treatment, { prior: { mean: -3, standardDeviation: 1e-9 } });
    expect(certain.difference).toBeCloseTo(-3, 9);
  });

  it("stops where nothing varies and at a prior that is none", () => {
    const still = { value: 1, standardError: 0, n: 5 };
    expect(() => expectedLoss(still, still)).toThrow(
      new RangeError("expectedLoss requires an arm that varies, got 0"),
    );
    expect(() => expectedLoss(control, treatment, { prior: { standardDeviation: 0 } })).toThrow(
      new RangeError("expectedLoss requires a finite prior standardDeviation > 0, got 0"),
    );
    expect(() => expectedLoss(control, treatment, { prior: { mean: NaN } })).toThrow(RangeError);
    expect(() => expectedLoss(control, treatment, { confidenceLevel: 95 })).toThrow(RangeError);
  });
});

const control = { value: 4, standardError: 0.4, n: 40 };
const treatment = { value: 4.5, standardError: 0.3, n: 40 };
const arm = fc.record({
  value: fc.double({ min: -10, max: 10, noNaN: true }),
  standardError: fc.double({ min: 0.1, max: 3, noNaN: true }),
  n: fc.constant(50),
});
