import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { logGamma } from "../distributions/log-gamma.ts";
import { requireDomain } from "../domain.ts";
import type { TestResult } from "../hypothesis-tests/test-result.ts";

/** Whether subjects were split as they should have been. */
export interface SampleRatioTest extends TestResult {
  readonly observed: readonly number[];
  /** Subjects each arm should have on average. */
  readonly expected: readonly number[];
}

/**
 * Sample ratio mismatch (SRM): were subjects split between the arms as planned? If not, something lost or moved them, and
 * nothing else about the experiment can be believed, however large it is.
 *
 * Look at p < 0.001, not 0.05: this is a check of the machinery that is made again and again. Pearson's chi-squared test;
 * where an arm expects fewer than 5 subjects, the exact multinomial test instead.
 *
 * @param observed subjects that were counted in each arm, whole, at least two arms
 * @param shares the planned split, in any unit: `[1, 1]`, `[90, 10]`
 * @throws {RangeError} when counts are not whole or all 0, shares not above 0, there are fewer than two arms or their numbers
 *   differ
 * @source Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD 2156–2164; Pearson
 *   (1900), Philosophical Magazine 50(302) 157–175
 * @example sampleRatioTest([50_912, 50_000], [1, 1]).pValue.toFixed(4) // => "0.0041"
 */
export function sampleRatioTest(observed: readonly number[], shares: readonly number[]): SampleRatioTest {
  requireDomain(
    observed.length >= 2 && observed.length === shares.length,
    "sampleRatioTest requires one share for each of two arms or more",
    `${observed.length} and ${shares.length}`,
  );
  for (const count of observed)
    requireDomain(
      Number.isSafeInteger(count) && count >= 0,
      "sampleRatioTest requires whole counts ≥ 0",
      count,
    );
  for (const share of shares)
    requireDomain(share > 0 && share < Infinity, "sampleRatioTest requires finite shares > 0", share);
  const total = observed.reduce((sum, count) => sum + count, 0);
  requireDomain(total > 0, "sampleRatioTest requires some subjects", total);
  const sum = shares.reduce((all, share) => all + share, 0);
  const expected = shares.map((share) => total * (share / sum));
  requireDomain(
    expected.every((count) => count > 0),
    "sampleRatioTest requires shares that compare",
    shares,
  );
  const statistic = Math.min(
    Number.MAX_VALUE,
    observed.reduce(
      (all, count, i) => all + (count - (expected[i] as number)) ** 2 / (expected[i] as number),
      0,
    ),
  );
  const degreesOfFreedom = observed.length - 1;
  const few = expected.some((count) => count < 5) && splits(total, observed.length) <= 200_000;
  return {
    test: few ? "exact multinomial" : "chi-squared",
    alternative: "two-sided",
    statistic,
    ...(!few && { degreesOfFreedom }),
    pValue: few
      ? exactPValue(
          observed,
          shares.map((share) => share / sum),
        )
      : chiSquaredSurvival(statistic, degreesOfFreedom),
    observed,
    expected,
  };
}

/** In how many ways a total splits between arms; large enough ones may be Infinity. */
function splits(total: number, arms: number): number {
  let ways = 1;
  for (let k = 1; k < arms; k++) ways *= (total + k) / k;
  return ways;
}

/** Probability of all splits that are no likelier than the one observed. */
function exactPValue(observed: readonly number[], shares: readonly number[]): number {
  const total = observed.reduce((sum, count) => sum + count, 0);
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, k) => logGamma(k + 1));
  const logShares = shares.map(Math.log);
  const part = (arm: number, count: number): number =>
    count * (logShares[arm] as number) - (logFactorial[count] as number);
  const own = observed.reduce((sum, count, arm) => sum + part(arm, count), 0);
  // Equally likely splits may differ in the last digits.
  const limit = own + 1e-9;
  let chance = 0;
  const walk = (arm: number, left: number, log: number): void => {
    if (arm === observed.length - 1) {
      const all = log + part(arm, left);
      if (all <= limit) chance += Math.exp(all + (logFactorial[total] as number));
      return;
    }
    for (let count = 0; count <= left; count++) walk(arm + 1, left - count, log + part(arm, count));
  };
  walk(0, total, 0);
  return Math.min(1, chance);
}
