import { studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { clopperPearsonInterval } from "./clopper-pearson-interval.ts";
import { checkedSuccesses, type ProportionInterval } from "./proportion-interval.ts";

/** What Korn and Graubard's interval needs to know about the survey besides the share and its effective base. */
export interface SurveyDegrees {
  /** How many responded, above 1: interviews, not weights. */
  readonly responses: number;
  /** Degrees of freedom of the design, above 0: clusters minus strata; responses minus 1 where nobody was clustered. */
  readonly degreesOfFreedom: number;
}

/**
 * Korn and Graubard's interval for a proportion from a survey with clusters, strata or weights: Clopper–Pearson's on the
 * effective base, shrunk once more because the variance itself was estimated from few clusters. Takes
 * {@link clopperPearsonInterval}'s guarantee to complex samples, approximately.
 *
 * The interval that it returns takes effective successes and the effective base, which is share·(1 − share) / variance,
 * or responses / design effect.
 *
 * @param survey responses, above 1, and degrees of freedom of the design, above 0
 * @returns an interval to pass wherever one for a proportion is asked for
 * @throws {RangeError} unless responses > 1 and degreesOfFreedom > 0; the interval itself unless 0 ≤ successes ≤ trials,
 *   0 < trials, the shrunken base is at most 1e13, and 0 < confidenceLevel < 1
 * @source Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
 *   estimated from survey data, Survey Methodology 24(2) 193–201; without a ceiling at the number of responses
 * @example kornGraubardInterval({ responses: 240, degreesOfFreedom: 11 })(36.4, 130, 0.95).low.toFixed(4) // => "0.1964"
 */
export function kornGraubardInterval({ responses, degreesOfFreedom }: SurveyDegrees): ProportionInterval {
  const name = "kornGraubardInterval";
  requireDomain(responses > 1 && responses < Infinity, `${name} requires finite responses > 1`, responses);
  requireDomain(degreesOfFreedom > 0, `${name} requires degreesOfFreedom > 0`, degreesOfFreedom);
  return Object.assign(
    (successes: number, trials: number, confidenceLevel = 0.95) => {
      const observed = checkedSuccesses(name, successes, trials);
      const simple = studentTCriticalValue(name, confidenceLevel, responses - 1);
      const design = studentTCriticalValue(name, confidenceLevel, degreesOfFreedom);
      // At levels next to 0 both quantiles are 0.
      const ratio = design > 0 ? (simple / design) ** 2 : 1;
      requireDomain(
        ratio > 0,
        `${name} requires a level that these degrees of freedom can give`,
        confidenceLevel,
      );
      return clopperPearsonInterval(observed * ratio, trials * ratio, confidenceLevel);
    },
    { method: "korn-graubard" as const },
  );
}
