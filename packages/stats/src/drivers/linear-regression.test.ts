import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearRegression } from "./linear-regression.ts";

const answer = fc.integer({ min: 0, max: 10 });
const rows = fc.array(fc.tuple(answer, answer, answer), { minLength: 8, maxLength: 40 });

describe("linearRegression", () => {
  it("finds an exact plane again, and says that nothing is left", () => {
    const predictors = [0, 1, 2, 3, 4, 5].map((x) => [x, x * x]);
    const plane = linearRegression(
      predictors,
      predictors.map(([a = 0, b = 0]) => 3 - 2 * a + 0.5 * b),
    );
    expect(plane.intercept.estimate).toBeCloseTo(3, 10);
    expect(plane.coefficients.map(({ estimate }) => estimate)).toEqual([
      expect.closeTo(-2, 10),
      expect.closeTo(0.5, 10),
    ]);
    expect(plane.rSquared).toBeCloseTo(1, 12);
    expect(JSON.stringify(plane)).not.toContain("null,null");
  });

  it("moves with the outcome, scales with a predictor, and does not mind the order of respondents", () => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -20, max: 20 }),
        (all, factor, shift) => {
          const predictors = all.map(([a, b]) => [a, b]);
          const outcome = all.map(([, , y]) => y);
          const fit = attempt(() => linearRegression(predictors, outcome));
          if (!fit) return;
          const other = linearRegression(
            predictors.map(([a = 0, b = 0]) => [a * factor, b]).toReversed(),
            outcome.map((y) => y + shift).toReversed(),
          );
          const [one, two] = fit.coefficients;
          expect(other.coefficients[0]?.estimate).toBeCloseTo((one?.estimate ?? NaN) / factor, 8);
          expect(other.coefficients[1]?.estimate).toBeCloseTo(two?.estimate ?? NaN, 8);
          expect(other.coefficients[0]?.pValue).toBeCloseTo(one?.pValue ?? NaN, 8);
          expect(other.intercept.estimate).toBeCloseTo(fit.intercept.estimate + shift, 7);
          expect(other.rSquared).toBeCloseTo(fit.rSquared, 9);
          expect(fit.rSquared).toBeGreaterThanOrEqual(0);
          expect(one?.varianceInflation).toBeGreaterThanOrEqual(1 - 1e-9);
        },
      ),
    );
  });

  it("has intervals that exclude 0 exactly when the p-value is small, and widen with the level", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const predictors = all.map(([a, b]) => [a, b]);
        const outcome = all.map(([, , y]) => y);
        const fit = attempt(() => linearRegression(predictors, outcome, 0.9));
        if (!fit) return;
        const wide = linearRegression(predictors, outcome, 0.99);
        fit.coefficients.forEach(({ interval, pValue }, j) => {
          if (Math.abs(pValue - 0.1) > 1e-9) expect(interval.low > 0 || interval.high < 0).toBe(pValue < 0.1);
          expect(wide.coefficients[j]?.interval.low).toBeLessThanOrEqual(interval.low);
          expect(wide.coefficients[j]?.interval.high).toBeGreaterThanOrEqual(interval.high);
        });
      }),
    );
  });

  it("leaves out who did not answer everything, and says how many", () => {
    const complete = linearRegression([[1], [2], [3], [5]], [1, 3, 2, 6]);
    const gaps = linearRegression([[1], [null], [2], [3], [4], [5]], [1, 9, 3, 2, null, 6]);
    expect(gaps.coefficients).toEqual(complete.coefficients);
    expect([gaps.n, gaps.incomplete]).toEqual([4, 2]);
  });

  it("has no robust error where one respondent alone decides a coefficient", () => {
    const fit = linearRegression([[0], [0], [0], [1]], [1, 2, 4, 9]);
    expect(fit.coefficients[0]?.robustStandardError).toBeNull();
  });

  it("stops at data that cannot be told apart, naming what is wrong", () => {
    const outcome = [1, 2, 3, 5, 4];
    expect(() => linearRegression([[1], [1], [1], [1], [1]], outcome)).toThrow(
      new RangeError("linearRegression requires predictors that vary, got predictor 0"),
    );
    expect(() =>
      linearRegression(
        [
          [1, 2],
          [2, 4],
          [3, 6],
          [4, 8],
          [7, 14],
        ],
        outcome,
      ),
    ).toThrow(
      new RangeError(
        "linearRegression requires predictors that are no combination of each other, got predictor 1",
      ),
    );
    expect(() => linearRegression([[1], [2]], [1, 2])).toThrow(
      new RangeError("linearRegression requires more complete rows than 2 coefficients, got 2"),
    );
    expect(() => linearRegression([[1], [2], [3], [4]], [7, 7, 7, 7])).toThrow("an outcome that varies");
    expect(() => linearRegression([[1], [2], [NaN], [4]], [1, 2, 3, 4])).toThrow(
      new RangeError("linearRegression requires finite numbers or null in row 2, got NaN"),
    );
    expect(() => linearRegression([[1], [2, 3], [3], [4]], [1, 2, 3, 4])).toThrow(
      "requires 1 predictors in row 1",
    );
    expect(() => linearRegression([[1], [2], [3], [4]], [1, 2, 3])).toThrow("an outcome for each of 4 rows");
    expect(() => linearRegression([[1], [2], [3], [4]], [1, 2, 3, 5], 95)).toThrow(
      new RangeError("linearRegression requires 0 < confidenceLevel < 1, got 95"),
    );
  });

  it("refuses numbers whose powers are none", () => {
    expect(() => linearRegression([[1], [2], [4]], [1e160, 2e160, 1e160])).toThrow(
      /^linearRegression requires an outcome that varies by 1e-75 to 1e75, got/,
    );
    expect(() => linearRegression([[1e-200], [2e-200], [4e-200]], [1, 2, 1])).toThrow(
      /^linearRegression requires predictors that vary by 1e-75 to 1e75, got/,
    );
  });

  it("takes more respondents than a call takes arguments", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => [i % 5]);
    const fit = linearRegression(
      many,
      many.map(([x = 0], i) => x + (i % 3)),
    );
    expect(fit.coefficients[0]?.estimate).toBeCloseTo(1, 4);
  });
});

/** Random rows may be degenerate; those are another test's. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
