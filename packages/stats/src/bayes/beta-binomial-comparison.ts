import { requireLevel } from "../critical-value.ts";
import { logIncompleteBeta } from "../distributions/beta-distribution.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { betaDifference } from "./beta-difference.ts";
import { betaPosterior, type BetaShapes } from "./beta-posterior.ts";
import { equalTailedInterval } from "./equal-tailed-interval.ts";
import { logPeakIntegral } from "./peak-integral.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** What is believed of two variants; plain data. Differences are B − A, on the scale of shares. */
export interface BetaBinomialComparison {
  /** Posterior shapes of the share of A. */
  readonly a: BetaShapes;
  /** Posterior shapes of the share of B. */
  readonly b: BetaShapes;
  /** Probability that the share of B is the higher one. */
  readonly probabilityOfB: number;
  /** Probability that the share of A is the higher one, with digits of its own where it is small. */
  readonly probabilityOfA: number;
  /** Share that choosing A is expected to lose: the mean of what B has more, counted 0 where it has less. */
  readonly expectedLossOfA: number;
  /** Share that choosing B is expected to lose. */
  readonly expectedLossOfB: number;
  /** B − A. */
  readonly difference: {
    readonly mean: number;
    readonly standardDeviation: number;
    /** Equal-tailed. */
    readonly interval: Interval;
  };
  readonly confidenceLevel: number;
}

/**
 * Bayesian comparison of two shares: how probable it is that B beats A, and what choosing either is expected to lose.
 *
 * A stopping rule by expected loss bounds what a wrong choice costs; unlike {@link proportionDifference} nothing here
 * bounds how often a difference is claimed where there is none, and stopping at a high probability finds one sooner or
 * later. Exact by quadrature, without draws. Assumes independent answers in independent groups.
 *
 * @param a the first variant; weighted counts scaled to the effective base are fine, to 1e7 and beyond
 * @param b the second variant
 * @param options `prior` of both shares (flat, 1 and 1, by default), and `confidenceLevel` of the difference's interval
 * @throws {RangeError} unless 0 ≤ successes ≤ trials < ∞ in both, the prior's shapes are 0.1 or more, and the level is
 *   strictly between 0 and 1
 * @source Stucchio (2015), Bayesian A/B Testing at VWO; Miller (2015), Formulas for Bayesian A/B Testing
 * @example
 * const comparison = betaBinomialComparison({ successes: 120, trials: 400 }, { successes: 150, trials: 420 });
 * comparison.probabilityOfB.toFixed(4); // => "0.9589"
 */
export function betaBinomialComparison(
  a: ProportionCounts,
  b: ProportionCounts,
  options: { readonly prior?: BetaShapes; readonly confidenceLevel?: number } = {},
): BetaBinomialComparison {
  const { prior = { a: 1, b: 1 }, confidenceLevel = 0.95 } = options;
  requireLevel("betaBinomialComparison", confidenceLevel);
  for (const { successes, trials } of [a, b])
    requireDomain(
      Number.isFinite(successes) && Number.isFinite(trials) && successes >= 0 && successes <= trials,
      "betaBinomialComparison requires 0 ≤ successes ≤ trials < ∞",
      `${successes} of ${trials}`,
    );
  const one = shapes(a, prior);
  const other = shapes(b, prior);
  const difference = inTheNameOf("betaBinomialComparison", () => betaDifference(other, one));
  return {
    a: one,
    b: other,
    probabilityOfB: difference.survival(0),
    probabilityOfA: difference.cdf(0),
    expectedLossOfA: expectedExcess(other, one),
    expectedLossOfB: expectedExcess(one, other),
    difference: {
      mean: difference.mean,
      standardDeviation: difference.standardDeviation,
      interval: equalTailedInterval(difference, confidenceLevel),
    },
    confidenceLevel,
  };
}

/** Mean of what `more` has more than `less`: the integral over t of the probability that one is above and one below t. */
function expectedExcess(more: BetaShapes, less: BetaShapes): number {
  return Math.exp(
    logPeakIntegral((s) => {
      const x = 1 / (1 + Math.exp(-s));
      const y = 1 / (1 + Math.exp(s));
      return (
        logIncompleteBeta(y, x, more.b, more.a) +
        logIncompleteBeta(x, y, less.a, less.b) +
        Math.log(x) +
        Math.log(y)
      );
    }),
  );
}

function shapes({ successes, trials }: ProportionCounts, prior: BetaShapes): BetaShapes {
  const { a, b } = betaPosterior(successes, trials, prior);
  return { a, b };
}
