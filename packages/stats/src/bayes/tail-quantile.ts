import { crossing } from "../intervals/crossing.ts";

/** What is needed to find a quantile on −1…1. */
export interface Tails {
  readonly mean: number;
  readonly standardDeviation: number;
  cdf(x: number): number;
  survival(x: number): number;
}

/** The value between −1 and 1 with `lower` of the probability below and `upper` above it; the smaller one is matched. */
export function tailQuantile(
  { mean, standardDeviation, cdf, survival }: Tails,
  lower: number,
  upper: number,
): number {
  const tail = lower < upper ? cdf : survival;
  const target = Math.log(Math.min(lower, upper));
  const excess = (x: number): number => Math.log(tail(x)) - target;
  // The answer is rarely further out than this; where it is, the whole range is searched.
  const low = mean - 7 * standardDeviation;
  const high = mean + 7 * standardDeviation;
  const [from, to] = [Math.max(-1, low), Math.min(1, high)];
  const near = Math.sign(excess(from)) !== Math.sign(excess(to));
  return near ? crossing(excess, from, to) : crossing(excess, -1, 1);
}
