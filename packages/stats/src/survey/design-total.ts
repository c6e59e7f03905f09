import {
  designBase,
  type DesignEstimate,
  designEstimate,
  designMoments,
  type DesignOptions,
} from "./design-base.ts";
import { linearizedCovariance } from "./linearized-covariance.ts";
import type { SurveyDesign } from "./survey-design.ts";

/**
 * Total of a variable in the population, or in a domain of it: Σwy. Means something only where the weights sum to the
 * population.
 *
 * **Base**: rows of the domain with a value; what nobody answered is not in the total.
 *
 * @param values value of each row; `null` and `undefined` are item nonresponse
 * @throws {RangeError} when the column has another length or a value is not finite, the base has fewer than two rows, or lies in
 *   one cluster of each stratum
 * @source Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, Springer, 2.8
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designTotal(surveyDesign({ rows: 4, populations: 40 }), [1, 0, 2, 3]).value // => 60
 */
export function designTotal(
  design: SurveyDesign,
  values: ArrayLike<number | null | undefined>,
  options: DesignOptions = {},
): DesignEstimate {
  const base = designBase("designTotal", design, [values], options.domain);
  const { mean, variance } = designMoments(design, base, values);
  const influence = Float64Array.from(base.within, (inside, row) => (inside ? values[row]! : 0));
  const { standardErrors } = linearizedCovariance(design, [influence]);
  return designEstimate(
    "designTotal",
    base,
    {
      value: mean * base.total,
      standardError: standardErrors[0]!,
      simpleVariance: (variance / base.n) * base.total * base.total,
    },
    options,
  );
}
