import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { netMoments } from "../intervals/net-interval.ts";
import { netScoreLimits } from "../intervals/score-interval.ts";
import { wilsonLimits } from "../intervals/wilson-interval.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import { overlapCorrelation, overlapMoments, type PairedWaves, requirePoints } from "./paired-waves.ts";

/**
 * Change of a proportion (top-box share, resolved cases) among the same people, after minus before, with Tango's score
 * interval and the McNemar test without continuity correction, which always agree.
 *
 * Only those who changed count: as many up as down is no change, however many stayed. Takes complete pairs;
 * {@link pairedProportionDifferenceNewcombe} also uses who answered one wave only.
 *
 * @param waves points 0 and 1; complete pairs before by after
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale; `standardError` is that of the observed change; where nobody changed
 *   the statistic is 0 and the p-value 1
 * @throws {RangeError} when the points are others, somebody answered one wave only, a count is negative or not finite,
 *   there are no pairs, or the level is not strictly between 0 and 1
 * @source Tango (1998), Equivalence test and confidence interval for the difference in proportions for the paired-sample
 *   design, Statistics in Medicine 17(8) 891–908
 * @example pairedProportionDifference({ points: [0, 1], counts: [[0, 12], [2, 36]] }).interval.low.toFixed(4) // => "0.0611"
 */
export function pairedProportionDifference(waves: PairedWaves, confidenceLevel = 0.95): DifferenceTest {
  const caller = "pairedProportionDifference";
  const z = normalCriticalValue(caller, confidenceLevel);
  const { gained, lost, n } = changes(caller, waves);
  const changed = gained + lost;
  const statistic = changed > 0 ? (gained - lost) / Math.sqrt(changed) : 0;
  return {
    difference: (gained - lost) / n,
    interval: netScoreLimits({ favorable: gained, neutral: n - changed, unfavorable: lost }, n, z),
    standardError: observedError(gained, lost, n),
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "tango",
    test: "mcnemar-z",
  };
}

/**
 * The same change with Bonett and Price's adjusted Wald interval: one pseudo-respondent gained and one lost. Simple, and
 * hardly wider than {@link pairedProportionDifference} from twenty pairs on.
 *
 * @param waves points 0 and 1; complete pairs before by after
 * @param confidenceLevel strictly between 0 and 1
 * @returns limits as published, not clipped; `standardError` and `statistic` are those of the adjusted pairs
 * @throws {RangeError} as {@link pairedProportionDifference}
 * @source Bonett and Price (2012), Adjusted Wald confidence interval for a difference of binomial proportions based on paired
 *   data, Journal of Educational and Behavioral Statistics 37(4) 479–488
 * @example pairedProportionDifferenceBonettPrice({ points: [0, 1], counts: [[0, 12], [2, 36]] }).interval.low.toFixed(4) // => "0.0509"
 */
export function pairedProportionDifferenceBonettPrice(
  waves: PairedWaves,
  confidenceLevel = 0.95,
): DifferenceTest {
  const caller = "pairedProportionDifferenceBonettPrice";
  const z = normalCriticalValue(caller, confidenceLevel);
  const { gained, lost, n } = changes(caller, waves);
  const adjusted = netMoments(caller, {
    favorable: gained + 1,
    neutral: Math.max(0, n - gained - lost),
    unfavorable: lost + 1,
  });
  const standardError = Math.sqrt(adjusted.variance / adjusted.n);
  const statistic = adjusted.share / standardError;
  return {
    difference: (gained - lost) / n,
    interval: { low: adjusted.share - z * standardError, high: adjusted.share + z * standardError },
    standardError,
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "bonett-price",
    test: "bonett-price-z",
  };
}

