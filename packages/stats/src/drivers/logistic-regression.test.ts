import { describe, expect, it } from "vitest";
import { logisticRegression } from "./logistic-regression.ts";

const predictors = [[1], [2], [3], [4], [5], [6], [7], [8]];
const outcome = [0, 0, 1, 0, 1, 0, 1, 1];

describe("logisticRegression", () => {
  it("of a yes-or-no predictor is the log odds ratio of the table", () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i < 30 ? 0 : 1]);
    const answers = rows.map(([x], i) => (x === 0 ? Number(i < 10) : Number(i < 45)));
    const { coefficients, intercept, events, n } = logisticRegression(rows, answers);
    expect(coefficients[0]?.oddsRatio).toBeCloseTo(15 / 5 / (10 / 20), 9);
    expect(coefficients[0]?.standardError).toBeCloseTo(Math.sqrt(1 / 15 + 1 / 5 + 1 / 10 + 1 / 20), 9);
    expect(intercept.estimate).toBeCloseTo(Math.log(10 / 20), 9);
    expect([events, n]).toEqual([25, 50]);
  });

  it("changes its signs with the outcome, and its scale with the predictor", () => {
    const one = logisticRegression(predictors, outcome);
    const turned = logisticRegression(
      predictors.map(([x = 0]) => [1000 * x]),
      outcome.map((y) => 1 - y),
    );
    expect(turned.coefficients[0]?.estimate).toBeCloseTo(-(one.coefficients[0]?.estimate ?? NaN) / 1000, 12);
    expect(turned.coefficients[0]?.pValue).toBeCloseTo(one.coefficients[0]?.pValue ?? NaN, 10);
    expect(turned.logLikelihood).toBeCloseTo(one.logLikelihood, 10);
    expect(one.mcFaddenRSquared).toBeGreaterThan(0);
  });

  it("leaves out who did not answer everything", () => {
    const gaps = logisticRegression([...predictors, [null], [3]], [...outcome, 1, null]);
    expect(gaps).toEqual({ ...logisticRegression(predictors, outcome), incomplete: 2 });
  });

  it("stops where no estimate is finite, and at outcomes that are none", () => {
    for (const separated of [
      [0, 0, 0, 0, 1, 1, 1, 1],
      [1, 1, 1, 0, 0, 0, 0, 0],
    ])
      expect(() => logisticRegression(predictors, separated)).toThrow("outcomes that no predictors separate");
    const nearly = [[1], [1], [1], [1], [2], [2]];
    expect(() => logisticRegression(nearly, [0, 1, 0, 1, 1, 1])).toThrow(
      "outcomes that no predictors separate",
    );
    expect(() =>
      logisticRegression(
        predictors,
        outcome.map(() => 1),
      ),
    ).toThrow(new RangeError("logisticRegression requires both outcomes, got 8 of 8"));
    expect(() => logisticRegression(predictors, [0, 0, 1, 0, 1, 0, 1, 2])).toThrow(
      new RangeError("logisticRegression requires outcomes 0, 1 or null, got 2"),
    );
    expect(() => logisticRegression(predictors, outcome, 0)).toThrow(RangeError);
  });
});
