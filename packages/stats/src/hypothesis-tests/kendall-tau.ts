import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { type Concordance, concordance } from "./concordance.ts";
import type { Pairs } from "./pairs.ts";
import type { CorrelationResult } from "./pearson-correlation.ts";
import { sum } from "./sample.ts";
import { alternativeOf, exactPValue, finiteRatio, normalPValue } from "./tail-probability.ts";
import type { IntervalTestOptions } from "./test-result.ts";

/** A correlation by the order of pairs of subjects. */
export interface KendallResult extends CorrelationResult {
  /** Pairs of subjects in the same order on both sides minus pairs in opposite order. */
  readonly score: number;
}

/**
 * Kendall's τ-b with the tie-corrected normal test against 0: do higher ratings of one thing go with higher ratings of
 * another? Reaches ±1 only in a table with as many rows as columns; for others there is {@link kendallTauC}.
 *
 * Test and interval are about large samples; the interval is symmetric, cut to −1…1, and without width where τ is ±1.
 *
 * @param pairs two values of each subject, or their counts over two scales; at least 2
 * @param options alternative "greater": the correlation is above 0
 * @throws {RangeError} when there are fewer than 2 pairs, one side does not vary, or the level is not strictly between 0 and 1
 * @source Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3) 239–251; Brown and Benedetti (1977),
 *   Sampling behavior of tests for correlation in two-way contingency tables, JASA 72(358) 309–315, for the interval
 * @example kendallTauB({ first: [9, 10, 7, 6, 8], second: [5, 5, 4, 3, 3] }).correlation.toFixed(4) // => "0.6708"
 */
export function kendallTauB(pairs: Pairs, options: IntervalTestOptions = {}): KendallResult {
  const caller = "kendallTauB";
  const counted = concordance(caller, pairs);
  const { n, score, first, second, cells } = counted;
  const [one, other] = [n * n - sumOf(first, 2), n * n - sumOf(second, 2)];
  const w = Math.sqrt(one) * Math.sqrt(other);
  const correlation = clipped((2 * score) / w);
  const variance = sum(
    cells.map(({ count, balance, firstTotal, secondTotal }) => {
      const margin = firstTotal * other + secondTotal * one;
      return count * (2 * w * balance + correlation * margin) ** 2;
    }),
  );
  const rest = variance - n ** 3 * correlation ** 2 * (one + other) ** 2;
  const standardError = Math.sqrt(Math.max(0, rest)) / w / w;
  return result(caller, "kendall-tau-b", counted, options, correlation, standardError);
}

/**
 * Stuart's τ-c, for tables with more rows than columns or the reverse, with the same test as {@link kendallTauB}: of the
 * order of pairs of subjects, against 0.
 *
 * @param pairs two values of each subject, or their counts over two scales; at least 2
 * @param options alternative "greater": the correlation is above 0
 * @throws {RangeError} when there are fewer than 2 pairs, one side does not vary, or the level is not strictly between 0 and 1
 * @source Stuart (1953), The estimation and comparison of strengths of association in contingency tables, Biometrika
 *   40(1/2) 105–110; Brown and Benedetti (1977) for the interval
 * @example kendallTauC({ first: [9, 10, 7, 6, 8], second: [5, 5, 4, 3, 3] }).correlation.toFixed(4) // => "0.7200"
 */
export function kendallTauC(pairs: Pairs, options: IntervalTestOptions = {}): KendallResult {
  const caller = "kendallTauC";
  const counted = concordance(caller, pairs);
  const { n, score, first, second, cells } = counted;
  const levels = Math.min(first.length, second.length);
  const scale = levels / (levels - 1);
  const correlation = clipped((scale * 2 * score) / n / n);
  const squares = sum(cells.map(({ count, balance }) => count * balance * balance));
  const variance = (4 * scale ** 2 * Math.max(0, squares / n - ((2 * score) / n) ** 2)) / n ** 3;
  return result(caller, "kendall-tau-c", counted, options, correlation, Math.sqrt(variance));
}

/**
 * Exact test of Kendall's correlation against 0 for a few subjects without ties, among all orders. Two-sided, it doubles the
 * smaller tail; the interval is that of {@link kendallTauB}.
 *
 * @param pairs two values of each subject, without ties on either side; 2 to 1000
 * @param options alternative "greater": the correlation is above 0
 * @throws {RangeError} when there are ties, fewer than 2 or more than 1000 pairs, or the level is not strictly between 0 and 1
 * @source Kendall (1938), A new measure of rank correlation, Biometrika 30(1–2) 81–93
 * @example kendallExact({ first: [1, 2, 3, 4, 5], second: [1, 3, 2, 4, 5] }).pValue.toFixed(4) // => "0.0833"
 */
export function kendallExact(pairs: Pairs, options: IntervalTestOptions = {}): KendallResult {
  const caller = "kendallExact";
  const { n, score, first, second } = concordance(caller, pairs);
  requireDomain(
    first.length === n && second.length === n && n <= 1000,
    `${caller} requires at most 1000 pairs without ties`,
    `${n} pairs of ${first.length} and ${second.length} values`,
  );
  const inversions = (n * (n - 1)) / 2 - score;
  const distribution = inversionDistribution(n);
  // Few inversions are a high correlation; their number has the same tails from either end.
  const atLeast = sum(Array.from(distribution.subarray(0, inversions / 2 + 1)));
  const atMost = sum(Array.from(distribution.subarray(0, (n * (n - 1)) / 2 - inversions / 2 + 1)));
  const asymptotic = kendallTauB(pairs, options);
  return {
    ...asymptotic,
    test: "kendall-exact",
    statistic: score,
    pValue: exactPValue(atMost, atLeast, asymptotic.alternative),
  };
}

/** Probability of each number of inversions of a random order of n. */
export function inversionDistribution(n: number): Float64Array {
  let distribution = new Float64Array([1]);
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array(distribution.length + size - 1);
    let window = 0;
    for (let index = 0; index < (next.length + 1) / 2; index++) {
      window += (distribution[index] ?? 0) - (distribution[index - size] ?? 0);
      next[index] = window / size;
      next[next.length - 1 - index] = window / size;
    }
    distribution = next;
  }
  return distribution;
}

function result(
  caller: string,
  test: string,
  { n, score, scoreVariance }: Concordance,
  options: IntervalTestOptions,
  correlation: number,
  standardError: number,
): KendallResult {
  const alternative = alternativeOf(caller, options);
  const margin = normalCriticalValue(caller, options.confidenceLevel ?? 0.95) * standardError;
  const statistic = finiteRatio(score, Math.sqrt(Math.max(0, scoreVariance)));
  return {
    test,
    alternative,
    statistic,
    pValue: normalPValue(statistic, alternative),
    correlation,
    interval: { low: Math.max(-1, correlation - margin), high: Math.min(1, correlation + margin) },
    n,
    score,
  };
}

function clipped(correlation: number): number {
  return Math.max(-1, Math.min(1, correlation));
}

function sumOf(totals: readonly number[], power: number): number {
  return sum(totals.map((total) => total ** power));
}
