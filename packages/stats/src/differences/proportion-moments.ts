import { checkedSuccesses } from "../intervals/proportion-interval.ts";
import type { ProportionCounts } from "./proportion-counts.ts";

/** Checked counts of one sample, its share and what is left of 1, and the variance of that share. */
export interface ProportionMoments {
  readonly successes: number;
  readonly failures: number;
  readonly trials: number;
  readonly share: number;
  readonly complement: number;
  /** share · complement / trials. */
  readonly variance: number;
}

/** The moments of one sample after adding `pseudo` successes and as many failures. */
export function proportionMoments(caller: string, counts: ProportionCounts, pseudo = 0): ProportionMoments {
  const observed = checkedSuccesses(caller, counts.successes, counts.trials);
  const trials = counts.trials + 2 * pseudo;
  const successes = observed + pseudo;
  const failures = counts.trials - observed + pseudo;
  const share = successes / trials;
  const complement = failures / trials;
  return { successes, failures, trials, share, complement, variance: (share * complement) / trials };
}

/** z of the test that pools both samples, 0 where every answer of both is the same. */
export function pooledStatistic(
  a: ProportionMoments,
  b: ProportionMoments,
  excess = a.share - b.share,
): number {
  const trials = a.trials + b.trials;
  const pooled = ((a.successes + b.successes) / trials) * ((a.failures + b.failures) / trials);
  const error = Math.sqrt(pooled * (1 / a.trials + 1 / b.trials));
  return error > 0 ? excess / error : 0;
}
