/**
 * The smallest whole number between `lowest` and `highest` from which on a condition holds, searched outwards from a
 * guess by doubling steps and then by halving.
 *
 * @param holds is false up to some whole number and true from there on, at `highest` at the latest
 */
export function discreteQuantile(
  guess: number,
  lowest: number,
  highest: number,
  holds: (k: number) => boolean,
): number {
  let step = 1;
  let high = Math.min(highest, Math.max(lowest, Math.floor(guess)));
  while (high < highest && !holds(high)) {
    high = Math.min(highest, high + step);
    step *= 2;
  }
  let low = step > 1 ? high - step / 2 : high - 1;
  for (step = 1; low >= lowest && holds(low); step *= 2) {
    high = low;
    low -= step;
  }
  low = Math.max(low, lowest - 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The distribution function and the upper tail of counts, at k. */
export interface CountTails {
  readonly cdf: (k: number) => number;
  readonly survival: (k: number) => number;
}

/**
 * Whether the share of counts up to k reaches `lower`, where `upper` is 1 − `lower`: judged by the smaller of the two, and
 * with the last digits forgiven, so that the quantile of what the distribution function gives for k is k.
 */
export function reaches({ cdf, survival }: CountTails, lower: number, upper: number): (k: number) => boolean {
  return lower < upper
    ? (k) => cdf(k) >= lower * (1 - forgiven)
    : (k) => survival(k) <= upper * (1 + forgiven);
}

const forgiven = 1e-13;
