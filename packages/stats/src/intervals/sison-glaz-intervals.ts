import { requireLevel } from "../critical-value.ts";
import { stirlingError } from "../distributions/log-gamma.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { checkedTotal } from "./multinomial-intervals.ts";

/**
 * Sison and Glaz's simultaneous intervals for the shares of all classes of one question: all equally wide, and narrower
 * than {@link goodmanIntervals} where there are many classes of similar size. On small samples and for rare classes they
 * cover less than their level.
 *
 * @param counts responses of each class, two classes or more, each ≥ 0, not all 0, whole numbers
 * @param confidenceLevel strictly between 0 and 1, for all classes together
 * @returns one interval per class, in their order, on the 0…1 scale
 * @throws {RangeError} with fewer than two classes, when a count is negative or not whole, all are 0, or the level is not
 *   strictly between 0 and 1; the upper limit is farther from the share than the lower one, as published
 * @source Sison and Glaz (1995), Simultaneous confidence intervals and sample size determination for multinomial
 *   proportions, JASA 90(429) 366–369; May and Johnson (2000), Constructing two-sided simultaneous confidence intervals for
 *   multinomial proportions for small counts in a large number of cells, Journal of Statistical Software 5(6)
 * @example sisonGlazIntervals([20, 40, 60]).map(({ high }) => high.toFixed(4)) // => ["0.2605", "0.4272", "0.5938"]
 * @function
 */
export const sisonGlazIntervals = /* @__PURE__ */ Object.assign(
  (counts: readonly number[], confidenceLevel = 0.95): readonly Interval[] => {
    const total = checkedTotal("sisonGlazIntervals", counts);
    requireDomain(
      counts.every((count) => Number.isInteger(count)) && total <= 1e9,
      "sisonGlazIntervals requires whole counts, at most 1e9 in all",
      counts,
    );
    requireLevel("sisonGlazIntervals", confidenceLevel);
    // The smallest reach whose probability exceeds the level; it grows with the reach.
    let inside = 0;
    let outside = total;
    if (probability(counts, total, 0) > confidenceLevel) outside = 0;
    while (outside - inside > 1) {
      const middle = Math.floor((inside + outside) / 2);
      if (probability(counts, total, middle) > confidenceLevel) outside = middle;
      else inside = middle;
    }
    const below = probability(counts, total, inside);
    const above = probability(counts, total, outside);
    const part = above > below ? Math.min(1, Math.max(0, (confidenceLevel - below) / (above - below))) : 1;
    return Array.from(counts, (count) => ({
      low: Math.max(0, (count - inside) / total),
      high: Math.min(1, (count + inside + 2 * part) / total),
    }));
  },
  { method: "sison-glaz" as const },
);

/**
 * Probability that all counts of another sample from these shares are within `reach` of these, by Levin's representation:
 * independent Poisson counts, truncated to that range, of which an Edgeworth series says how likely they add up to the total.
 */
function probability(counts: readonly number[], total: number, reach: number): number {
  let logProduct = 0;
  let mean = 0;
  let variance = 0;
  let third = 0;
  let fourth = 0;
  for (const count of counts) {
    const truncated = truncatedPoisson(count, Math.max(0, count - reach), Math.min(total, count + reach));
    logProduct += truncated.logProbability;
    mean += truncated.mean;
    variance += truncated.variance;
    third += truncated.third;
    fourth += truncated.fourth - 3 * truncated.variance ** 2;
  }
  // Without reach the counts are these and nothing else.
  if (variance === 0) return Math.exp(logProduct - logPoissonPeak(total));
  const x = (total - mean) / Math.sqrt(variance);
  const skewness = third / variance ** 1.5;
  const excess = fourth / variance ** 2;
  const series =
    1 +
    (skewness * (x ** 3 - 3 * x)) / 6 +
    (excess * (x ** 4 - 6 * x ** 2 + 3)) / 24 +
    (skewness ** 2 * (x ** 6 - 15 * x ** 4 + 45 * x ** 2 - 15)) / 72;
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI * variance);
  return Math.exp(logProduct - logPoissonPeak(total)) * density * series;
}

/** Probability of low…high under a Poisson distribution with mean `count`, and the moments of what it is cut down to. */
function truncatedPoisson(count: number, low: number, high: number) {
  // Probabilities relative to that of the count itself.
  const weights = new Map([[0, 1]]);
  for (let k = count, weight = 1; k < high && weight > 1e-40; k++)
    weights.set(k + 1 - count, (weight *= count / (k + 1)));
  for (let k = count, weight = 1; k > low && weight > 1e-40; k--)
    weights.set(k - 1 - count, (weight *= k / count));
  let sum = 0;
  let first = 0;
  for (const [offset, weight] of weights) {
    sum += weight;
    first += weight * offset;
  }
  const center = first / sum;
  const moments = [0, 0, 0];
  for (const [offset, weight] of weights)
    for (const i of moments.keys())
      moments[i] = (moments[i] ?? 0) + (weight / sum) * (offset - center) ** (i + 2);
  const [variance = 0, third = 0, fourth = 0] = moments;
  return {
    logProbability: Math.log(sum) + logPoissonPeak(count),
    mean: count + center,
    variance,
    third,
    fourth,
  };
}

/** log of the probability of exactly `count` under a Poisson distribution with that mean. */
function logPoissonPeak(count: number): number {
  return count === 0 ? 0 : -stirlingError(count) - Math.log(2 * Math.PI * count) / 2;
}
