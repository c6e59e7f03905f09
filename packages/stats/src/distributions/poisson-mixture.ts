import { logGammaKernel } from "./gamma-distribution.ts";

/** The tail of a distribution whose first shape is a Poisson count above `shape`: the noncentral chi-squared and F. */
export interface Mixture {
  /** Half the noncentrality: the mean of the count. */
  readonly mean: number;
  /** Where the tail of a count and the Poisson probability pull equally, about. */
  readonly balance: number;
  /** log of the tail wanted at that count. */
  readonly logTail: (count: number) => number;
  /** log of what the tail changes by from that count to the next. */
  readonly logStep: (count: number) => number;
  /** The step at that count over the step at the one before. */
  readonly growth: (count: number) => number;
}

/**
 * Sum of the lower tails by count, weighted with their Poisson probabilities. A lower tail shrinks with the count, so that
 * going down from a count that hardly matters any more only ever adds.
 */
export function lowerMixture(mixture: Mixture): number {
  const { mean, growth } = mixture;
  if (mean === 0) return Math.exp(mixture.logTail(0));
  // So close to 0 that only a count of 0 matters, and its next terms would underflow.
  if (mixture.balance < 1e-40) return Math.exp(mixture.logTail(0) - mean);
  const peak = Math.min(mean, mixture.balance);
  // Each step beyond the peak costs a factor of at least peak / count: as many of them as take the term below 1e-18.
  const margin = peak < 0.5 ? 2 + 45 / -Math.log(peak) : 60;
  const start = Math.ceil(peak + 12 * Math.sqrt(peak) + Math.min(30, margin));
  const logStart = mixture.logTail(start);
  let term = 1;
  let step = Math.exp(mixture.logStep(start) - logStart);
  let sum = term;
  for (let count = start; count > 0; count--) {
    const weight = count / mean;
    step *= weight / growth(count);
    const next = term * weight + step;
    sum += next;
    if (next < term && next < sum * 1e-18) break;
    term = next;
  }
  return Math.exp(logWeight(start, mean) + logStart + Math.log(sum));
}

/** Sum of the upper tails by count, weighted likewise: they grow with the count, so it goes up. */
export function upperMixture(mixture: Mixture): number {
  const { mean, growth } = mixture;
  if (mean === 0) return Math.exp(mixture.logTail(0));
  if (mean < 1e-40) return Math.exp(mixture.logTail(0));
  const peak = Math.max(mean, mixture.balance);
  const start = Math.max(0, Math.floor(peak - 12 * Math.sqrt(peak) - 30));
  const logStart = mixture.logTail(start);
  let term = 1;
  let step = Math.exp(mixture.logStep(start) - logStart);
  let sum = term;
  for (let count = start + 1; ; count++) {
    const weight = mean / count;
    const next = (term + step) * weight;
    step *= weight * growth(count);
    sum += next;
    if (next < term && next < sum * 1e-18) break;
    term = next;
  }
  return Math.min(1, Math.exp(logWeight(start, mean) + logStart + Math.log(sum)));
}

function logWeight(count: number, mean: number): number {
  return count === 0 ? -mean : logGammaKernel(mean, count) - Math.log(count);
}
