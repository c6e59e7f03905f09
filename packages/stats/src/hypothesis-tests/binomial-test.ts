import {
  binomialCdf,
  binomialProbability,
  binomialSurvival,
} from "../distributions/binomial-distribution.ts";
import { requireDomain } from "../domain.ts";
import { firstWhere } from "./first-where.ts";
import { alternativeOf } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** An exact test of one share. */
export interface BinomialTestResult extends TestResult {
  /** Observed share, 0…1. */
  readonly share: number;
}

/**
 * Exact binomial test of one share against a target: are more than 40 % "very disappointed"? Two-sided by small
 * probabilities, as R does: everything no likelier than what was seen counts against the target.
 *
 * Never exceeds its level, and is timid for it where the sample is small.
 *
 * @param successes whole number, 0 to trials
 * @param trials whole number, 1 to 1e13
 * @param probability share under the null hypothesis, 0…1
 * @param options alternative "greater": the share is above `probability`
 * @returns `statistic` is the number of successes above the expected number
 * @throws {RangeError} unless 0 ≤ successes ≤ trials are whole numbers, trials > 0 and 0 ≤ probability ≤ 1
 * @source Clopper and Pearson (1934), The use of confidence or fiducial limits …, Biometrika 26(4) 404–413; R Core Team,
 *   stats::binom.test, for the two-sided rule
 * @example binomialTest(7, 20, 0.5).pValue.toFixed(4) // => "0.2632"
 */
export function binomialTest(
  successes: number,
  trials: number,
  probability: number,
  options?: TestOptions,
): BinomialTestResult {
  const caller = "binomialTest";
  const alternative = alternativeOf(caller, options);
  requireDomain(
    Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials,
    `${caller} requires whole numbers 0 ≤ successes ≤ trials`,
    `${successes} of ${trials}`,
  );
  requireDomain(trials > 0 && trials <= 1e13, `${caller} requires 0 < trials ≤ 1e13`, trials);
  requireDomain(probability >= 0 && probability <= 1, `${caller} requires 0 ≤ probability ≤ 1`, probability);
  const statistic = successes - trials * probability;
  const atLeast = successes === 0 ? 1 : binomialSurvival(successes - 1, trials, probability);
  const pValue =
    alternative === "greater"
      ? atLeast
      : alternative === "less"
        ? binomialCdf(successes, trials, probability)
        : bySmallProbabilities(successes, trials, probability);
  return { test: "exact-binomial", alternative, statistic, pValue, share: successes / trials };
}

/** Probability of everything that is no likelier than what was seen, ties included to seven digits. */
function bySmallProbabilities(successes: number, trials: number, probability: number): number {
  const mean = trials * probability;
  if (successes === mean) return 1;
  const limit = binomialProbability(successes, trials, probability) * (1 + 1e-7);
  const unlikely = (k: number): boolean => binomialProbability(k, trials, probability) <= limit;
  if (successes < mean) {
    const from = firstWhere(Math.ceil(mean), trials + 1, unlikely);
    const beyond = from > trials ? 0 : binomialSurvival(from - 1, trials, probability);
    return Math.min(1, binomialCdf(successes, trials, probability) + beyond);
  }
  const beyond = firstWhere(0, Math.floor(mean) + 1, (k) => !unlikely(k)) - 1;
  const atLeast = binomialSurvival(successes - 1, trials, probability);
  return Math.min(1, atLeast + (beyond < 0 ? 0 : binomialCdf(beyond, trials, probability)));
}
