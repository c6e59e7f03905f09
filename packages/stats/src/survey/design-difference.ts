import type { DifferenceTest } from "../differences/difference-test.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { designBase, designTLimits, requireDegrees } from "./design-base.ts";
import { designMeans } from "./design-mean.ts";
import type { SurveyDesign } from "./survey-design.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** Two groups of rows of one design. */
export interface DesignGroups {
  readonly a: (row: number) => boolean;
  readonly b: (row: number) => boolean;
}

/**
 * Difference of the means of two groups of one design, A minus B, with interval and t test. Unlike tests of two
 * independent samples it knows that groups may share clusters, strata and margins; they may even overlap: a store against
 * the whole chain.
 *
 * Assumes enough clusters for a t statistic with (clusters − strata − 1) degrees of freedom, one less than for a mean.
 *
 * @param values value of each row; `null` and `undefined` are item nonresponse
 * @param groups which rows are A, which B
 * @throws {RangeError} when the column has another length or a value is not finite, a group has fewer than two rows with values,
 *   lies in one cluster of each stratum, or no degree of freedom is left
 * @source Lumley (2010), Complex Surveys, Wiley, 2.5 (a regression on the group)
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designDifference(surveyDesign({ rows: 4 }), [1, 3, 4, 8], { a: (row) => row > 1, b: (row) => row < 2 }).difference // => 4
 */
export function designDifference(
  design: SurveyDesign,
  values: ArrayLike<number | null | undefined>,
  groups: DesignGroups,
  options: { readonly confidenceLevel?: number } = {},
): DifferenceTest {
  const { confidenceLevel = 0.95 } = options;
  const { estimates, covariance } = inTheNameOf("designDifference", () =>
    designMeans(
      design,
      [
        { values, domain: groups.a },
        { values, domain: groups.b },
      ],
      { confidenceLevel },
    ),
  );
  const either = designBase("designDifference", design, [values], (row) => groups.a(row) || groups.b(row));
  const degreesOfFreedom = either.degreesOfFreedom - 1;
  requireDegrees("designDifference", degreesOfFreedom);
  const difference = estimates[0]!.value - estimates[1]!.value;
  const variance = covariance[0]![0]! + covariance[1]![1]! - 2 * covariance[0]![1]!;
  const standardError = Math.sqrt(Math.max(0, variance));
  // Two groups without any variation: they differ for sure, or not at all.
  const statistic =
    standardError > 0
      ? difference / standardError
      : difference === 0
        ? 0
        : Math.sign(difference) * Number.MAX_VALUE;
  return {
    difference,
    interval: designTLimits("designDifference", difference, standardError, confidenceLevel, degreesOfFreedom),
    standardError,
    statistic,
    degreesOfFreedom,
    pValue: Math.min(1, 2 * studentTSurvival(Math.abs(statistic), degreesOfFreedom)),
    method: "design-t",
    test: "t",
  };
}
