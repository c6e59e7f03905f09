import { requireDomain } from "../domain.ts";
import type { SurveyDesign } from "./survey-design.ts";
import { adjusted } from "./weight-adjustment.ts";

/** Standard errors and covariances of several estimates of one design. */
export interface LinearizedCovariance {
  readonly standardErrors: readonly number[];
  /** Variances on the diagonal. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Standard errors and covariances of any smooth statistics under a sampling design, by Taylor linearisation: strata,
 * clusters, finite populations and what the weights were fitted to are all in it. The estimates of this area are made with it;
 * use it for a statistic of your own.
 *
 * @param influences for each statistic, its linearised variable by row: how fast the statistic changes with the weight of the
 *   row, e.g. (y − ȳ) / Σw for a mean; 0 for rows outside its base
 * @throws {RangeError} when a column has not one finite value for each row
 * @source Woodruff (1971), A simple method for approximating the variance of a complicated estimate, JASA 66(334) 411–414;
 *   Demnati and Rao (2004), Linearization variance estimators for survey data, Survey Methodology 30(1) 17–26
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * linearizedCovariance(surveyDesign({ rows: 4 }), [[0.25, 0, -0.5, 0.25]]).standardErrors[0]?.toFixed(4) // => "0.7071"
 */
export function linearizedCovariance(
  design: SurveyDesign,
  influences: readonly ArrayLike<number>[],
): LinearizedCovariance {
  const { clusterOf, stratumOf, rows, weights, adjustments } = design;
  const parts = influences.map((influence) => {
    requireDomain(
      influence.length === rows,
      `linearizedCovariance requires a value for each of ${rows} rows`,
      influence.length,
    );
    const weighted = weights.map((weight, row) => {
      requireDomain(
        Number.isFinite(influence[row]),
        "linearizedCovariance requires finite values",
        `${influence[row]} at ${row}`,
      );
      return weight * influence[row]!;
    });
    const totals = new Float64Array(stratumOf.length);
    adjusted(adjustments, weighted).forEach((value, row) => (totals[clusterOf[row]!]! += value));
    return deviations(design, totals);
  });
  const scaled = parts.map((part) => {
    const scale = part.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return { scale, part: scale === 0 ? part : part.map((value) => value / scale) };
  });
  const covariance = scaled.map((left) =>
    scaled.map((right) => {
      let sum = 0;
      for (let cluster = 0; cluster < left.part.length; cluster++) {
        sum += left.part[cluster]! * right.part[cluster]!;
      }
      // The larger scale first, so that the matrix is symmetric to the last digit.
      return sum * Math.max(left.scale, right.scale) * Math.min(left.scale, right.scale);
    }),
  );
  const standardErrors = scaled.map(
    ({ scale, part }) => scale * Math.sqrt(part.reduce((sum, value) => sum + value * value, 0)),
  );
  return { standardErrors, covariance };
}

/** Distance of each cluster's total from the mean of its stratum, such that the sum of squares is the variance. */
function deviations({ strata, stratumOf, lonelyCluster }: SurveyDesign, totals: Float64Array): Float64Array {
  const sums = strata.map(() => 0);
  let overall = 0;
  totals.forEach((total, cluster) => {
    sums[stratumOf[cluster]!]! += total;
    overall += total;
  });
  const overallMean = overall / totals.length;
  return totals.map((total, cluster) => {
    const { clusters, population } = strata[stratumOf[cluster]!]!;
    const notSampled = population === null ? 1 : 1 - clusters / population;
    if (notSampled <= 0) return 0;
    return clusters > 1
      ? (total - sums[stratumOf[cluster]!]! / clusters) * Math.sqrt((notSampled * clusters) / (clusters - 1))
      : (lonelyCluster?.(total, overallMean) ?? 0) * Math.sqrt(notSampled);
  });
}
