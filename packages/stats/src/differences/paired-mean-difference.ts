import { studentTCriticalValue } from "../critical-value.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { type MeanSummary, unitMoments, withUniformPseudoResponse } from "../intervals/mean-interval.ts";
import type { DifferenceTest } from "./difference-test.ts";
import { welchDifference } from "./mean-difference.ts";
import { overlapMoments, type PairedWaves, type WaveMoments } from "./paired-waves.ts";

/**
 * Change of a mean rating between two waves that share some or all of their respondents, after minus before, by the t test for
 * partially overlapping samples with its interval.
 *
 * Where everybody answered both waves this is the paired t test; where nobody did, Welch's ({@link meanDifference}). Where
 * nothing varies, one pseudo-response spread evenly over the scale (of pairs: over all possible changes) stands in for the
 * variance. Assumes that respondents are independent of each other.
 *
 * @param waves scale points; complete pairs before by after, and who answered one wave only
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval in scale points, not clipped
 * @throws {RangeError} when the table does not fit the points, a count is negative or not finite, a wave is empty, or the
 *   level is not strictly between 0 and 1
 * @source Derrick, Russ, Toher and White (2017), Test statistics for the comparison of means for two samples that include
 *   both paired and independent observations, Journal of Modern Applied Statistical Methods 16(1) 137–157, T_new2
 * @example pairedMeanDifference({ points: [1, 2, 3], counts: [[2, 3, 1], [0, 4, 5], [0, 1, 6]] }).pValue.toFixed(4) // => "0.0090"
 */
export function pairedMeanDifference(waves: PairedWaves, confidenceLevel = 0.95): DifferenceTest {
  const moments = overlapMoments("pairedMeanDifference", waves);
  const { before, after, pairs, correlation } = moments;
  const { points } = waves;
  const [min, max] = [Math.min(...points), Math.max(...points)];
  const difference = after.mean - before.mean;
  if (pairs === before.n && pairs === after.n) return pairedT(waves, difference, max - min, confidenceLevel);
  const welch = welchDifference(
    "pairedMeanDifference",
    summary(after, min, max),
    summary(before, min, max),
    confidenceLevel,
  );
  const [one, other] = [before, after].map(({ n, squares }) => (n > 1 ? squares / (n - 1) / n : 0));
  // Pairs of waves in which one does not vary do not go together.
  const together =
    2 *
    correlation *
    Math.sqrt(one!) *
    Math.sqrt(other!) *
    (pairs / Math.sqrt(before.n) / Math.sqrt(after.n));
  const single = before.n + after.n - 2 * pairs;
  const degreesOfFreedom =
    pairs - 1 + ((welch.degreesOfFreedom! - pairs + 1) / (single + 2 * pairs)) * single;
  const standardError = Math.sqrt(Math.max(0, welch.standardError ** 2 - together));
  return tResult(
    difference,
    standardError,
    degreesOfFreedom,
    confidenceLevel,
    "overlapping",
    "overlapping t",
  );
}

function pairedT(
  { points, counts }: PairedWaves,
  difference: number,
  range: number,
  confidenceLevel: number,
): DifferenceTest {
  let n = 0;
  let squares = 0;
  counts.forEach((row, i) =>
    row.forEach((count, j) => {
      n += count;
      squares += count * (points[j]! - points[i]! - difference) ** 2;
    }),
  );
  const changes: MeanSummary = {
    mean: difference,
    variance: n > 1 ? squares / (n - 1) : 0,
    n,
    min: -range,
    max: range,
  };
  const observed = unitMoments("pairedMeanDifference", changes);
  const used = observed.variance === 0 || n <= 1 ? withUniformPseudoResponse(observed) : observed;
  const standardError = 2 * range * Math.sqrt(used.variance / used.n);
  return tResult(difference, standardError, used.n - 1, confidenceLevel, "paired-t", "paired-t");
}

function tResult(
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
  confidenceLevel: number,
  method: string,
  test: string,
): DifferenceTest {
  const t = studentTCriticalValue("pairedMeanDifference", confidenceLevel, degreesOfFreedom);
  const margin = Math.min(t * standardError, Number.MAX_VALUE);
  const statistic = difference === 0 ? 0 : difference / standardError;
  return {
    difference,
    interval: { low: difference - margin, high: difference + margin },
    standardError,
    statistic,
    degreesOfFreedom,
    pValue: 2 * studentTSurvival(Math.abs(statistic), degreesOfFreedom),
    method,
    test,
  };
}

function summary({ n, mean, squares }: WaveMoments, min: number, max: number): MeanSummary {
  return { mean, variance: n > 1 ? squares / (n - 1) : 0, n, min, max };
}
