import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { ProportionInterval } from "../intervals/proportion-interval.ts";
import { type MarginOfError, type MarginPlan, type Width, marginAt, planForMargin } from "./margin-plan.ts";
import type { FieldConditions } from "./required-answers.ts";

/** What is expected of a share before anybody answered, and how it will be reported. */
export interface ProportionExpectation extends FieldConditions {
  /** Share expected, strictly between 0 and 1. Default ½, which needs the most answers. */
  readonly share?: number;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** Interval whose half width is the margin, e.g. `wilsonInterval`. Default: z·√(p(1 − p)/n), the planning formula of textbooks. */
  readonly interval?: ProportionInterval;
}

/**
 * How many answers until a share (CSAT, a top-two-box, a churn rate) is known to ± a margin.
 *
 * The margin is half the width of the interval at the share expected; the share found will differ, and with it the width.
 * Without a reason to expect another share leave it at ½: no share needs more.
 *
 * @param expectation `margin` is on the 0…1 scale: ±5 points is 0.05
 * @returns answers and invitations, with the margin that the whole number of answers gives
 * @throws {RangeError} when the margin is not above 0, the share or the level not strictly between 0 and 1, or a
 *   condition impossible
 * @source Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 4.4
 * @example proportionSampleSize({ margin: 0.05 }).answers // => 385
 */
export function proportionSampleSize(
  expectation: ProportionExpectation & { readonly margin: number },
): MarginPlan & { readonly share: number } {
  const { share = 0.5, margin } = expectation;
  const width = proportionWidth("proportionSampleSize", expectation);
  return { share, ...planForMargin("proportionSampleSize", margin, width, expectation) };
}

/**
 * To ± how much a share is known from n answers.
 *
 * @param expectation `n` answers, above 0
 * @returns the margin on the 0…1 scale
 * @throws {RangeError} when n is not above 0 or exceeds the population, the share or the level is not strictly between 0
 *   and 1, or a condition impossible
 * @source Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 3.5
 * @example proportionMargin({ n: 400, share: 0.8 }).margin.toFixed(4) // => "0.0392"
 */
export function proportionMargin(
  expectation: ProportionExpectation & { readonly n: number },
): MarginOfError & { readonly share: number } {
  const { share = 0.5, n } = expectation;
  const width = proportionWidth("proportionMargin", expectation);
  return { share, ...marginAt("proportionMargin", n, width, expectation) };
}

function proportionWidth(
  caller: string,
  { share = 0.5, confidenceLevel = 0.95, interval }: ProportionExpectation,
): Width {
  requireDomain(share > 0 && share < 1, `${caller} requires 0 < share < 1`, share);
  const z = normalCriticalValue(caller, confidenceLevel);
  if (!interval) {
    const variance = share * (1 - share);
    return {
      method: "wald",
      confidenceLevel,
      halfWidth: (n) => z * Math.sqrt(variance / n),
      baseFor: (margin) => (z / margin) ** 2 * variance,
      leastBase: Number.MIN_VALUE,
    };
  }
  return {
    method: interval.method,
    confidenceLevel,
    halfWidth: (n) => {
      const { low, high } = interval(n * share, n, confidenceLevel);
      return (high - low) / 2;
    },
    leastBase: 1,
  };
}
