import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { linearizedCovariance } from "./linearized-covariance.ts";
import { surveyDesign } from "./survey-design.ts";

describe("linearizedCovariance", () => {
  it("has variances on its diagonal, is symmetric, and adds up", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, strata, clusters, values }) => {
        const design = surveyDesign({ weights, strata, clusters });
        const other = values.toReversed();
        const both = values.map((value, row) => value + other[row]!);
        const { standardErrors, covariance } = linearizedCovariance(design, [values, other, both]);
        const scale = Math.max(1, ...standardErrors) ** 2;
        standardErrors.forEach((error, index) =>
          expect(error ** 2 / scale).toBeCloseTo(covariance[index]![index]! / scale, 12),
        );
        expect(covariance[0]![1]).toBe(covariance[1]![0]);
        const sum = covariance[0]![0]! + covariance[1]![1]! + 2 * covariance[0]![1]!;
        expect(sum / scale).toBeCloseTo(covariance[2]![2]! / scale, 10);
      }),
    );
  });

  it("is nothing for a whole population, and less than with replacement for a part of one", () => {
    const values = [1, 2, 4];
    const error = (populations?: number) =>
      linearizedCovariance(surveyDesign({ weights: [1, 1, 1], ...(populations && { populations }) }), [
        values,
      ]).standardErrors[0]!;
    expect(error(3)).toBe(0);
    expect(error(6)).toBeCloseTo(error() * Math.sqrt(0.5), 14);
  });

  it("counts clusters, not rows", () => {
    const doubled = surveyDesign({ weights: [1, 1, 1, 1, 1, 1], clusters: [1, 1, 2, 2, 3, 3] });
    const once = surveyDesign({ weights: [2, 2, 2] });
    expect(linearizedCovariance(doubled, [[1, 1, 2, 2, 4, 4]]).standardErrors[0]).toBeCloseTo(
      linearizedCovariance(once, [[1, 2, 4]]).standardErrors[0]!,
      14,
    );
  });

  it("stops at columns that do not fit", () => {
    const design = surveyDesign({ rows: 2 });
    expect(() => linearizedCovariance(design, [[1]])).toThrow(
      new RangeError("linearizedCovariance requires a value for each of 2 rows, got 1"),
    );
    expect(() => linearizedCovariance(design, [[1, NaN]])).toThrow(
      new RangeError("linearizedCovariance requires finite values, got NaN at 1"),
    );
  });
});
