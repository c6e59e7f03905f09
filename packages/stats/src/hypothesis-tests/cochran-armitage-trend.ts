import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { requireDomain } from "../domain.ts";
import { checkedSuccesses } from "../intervals/proportion-interval.ts";
import { sum } from "./sample.ts";
import { alternativeOf, normalPValue } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** A test of a linear trend in a share. */
export interface ProportionTrendResult extends TestResult {
  /** Change of the share for each unit of the scores, by least squares weighted with the trials. */
  readonly slope: number;
}

/**
 * Cochran–Armitage test of a linear trend in a share over ordered groups: does the top-two-box share rise with tenure,
 * or from wave to wave? It looks for one departure only and so finds it sooner than {@link chiSquaredTest}, of whose
 * statistic its square is a part.
 *
 * Assumes independent groups. Where every answer is the same, the statistic is 0 and the p-value 1.
 *
 * @param groups successes and trials of each group, at least two; effective counts welcome
 * @param scores where each group stands: 1, 2, 3, … unless given; not all equal
 * @param options alternative "greater": the share rises with the scores
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0 in at least two groups with finite scores that differ
 * @source Armitage (1955), Tests for linear trends in proportions and frequencies, Biometrics 11(3) 375–386
 * @example cochranArmitageTrend([{ successes: 20, trials: 100 }, { successes: 35, trials: 110 }, { successes: 30, trials: 90 }]).pValue.toFixed(4) // => "0.0386"
 */
export function cochranArmitageTrend(
  groups: readonly ProportionCounts[],
  scores: readonly number[] = groups.map((_, index) => index + 1),
  options?: TestOptions,
): ProportionTrendResult {
  const caller = "cochranArmitageTrend";
  const alternative = alternativeOf(caller, options);
  requireDomain(
    groups.length > 1 && scores.length === groups.length,
    `${caller} requires at least 2 groups and a score for each`,
    `${groups.length} and ${scores.length}`,
  );
  const successes = groups.map((group) => checkedSuccesses(caller, group.successes, group.trials));
  const trials = groups.map((group) => group.trials);
  requireDomain(
    scores.every(Number.isFinite) && new Set(scores).size > 1,
    `${caller} requires finite scores that differ`,
    scores,
  );
  const n = sum(trials);
  const share = sum(successes) / n;
  const failures = sum(groups.map((group, i) => group.trials - (successes[i] as number))) / n;
  const center = sum(scores.map((score, i) => score * ((trials[i] as number) / n)));
  const deviations = scores.map((score) => score - center);
  const covariance = sum(
    deviations.map((deviation, i) => deviation * ((successes[i] as number) - share * (trials[i] as number))),
  );
  const squares = sum(deviations.map((deviation, i) => deviation * deviation * (trials[i] as number)));
  requireDomain(
    squares > 0 && squares < Infinity,
    `${caller} requires scores whose distances can be squared`,
    scores,
  );
  const variance = share * failures * squares;
  const statistic = variance > 0 ? covariance / Math.sqrt(variance) : 0;
  return {
    test: "cochran-armitage-trend",
    alternative,
    statistic,
    pValue: normalPValue(statistic, alternative),
    slope: covariance / squares,
  };
}
