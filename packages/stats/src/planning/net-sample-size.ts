import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { NetInterval } from "../intervals/net-interval.ts";
import { type MarginOfError, type MarginPlan, type Width, marginAt, planForMargin } from "./margin-plan.ts";
import type { FieldConditions } from "./required-answers.ts";

/** Shares of the two classes that a net share subtracts; the rest are neutral. */
export interface NetShares {
  /** Share that counts +1: promoters. Within 0…1. */
  readonly favorable: number;
  /** Share that counts −1: detractors. Within 0…1, with `favorable` at most 1. */
  readonly unfavorable: number;
}

/** What is expected of a net share before anybody answered, and how it will be reported. */
export interface NetExpectation extends FieldConditions {
  /** Class shares expected. Default: half and half, which needs the most answers. */
  readonly shares?: NetShares;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** Interval whose half width is the margin, e.g. `adjustedWaldInterval`. Default: z·√(variance/n), the planning formula. */
  readonly interval?: NetInterval;
}

/**
 * How many answers until a net share (NPS ÷ 100) is known to ± a margin.
 *
 * A score of 30 may come from 30 % promoters and no detractors or from 65 % and 35 %: the second varies four times as much
 * and needs four times the answers, so the class shares are asked for, not the score. Without them the plan is for
 * the worst case, half promoters and half detractors.
 *
 * @param expectation `margin` is on the −1…1 scale: ±5 NPS points is 0.05
 * @returns answers and invitations, with the margin that the whole number of answers gives
 * @throws {RangeError} when the margin is not above 0, the shares are not two parts of 1 or leave no variance, the level
 *   is not strictly between 0 and 1, or a condition impossible
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372 (the
 *   variance); Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 4.6
 * @example netSampleSize({ margin: 0.05, shares: { favorable: 0.5, unfavorable: 0.2 } }).answers // => 938
 */
export function netSampleSize(
  expectation: NetExpectation & { readonly margin: number },
): MarginPlan & { readonly shares: NetShares } {
  const { shares = worstShares, margin } = expectation;
  const width = netWidth("netSampleSize", expectation);
  return { shares, ...planForMargin("netSampleSize", margin, width, expectation) };
}

/**
 * To ± how much a net share is known from n answers.
 *
 * @param expectation `n` answers, above 0
 * @returns the margin on the −1…1 scale
 * @throws {RangeError} when n is not above 0 or exceeds the population, the shares are not two parts of 1 or leave no
 *   variance, the level is not strictly between 0 and 1, or a condition impossible
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372
 * @example netMargin({ n: 400, shares: { favorable: 0.5, unfavorable: 0.2 } }).margin.toFixed(4) // => "0.0765"
 */
export function netMargin(
  expectation: NetExpectation & { readonly n: number },
): MarginOfError & { readonly shares: NetShares } {
  const { shares = worstShares, n } = expectation;
  const width = netWidth("netMargin", expectation);
  return { shares, ...marginAt("netMargin", n, width, expectation) };
}

/** Variance of one answer that counts 1, 0 or −1, above 0. */
export function netVariance(caller: string, { favorable, unfavorable }: NetShares): number {
  const neutral = 1 - favorable - unfavorable;
  requireDomain(
    favorable >= 0 && unfavorable >= 0 && neutral >= -1e-12,
    `${caller} requires class shares ≥ 0 that sum to at most 1`,
    `${favorable} and ${unfavorable}`,
  );
  const variance = 4 * favorable * unfavorable + (favorable + unfavorable) * Math.max(neutral, 0);
  requireDomain(
    variance > 0,
    `${caller} requires class shares with some variance`,
    `${favorable} and ${unfavorable}`,
  );
  return variance;
}

const worstShares: NetShares = { favorable: 0.5, unfavorable: 0.5 };

function netWidth(
  caller: string,
  { shares = worstShares, confidenceLevel = 0.95, interval }: NetExpectation,
): Width {
  const variance = netVariance(caller, shares);
  const z = normalCriticalValue(caller, confidenceLevel);
  if (!interval) {
    return {
      method: "wald",
      confidenceLevel,
      halfWidth: (n) => z * Math.sqrt(variance / n),
      baseFor: (margin) => (z / margin) ** 2 * variance,
      leastBase: Number.MIN_VALUE,
    };
  }
  const { favorable, unfavorable } = shares;
  const neutral = Math.max(0, 1 - favorable - unfavorable);
  return {
    method: interval.method,
    confidenceLevel,
    halfWidth: (n) => {
      const counts = { favorable: n * favorable, neutral: n * neutral, unfavorable: n * unfavorable };
      const { low, high } = interval(counts, confidenceLevel);
      return (high - low) / 2;
    },
    leastBase: 1,
  };
}
