import {
  betaCdf,
  betaLogitQuantile,
  betaSurvival,
  logBetaKernel,
} from "../distributions/beta-distribution.ts";
import { requireDomain } from "../domain.ts";
import { numberGiven, probabilityGiven } from "../method-arguments.ts";
import type { Posterior } from "./posterior.ts";

/** A beta distribution of a share: imagined successes and failures. */
export interface BetaShapes {
  /** Weight of successes, above 0. */
  readonly a: number;
  /** Weight of failures, above 0. */
  readonly b: number;
}

/** The posterior distribution of a share. */
export interface BetaPosterior extends Posterior, BetaShapes {
  /** The most probable share; `null` unless both shapes are above 1, where the density is highest at an end or flat. */
  readonly mode: number | null;
}

/**
 * What answers tell of a share, as a beta distribution: top-box share, first-contact resolution, conversion. The prior
 * is added to the counts.
 *
 * For the interval of a report {@link wilsonInterval} needs no prior; take this one for statements such as "the share
 * exceeds 80 % with probability .93", and to bring in last year's data as a prior. Assumes independent answers.
 *
 * @param successes number ≥ 0; weighted counts scaled to the effective base are fine
 * @param trials number ≥ `successes`; 0 leaves the prior
 * @param prior Jeffreys' ½ and ½ by default; 1 and 1 is flat
 * @returns a distribution on 0…1; {@link equalTailedInterval} and {@link highestDensityInterval} make intervals of it
 * @throws {RangeError} unless 0 ≤ successes ≤ trials < ∞ and both shapes of the prior are above 0
 * @source Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.4; the prior: Jeffreys (1946), An invariant form for
 *   the prior probability in estimation problems, Proceedings of the Royal Society A 186 453–461
 * @example betaPosterior(81, 100).survival(0.75).toFixed(4) // => "0.9202"
 */
export function betaPosterior(
  successes: number,
  trials: number,
  prior: BetaShapes = { a: 0.5, b: 0.5 },
): BetaPosterior {
  requireDomain(
    Number.isFinite(successes) && Number.isFinite(trials) && successes >= 0 && successes <= trials,
    "betaPosterior requires 0 ≤ successes ≤ trials < ∞",
    `${successes} of ${trials}`,
  );
  requireDomain(
    Number.isFinite(prior.a) && Number.isFinite(prior.b) && prior.a > 0 && prior.b > 0,
    "betaPosterior requires a prior with finite shapes above 0",
    `${prior.a} and ${prior.b}`,
  );
  const a = successes + prior.a;
  const b = trials - successes + prior.b;
  const n = a + b;
  const variance = ((a / n) * (b / n)) / (n + 1);
  return {
    a,
    b,
    mean: a / n,
    mode: a > 1 && b > 1 ? (a - 1) / (n - 2) : null,
    variance,
    standardDeviation: Math.sqrt(variance),
    low: 0,
    high: 1,
    cdf: (x) => (numberGiven("betaPosterior(…).cdf", x) <= 0 ? 0 : x >= 1 ? 1 : betaCdf(x, a, b)),
    survival: (x) =>
      numberGiven("betaPosterior(…).survival", x) <= 0 ? 1 : x >= 1 ? 0 : betaSurvival(x, a, b),
    quantile: (p) =>
      shareOf(betaLogitQuantile(probabilityGiven("betaPosterior(…).quantile", p), 1 - p, a, b)),
    upperQuantile: (q) =>
      shareOf(betaLogitQuantile(1 - probabilityGiven("betaPosterior(…).upperQuantile", q), q, a, b)),
    logDensity: (x) => logBetaDensity(numberGiven("betaPosterior(…).logDensity", x), 1 - x, a, b),
  };
}

/** Logarithm of the beta density at x, with y = 1 − x given apart. */
export function logBetaDensity(x: number, y: number, a: number, b: number): number {
  if (x < 0 || y < 0) return -Infinity;
  if (x === 0) return atEnd(a, b);
  if (y === 0) return atEnd(b, a);
  return logBetaKernel(x, y, a, b) - Math.log(x) - Math.log(y);
}

/** At the end where the first shape decides; a shape of 1 leaves that of the other one. */
function atEnd(shape: number, other: number): number {
  return shape < 1 ? Infinity : shape > 1 ? -Infinity : Math.log(other);
}

function shareOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
