import { requireDomain } from "../domain.ts";
import {
  designBase,
  type DesignEstimate,
  designEstimate,
  designMoments,
  type DesignOptions,
} from "./design-base.ts";
import { meanInfluence } from "./design-mean.ts";
import { type DesignProportionInterval, designWilsonInterval } from "./design-proportion-interval.ts";
import { linearizedCovariance } from "./linearized-covariance.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** What an estimate of a share takes. */
export interface DesignProportionOptions extends DesignOptions {
  /** Default: {@link designWilsonInterval}. */
  readonly interval?: DesignProportionInterval;
}

/**
 * Share of the population, or of a domain of it, that something holds for, with an interval that fits shares: the mean of
 * zeros and ones of {@link designMean}, whose symmetric interval leaves 0…1.
 *
 * **Unit**: share, 0…1. **Base**: rows of the domain with a 0 or 1. **Interval**: Wilson on the effective base.
 *
 * @param indicator 1 where it holds, 0 where not; `null` and `undefined` are item nonresponse
 * @throws {RangeError} when the column has another length or an entry that is not 0, 1 or null, the base has fewer than two rows or
 *   lies in one cluster of each stratum, or the interval does not take the share
 * @source Franco, Little, Louis and Slud (2019), Comparative study of confidence intervals for proportions in complex sample
 *   surveys, Journal of Survey Statistics and Methodology 7(3) 334–364
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designProportion(surveyDesign({ weights: [1, 2, 1, 2] }), [1, 0, 1, 1]).value.toFixed(4) // => "0.6667"
 */
export function designProportion(
  design: SurveyDesign,
  indicator: ArrayLike<number | null | undefined>,
  options: DesignProportionOptions = {},
): DesignEstimate {
  const { interval = designWilsonInterval, confidenceLevel = 0.95, domain } = options;
  const base = designBase("designProportion", design, [indicator], domain);
  base.within.forEach((inside, row) =>
    requireDomain(
      !inside || indicator[row] === 0 || indicator[row] === 1,
      "designProportion requires 0, 1 or null",
      `${indicator[row]} at ${row}`,
    ),
  );
  const moments = designMoments(design, base, indicator);
  const share = Math.max(0, Math.min(1, moments.mean));
  const { standardErrors } = linearizedCovariance(design, [meanInfluence(base, indicator, moments.mean)]);
  const standardError = standardErrors[0]!;
  const estimate = designEstimate(
    "designProportion",
    base,
    { value: share, standardError, simpleVariance: moments.variance / base.n },
    { confidenceLevel },
  );
  const limits = interval(
    {
      share,
      standardError,
      n: base.n,
      kishEffectiveSize: base.kish,
      degreesOfFreedom: base.degreesOfFreedom,
    },
    confidenceLevel,
  );
  return { ...estimate, interval: limits, method: interval.method };
}
