import { incompleteBeta, logBetaKernel } from "../distributions/beta-distribution.ts";
import { crossing } from "./crossing.ts";
import type { NetCounts } from "./net-interval.ts";

/** The probability on either side of a value, each computed for itself so that the small one keeps its digits. */
export interface PosteriorTails {
  /** Probability at or below the value. */
  readonly lower: number;
  /** Probability above the value. */
  readonly upper: number;
}

/**
 * The two tails at `value` of a net share (favorable minus unfavorable) whose three shares have a Dirichlet distribution
 * with these parameters, each above 0. About 1e-13 relative down to tails of 1e-20.
 *
 * Given the neutral share u, which is beta distributed, the favorable part of the rest is beta distributed too, so one
 * integral over u remains. In log(u / (1 − x − u)) its integrand falls off exponentially on both sides, where the
 * trapezoid rule converges faster than any power of its step.
 */
export function netPosteriorTails(parameters: NetCounts, value: number): PosteriorTails {
  if (value < 0) {
    const { favorable, neutral, unfavorable } = parameters;
    const { lower, upper } = netPosteriorTails(
      { favorable: unfavorable, neutral, unfavorable: favorable },
      -value,
    );
    return { lower: upper, upper: lower };
  }
  if (value >= 1) return { lower: 1, upper: 0 };
  const { favorable: a, neutral: b, unfavorable: c } = parameters;
  const density = neutralDensity(parameters, value);
  const { from, to } = support(density, parameters, value);
  const tails = trapezoid(from, to, (logit) => {
    const weight = Math.exp(density(logit));
    const { up, down } = split(logit, value);
    return [weight * incompleteBeta(up, down, a, c), weight * incompleteBeta(down, up, c, a)];
  });
  // With a neutral share above 1 − x the net share cannot exceed x.
  const certain = incompleteBeta(value, 1 - value, a + c, b);
  return { lower: Math.min(1, tails[0] + certain), upper: Math.min(1, tails[1]) };
}

/**
 * The value with `lower` of the probability of such a net share at or below it and `upper` above it, which sum to 1.
 * The smaller one is matched.
 */
export function netPosteriorQuantile(parameters: NetCounts, lower: number, upper: number): number {
  const matched = lower < upper ? "lower" : "upper";
  const target = Math.log(Math.min(lower, upper));
  const excess = (value: number): number => Math.log(netPosteriorTails(parameters, value)[matched]) - target;
  return crossing(excess, -1, 1);
}

/** Log density of the neutral share u in t, where u = (1 − x) / (1 + exp(−t)); the constant 1 − x included. */
function neutralDensity({ favorable, neutral, unfavorable }: NetCounts, x: number): (t: number) => number {
  return (t) => {
    const part = 1 / (1 + Math.exp(-t));
    const rest = 1 / (1 + Math.exp(t));
    const others = rest + x * part;
    return (
      logBetaKernel((1 - x) * part, others, neutral, favorable + unfavorable) +
      Math.log(rest) -
      Math.log(others)
    );
  };
}

/** Where the favorable share of the rest must lie above for the net share to exceed x, and its complement. */
function split(t: number, x: number): { readonly up: number; readonly down: number } {
  const part = 1 / (1 + Math.exp(-t));
  const rest = 1 / (1 + Math.exp(t));
  const others = rest + x * part;
  return { up: (rest + x * part + x) / (2 * others), down: ((1 - x) * rest) / (2 * others) };
}

/** The range of t outside of which the density is below e^−80 of its height. */
function support(
  density: (t: number) => number,
  { favorable, neutral, unfavorable }: NetCounts,
  x: number,
): { readonly from: number; readonly to: number } {
  // The sign of the density's slope, divided by what does not change it.
  const slope = (t: number): number => {
    const part = 1 / (1 + Math.exp(-t));
    const rest = 1 / (1 + Math.exp(t));
    const others = rest + x * part;
    return neutral - ((favorable + unfavorable) * (1 - x) * part) / others - (x * part) / (rest * others);
  };
  const peak = crossing(slope, -edge, edge);
  const height = density(peak) - 80;
  const beyond = (t: number): number => density(t) - height;
  return {
    from: beyond(-edge) > 0 ? -edge : crossing(beyond, -edge, peak),
    to: beyond(edge) > 0 ? edge : crossing(beyond, peak, edge),
  };
}

/** Largest |t| whose exponential is a normal double. */
const edge = 700;

type Pair = readonly [number, number];

/**
 * Trapezoid sums of two functions that vanish at both ends, halving the step until neither changes. Where halving changed
 * 1e-8, the error left is about the square of that.
 */
function trapezoid(from: number, to: number, f: (t: number) => Pair): Pair {
  let count = 64;
  const sumOver = (first: number, by: number): Pair => {
    let one = 0;
    let other = 0;
    for (let i = first; i < count; i += by) {
      const [left, right] = f(from + ((to - from) * i) / count);
      one += left;
      other += right;
    }
    return [one, other];
  };
  let sums = sumOver(1, 1);
  for (;;) {
    const before = sums.map((sum) => (sum * (to - from)) / count);
    count *= 2;
    const between = sumOver(1, 2);
    sums = [sums[0] + between[0], sums[1] + between[1]];
    const now: Pair = [(sums[0] * (to - from)) / count, (sums[1] * (to - from)) / count];
    const settled = now.every((value, i) => Math.abs(value - (before[i] ?? 0)) <= 1e-8 * value);
    if (settled || count >= 16_384) return now;
  }
}
