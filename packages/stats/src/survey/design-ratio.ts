import { requireDomain } from "../domain.ts";
import {
  type DesignBase,
  designBase,
  type DesignEstimate,
  designEstimate,
  designMoments,
  type DesignOptions,
} from "./design-base.ts";
import { linearizedCovariance } from "./linearized-covariance.ts";
import type { SurveyDesign } from "./survey-design.ts";

/**
 * Ratio of two totals under a sampling design, Σwy / Σwx: complaints per order, minutes per contact. Not the mean of the
 * rows' own ratios, in which a customer with one order counts as much as one with a hundred.
 *
 * **Base**: rows of the domain with both values.
 *
 * @param numerator value of each row above the line; `null` is item nonresponse
 * @param denominator value of each row below it
 * @throws {RangeError} when a column has another length or a value is not finite, the base has fewer than two rows or lies in one
 *   cluster of each stratum, or the denominator sums to 0
 * @source Woodruff (1971), A simple method for approximating the variance of a complicated estimate, JASA 66(334) 411–414
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designRatio(surveyDesign({ rows: 3 }), [1, 0, 2], [2, 4, 6]).value // => 0.25
 */
export function designRatio(
  design: SurveyDesign,
  numerator: ArrayLike<number | null | undefined>,
  denominator: ArrayLike<number | null | undefined>,
  options: DesignOptions = {},
): DesignEstimate {
  const base = designBase("designRatio", design, [numerator, denominator], options.domain);
  const above = designMoments(design, base, numerator);
  const below = designMoments(design, base, denominator);
  requireDomain(below.mean !== 0, "designRatio requires a denominator that does not sum to 0", below.mean);
  const value = above.mean / below.mean;
  const influence = ratioInfluence(base, numerator, denominator, value, below.mean);
  const { standardErrors } = linearizedCovariance(design, [influence]);
  const residuals = influence.map((part) => part * base.total);
  const { variance } = designMoments(design, base, residuals);
  return designEstimate(
    "designRatio",
    base,
    { value, standardError: standardErrors[0]!, simpleVariance: variance / base.n },
    options,
  );
}

function ratioInfluence(
  { within, total }: DesignBase,
  numerator: ArrayLike<number | null | undefined>,
  denominator: ArrayLike<number | null | undefined>,
  ratio: number,
  mean: number,
): Float64Array {
  return Float64Array.from(within, (inside, row) =>
    inside ? (numerator[row]! - ratio * denominator[row]!) / mean / total : 0,
  );
}
