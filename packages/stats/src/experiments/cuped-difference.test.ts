import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { type CupedArm, cupedDifference, withinArmCoefficients } from "./cuped-difference.ts";

/** Subjects whose past of that weight foretells their outcome, and whose treatment adds that effect. */
function subjects(seed: number, n: number, weight: number, effect: number): CupedArm {
  const random = seededRandom(seed);
  const past = Array.from({ length: n }, () => normalDraw(random));
  return { outcome: past.map((x) => effect + weight * x + normalDraw(random)), covariates: [past] };
}

describe("cupedDifference", () => {
  it("takes away the variance that the past explains: ρ², here one half", () => {
    const got = cupedDifference(subjects(1, 3000, 1, 0), subjects(2, 3000, 1, 0.1));
    expect(got.varianceReduction).toBeCloseTo(0.5, 1);
    expect(got.standardError).toBeLessThan(got.unadjusted.standardError);
    expect(got.interval.low).toBeLessThan(0.1);
    expect(got.interval.high).toBeGreaterThan(0.1);
    expect(got.treatment.value - got.control.value).toBeCloseTo(got.difference, 12);
  });

  it("is right on average, and as often within its interval as it says", () => {
    let covered = 0;
    let sum = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const got = cupedDifference(subjects(2 * run + 1, 40, 2, 0), subjects(2 * run + 2, 40, 2, 0.3));
      sum += got.difference;
      if (got.interval.low <= 0.3 && got.interval.high >= 0.3) covered++;
    }
    expect(sum / runs).toBeCloseTo(0.3, 1);
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.965);
  });

  it("takes the whole outcome away that the past tells exactly", () => {
    const past = [1, 4, 2, 8, 5, 7];
    const arm = (shift: number, noise: number[]): CupedArm => ({
      outcome: past.map((x, i) => 3 * x + shift + (noise[i] ?? 0)),
      covariates: [past],
    });
    const got = cupedDifference(arm(0, [0.1]), arm(2, [0, 0.1]), { coefficients: withinArmCoefficients });
    expect(got.coefficients[0]).toBeCloseTo(3, 1);
    expect(got.difference).toBeCloseTo(2, 1);
    expect(got.varianceReduction).toBeGreaterThan(0.999);
  });

  it("does not mind a covariate that says nothing new: constant, doubled, or shifted and scaled", () => {
    const [a, b] = [subjects(5, 60, 1, 0), subjects(6, 70, 1, 0)];
    const one = cupedDifference(a, b);
    const changed = (arm: CupedArm, ...more: ((x: number) => number)[]): CupedArm => ({
      ...arm,
      covariates: [arm.covariates[0] ?? [], ...more.map((f) => Array.from(arm.covariates[0] ?? [], f))],
    });
    const extra = [() => 7, (x: number) => 2 * x - 3];
    const many = cupedDifference(changed(a, ...extra), changed(b, ...extra));
    expect(many.difference).toBeCloseTo(one.difference, 10);
    expect(many.standardError).toBeCloseTo(one.standardError, 10);
    expect(many.coefficients.slice(1)).toEqual([0, 0]);
  });

  it("several covariates explain at least as much as one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 10, maxLength: 40 }), (rows) => {
        const arm = (parity: number): CupedArm => {
          const mine = rows.filter((_, i) => i % 2 === parity);
          return {
            outcome: mine.map(([y]) => y),
            covariates: [mine.map(([, x]) => x), mine.map(([, , z]) => z)],
          };
        };
        const single = (full: CupedArm): CupedArm => ({ ...full, covariates: full.covariates.slice(0, 1) });
        const [a, b] = [arm(0), arm(1)];
        // Within the arms least squares is what makes the residuals smallest.
        const squares = [single, (full: CupedArm) => full].map((pick) => {
          const got = cupedDifference(pick(a), pick(b), { coefficients: withinArmCoefficients });
          return [got.control, got.treatment].reduce(
            (sum, part) => sum + part.standardError ** 2 * part.n * (part.n - 1),
            0,
          );
        });
        expect(squares[1]).toBeLessThanOrEqual((squares[0] ?? 0) * (1 + 1e-9));
      }),
    );
  });

  it("stops at arms that do not fit together", () => {
    const arm = { outcome: [1, 2, 3], covariates: [[1, 2, 2]] };
    expect(() => cupedDifference(arm, { ...arm, covariates: [] })).toThrow(
      new RangeError("cupedDifference requires the same covariates of both arms, at least one, got 1 and 0"),
    );
    expect(() => cupedDifference(arm, { ...arm, covariates: [[1, 2]] })).toThrow(
      new RangeError("cupedDifference requires one value of each covariate for each subject, got 2 for 3"),
    );
    expect(() => cupedDifference(arm, { outcome: [1], covariates: [[1]] })).toThrow(RangeError);
    expect(() => cupedDifference(arm, { outcome: [1, 2, NaN], covariates: [[1, 2, 2]] })).toThrow(
      new RangeError("cupedDifference requires finite values, got NaN at 2"),
    );
  });
});

const value = fc.integer({ min: -9, max: 9 });