/**
 * Change of a proportion between two waves that share some or all of their respondents, after minus before: Newcombe's
 * square-and-add interval of two Wilson intervals with the correlation of the waves, and the score test of no change.
 *
 * Where nobody answered both waves the result is that of {@link proportionDifference}, pooled z included. Where everybody did,
 * the interval is Newcombe's for pairs and the test McNemar's. A positive correlation is reduced as he proposes.
 *
 * @param waves points 0 and 1; complete pairs before by after, and who answered one wave only
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale; `standardError` is that of the observed change
 * @throws {RangeError} when the points are others, a count is negative or not finite, a wave is empty, or the level is not
 *   strictly between 0 and 1
 * @source Newcombe (1998), Improved confidence intervals for the difference between binomial proportions based on paired data,
 *   Statistics in Medicine 17(22) 2635–2650, method 10
 * @example pairedProportionDifferenceNewcombe({ points: [0, 1], counts: [[0, 12], [2, 36]] }).interval.low.toFixed(4) // => "0.0569"
 */
export function pairedProportionDifferenceNewcombe(
  waves: PairedWaves,
  confidenceLevel = 0.95,
): DifferenceTest {
  const caller = "pairedProportionDifferenceNewcombe";
  const z = normalCriticalValue(caller, confidenceLevel);
  requirePoints(caller, waves, [0, 1]);
  const moments = overlapMoments(caller, waves);
  const { before, after, pairs } = moments;
  const first = shareOf(before.counts, before.n, z);
  const second = shareOf(after.counts, after.n, z);
  const difference = second.share - first.share;
  const together = overlapCorrelation({ ...moments, correlation: reducedCorrelation(waves, pairs) });
  const pooled = (before.counts[1]! + after.counts[1]!) / (before.n + after.n);
  // Squares and products of deviations from the one share that both waves have if nothing changed.
  const squares = pooled * (1 - pooled) * (before.n + after.n);
  const products = waves.counts
    .flatMap((row, i) => row.map((count, j) => count * (i - pooled) * (j - pooled)))
    .reduce((sum, product) => sum + product, 0);
  const variance = squares - 2 * products;
  const still = variance <= squares * 1e-14;
  const statistic = still ? 0 : (difference * Math.sqrt(before.n) * Math.sqrt(after.n)) / Math.sqrt(variance);
  const observed = overlapCorrelation(moments);
  return {
    difference,
    interval: {
      low: difference - aside(second.share - second.low, first.high - first.share, together),
      high: difference + aside(second.high - second.share, first.share - first.low, together),
    },
    standardError: aside(first.error, second.error, observed),
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "newcombe",
    test: "pooled-z",
  };
}

/** Who went up, who went down, and all complete pairs. */
function changes(caller: string, waves: PairedWaves) {
  requirePoints(caller, waves, [0, 1]);
  const { pairs } = overlapMoments(caller, waves);
  const single = [...(waves.beforeOnly ?? []), ...(waves.afterOnly ?? [])].reduce((sum, n) => sum + n, 0);
  requireDomain(single === 0, `${caller} requires complete pairs`, `${single} with one answer`);
  return { gained: waves.counts[0]![1]!, lost: waves.counts[1]![0]!, n: pairs };
}

function observedError(gained: number, lost: number, n: number): number {
  return Math.sqrt(Math.max(0, gained + lost - ((gained - lost) * (gained - lost)) / n)) / n;
}

function shareOf([failures = 0, successes = 0]: readonly number[], n: number, z: number) {
  const share = successes / n;
  const limits = wilsonLimits(share, failures / n, n, z);
  return { share, error: Math.sqrt((share * (failures / n)) / n), ...limits };
}

/** Length of one deviation less the other, of variables that go together so much. */
function aside(one: number, other: number, correlation: number): number {
  return Math.sqrt(Math.max(0, (one - other) ** 2 + 2 * (1 - correlation) * one * other));
}

/** The correlation of the pairs, towards 0 by half a pair where it is positive. */
function reducedCorrelation({ counts }: PairedWaves, n: number): number {
  const [[neither = 0, gained = 0] = [], [lost = 0, both = 0] = []] = counts;
  const product = both * neither - gained * lost;
  const margins = (neither + gained) * (lost + both) * (neither + lost) * (gained + both);
  if (margins === 0) return 0;
  return (product > 0 ? Math.max(0, product - n / 2) : product) / Math.sqrt(margins);
}
