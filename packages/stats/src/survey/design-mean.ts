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

/** One of several means that are estimated together. */
export interface DesignVariable {
  /** Value of each row; `null` and `undefined` are item nonresponse and out of its base. */
  readonly values: ArrayLike<number | null | undefined>;
  /** Which rows are asked about. Default: all. */
  readonly domain?: (row: number) => boolean;
}

/** Means of one design with what they have to do with each other. */
export interface DesignMeans {
  readonly estimates: readonly DesignEstimate[];
  /** Covariances of the means; variances on the diagonal. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Mean of a variable under a sampling design, or of a domain of it, with a standard error that knows about strata,
 * clusters, finite populations and the margins that the weights were fitted to. A net promoter score is the mean of −100, 0
 * and 100.
 *
 * {@link linearizedStandardError} of the same weights treats them as given, and rows as independent.
 *
 * **Base**: rows of the domain with a value. **Interval**: t with clusters minus strata degrees of freedom.
 *
 * @param values value of each row; `null` and `undefined` are item nonresponse
 * @throws {RangeError} when the column has another length or a value is not finite, the base has fewer than two rows, or lies in
 *   one cluster of each stratum
 * @source Woodruff (1971), A simple method for approximating the variance of a complicated estimate, JASA 66(334) 411–414;
 *   Deville and Särndal (1992), JASA 87(418) 376–382, for the residuals of calibration
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designMean(surveyDesign({ weights: [1, 2, 1, 2] }), [100, 0, -100, 100]).value.toFixed(2) // => "33.33"
 */
export function designMean(
  design: SurveyDesign,
  values: ArrayLike<number | null | undefined>,
  options: DesignOptions = {},
): DesignEstimate {
  const { domain, confidenceLevel } = options;
  return meansOf("designMean", design, [{ values, ...(domain && { domain }) }], confidenceLevel)
    .estimates[0]!;
}

/**
 * Several means of one design, of different variables or of domains of one, with their covariances: what
 * {@link designContrast} makes differences and changes of.
 *
 * @param variables one or more
 * @throws {RangeError} as {@link designMean} does
 * @source Woodruff (1971), JASA 66(334) 411–414
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designMeans(surveyDesign({ rows: 3 }), [{ values: [1, 2, 6] }, { values: [1, 2, 6] }]).covariance[0]?.[1]?.toFixed(3) // => "2.333"
 */
export function designMeans(
  design: SurveyDesign,
  variables: readonly DesignVariable[],
  options: Omit<DesignOptions, "domain"> = {},
): DesignMeans {
  return meansOf("designMeans", design, variables, options.confidenceLevel);
}

function meansOf(
  caller: string,
  design: SurveyDesign,
  variables: readonly DesignVariable[],
  confidenceLevel = 0.95,
): DesignMeans {
  const parts = variables.map(({ values, domain }) => {
    const base = designBase(caller, design, [values], domain);
    const moments = designMoments(design, base, values);
    return { base, ...moments, influence: meanInfluence(base, values, moments.mean) };
  });
  const { standardErrors, covariance } = linearizedCovariance(
    design,
    parts.map(({ influence }) => influence),
  );
  const estimates = parts.map(({ base, mean, variance }, index) =>
    designEstimate(
      caller,
      base,
      { value: mean, standardError: standardErrors[index]!, simpleVariance: variance / base.n },
      { confidenceLevel },
    ),
  );
  return { estimates, covariance };
}

/** Linearised variable of a mean: (y − ȳ) / Σw, and 0 outside its base. */
export function meanInfluence(
  { within, total }: DesignBase,
  values: ArrayLike<number | null | undefined>,
  mean: number,
): Float64Array {
  return Float64Array.from(within, (inside, row) => (inside ? (values[row]! - mean) / total : 0));
}
