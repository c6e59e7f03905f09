import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { requireDomain } from "../domain.ts";

/** A pooled mean with its standard error. */
export interface PooledMean {
  readonly mean: number;
  readonly standardError: number;
}

/** How far independent estimates differ beyond what their standard errors explain. */
export interface Heterogeneity {
  /** Cochran's Q: weighted sum of squared deviations from the fixed mean. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Probability of such a Q if all estimated the same. */
  readonly pValue: number;
  /** I²: the part of the variation that is not sampling error, 0…1. */
  readonly iSquared: number;
  /** H² = Q / df: 1 where sampling error explains all. */
  readonly hSquared: number;
  /** τ²: variance of the true values between the groups, by DerSimonian and Laird; 0 where Q is below its expectation. */
  readonly tauSquared: number;
  /** Mean weighted by 1/SE²: of one true value common to all. */
  readonly fixed: PooledMean;
  /** Mean weighted by 1/(SE² + τ²): of a population of groups. */
  readonly random: PooledMean;
}

/**
 * Heterogeneity of independent estimates of one quantity, as in a meta-analysis: whether channels, stores or countries
 * really differ, and by how much, beyond what their standard errors explain.
 *
 * A large p-value with few groups says little: Q has no power then. Look at τ, in the unit of the estimates.
 *
 * **Assumes** independent estimates, about normal, with standard errors that are known.
 *
 * @param estimates two or more, in one unit
 * @param standardErrors one for each, above 0, in the same unit
 * @throws {RangeError} when there are fewer than two, the lengths differ, an estimate is not finite, or a standard error not
 *   above 0 and finite
 * @source Cochran (1954), The combination of estimates from different experiments, Biometrics 10(1) 101–129; DerSimonian and
 *   Laird (1986), Meta-analysis in clinical trials, Controlled Clinical Trials 7(3) 177–188; Higgins and Thompson (2002),
 *   Quantifying heterogeneity in a meta-analysis, Statistics in Medicine 21(11) 1539–1558
 * @example heterogeneity([45, 38, 52, 30], [6, 5, 9, 7]).statistic.toFixed(3) // => "4.673"
 */
export function heterogeneity(
  estimates: readonly number[],
  standardErrors: readonly number[],
): Heterogeneity {
  const groups = estimates.length;
  requireDomain(groups >= 2, "heterogeneity requires two or more estimates", groups);
  requireDomain(
    standardErrors.length === groups,
    "heterogeneity requires one standard error for each estimate",
    `${standardErrors.length} for ${groups}`,
  );
  Array.from(estimates).forEach((estimate, group) => {
    requireDomain(
      Number.isFinite(estimate),
      "heterogeneity requires finite estimates",
      `${estimate} at ${group}`,
    );
    const error = standardErrors[group] as number;
    requireDomain(
      Number.isFinite(error) && error > 0,
      "heterogeneity requires finite standard errors > 0",
      `${error} at ${group}`,
    );
  });
  // Weights relative to the most precise estimate, so that none leaves the range of doubles.
  const least = standardErrors.reduce((one, other) => Math.min(one, other));
  const weights = standardErrors.map((error) => (least / error) ** 2);
  const fixed = pooled(estimates, weights, least);
  const statistic = sum(
    estimates.map((estimate, group) => ((estimate - fixed.mean) / (standardErrors[group] as number)) ** 2),
  );
  requireDomain(
    statistic < Infinity,
    "heterogeneity requires estimates within 1e150 standard errors",
    statistic,
  );
  const degreesOfFreedom = groups - 1;
  const tau = (least * Math.sqrt(Math.max(0, statistic - degreesOfFreedom))) / Math.sqrt(spreadOf(weights));
  requireDomain(
    tau * tau < Infinity,
    "heterogeneity requires standard errors within 1e150 of each other",
    `${least} as the least`,
  );
  const random = pooled(
    estimates,
    standardErrors.map((error) => (least / Math.hypot(error, tau)) ** 2),
    least,
  );
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
    iSquared: statistic > degreesOfFreedom ? (statistic - degreesOfFreedom) / statistic : 0,
    hSquared: statistic / degreesOfFreedom,
    tauSquared: tau * tau,
    fixed,
    random,
  };
}

function pooled(estimates: readonly number[], weights: readonly number[], unit: number): PooledMean {
  const total = sum(weights);
  const rough = sum(estimates.map((estimate, group) => estimate * (weights[group] as number))) / total;
  // A second pass takes out the rounding of the first.
  const rest = sum(estimates.map((estimate, group) => (estimate - rough) * (weights[group] as number)));
  return { mean: rough + rest / total, standardError: unit / Math.sqrt(total) };
}

/** Σw − Σw² / Σw, from the products of pairs: the difference would cancel where one estimate is far more precise than the others. */
function spreadOf(weights: readonly number[]): number {
  let before = 0;
  let products = 0;
  for (const weight of weights) {
    products += weight * before;
    before += weight;
  }
  return (2 * products) / before;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
