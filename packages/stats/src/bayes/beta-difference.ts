import { incompleteBeta, logIncompleteBeta } from "../distributions/beta-distribution.ts";
import { requireDomain } from "../domain.ts";
import { type BetaShapes, logBetaDensity } from "./beta-posterior.ts";
import { logPeakIntegral } from "./peak-integral.ts";
import { numberGiven, probabilityGiven } from "../method-arguments.ts";
import type { Posterior } from "./posterior.ts";
import { tailQuantile } from "./tail-quantile.ts";

/**
 * Distribution of the difference of two independent shares, left minus right, each with a beta distribution such as
 * {@link betaPosterior} gives.
 *
 * Exact by quadrature: no draws, no seed, shapes need not be whole; tails keep some 12 digits.
 *
 * @param left shapes from 0.1 to 1e8
 * @param right shapes from 0.1 to 1e8
 * @returns a distribution on −1…1; {@link equalTailedInterval} and {@link highestDensityInterval} make intervals of it
 * @throws {RangeError} when a shape is below 0.1 or above 1e8
 * @source The convolution integral by the trapezoid rule: Trefethen and Weideman (2014), The exponentially convergent
 *   trapezoidal rule, SIAM Review 56(3) 385–458
 * @example
 * import { betaPosterior } from "@cxkit/stats/bayes";
 *
 * const change = betaDifference(betaPosterior(150, 420), betaPosterior(120, 400));
 * change.survival(0).toFixed(4); // => "0.9592"
 */
export function betaDifference(left: BetaShapes, right: BetaShapes): Posterior {
  for (const shape of [left.a, left.b, right.a, right.b])
    requireDomain(shape >= 0.1 && shape <= 1e8, "betaDifference requires shapes from 0.1 to 1e8", shape);
  const variance = varianceOf(left) + varianceOf(right);
  const mean = (left.a * right.b - right.a * left.b) / (left.a + left.b) / (right.a + right.b);
  const standardDeviation = Math.sqrt(variance);
  const tails = {
    mean,
    standardDeviation,
    cdf: (x: number) => tailBelow(left, right, numberGiven("betaDifference(…).cdf", x)),
    survival: (x: number) => tailAbove(left, right, numberGiven("betaDifference(…).survival", x)),
  };
  return {
    ...tails,
    variance,
    low: -1,
    high: 1,
    quantile: (p) => tailQuantile(tails, probabilityGiven("betaDifference(…).quantile", p), 1 - p),
    upperQuantile: (q) => tailQuantile(tails, 1 - probabilityGiven("betaDifference(…).upperQuantile", q), q),
    logDensity: (x) => logDifferenceDensity(left, right, numberGiven("betaDifference(…).logDensity", x)),
  };
}

/** Probability that left − right is at most x: that of right − left being above −x. */
function tailBelow(left: BetaShapes, right: BetaShapes, x: number): number {
  return tailAbove(right, left, -x);
}

/** Probability that left − right exceeds x. */
function tailAbove(left: BetaShapes, right: BetaShapes, x: number): number {
  if (x <= -1) return 1;
  if (x >= 1) return 0;
  // Integrates over the narrower of the two: a step in the other one is then wide enough to be seen.
  if (varianceOf(left) < varianceOf(right)) return tailAbove(mirrored(right), mirrored(left), x);
  // With right = t: left must exceed t + x, which is certain where t is below −x.
  const from = Math.max(0, -x);
  const length = 1 - Math.abs(x);
  const integral = logPeakIntegral((s) => {
    const { t, below, above, beyond, log } = placed(s, from, length, x);
    return (
      logBetaDensity(t, below, right.a, right.b) + logIncompleteBeta(beyond, above, left.b, left.a) + log
    );
  });
  const certain = x < 0 ? incompleteBeta(-x, 1 + x, right.a, right.b) : 0;
  return Math.min(1, certain + Math.exp(integral));
}

function logDifferenceDensity(left: BetaShapes, right: BetaShapes, x: number): number {
  if (x < 0) return logDifferenceDensity(right, left, -x);
  if (x >= 1) {
    // Near the end the density goes like a power of the distance.
    const power = left.b + right.a - 1;
    return power < 0 ? Infinity : power > 0 ? -Infinity : logDifferenceDensity(left, right, 1 - 1e-9);
  }
  if (x === 0 && (left.a + right.a <= 1 || left.b + right.b <= 1)) return Infinity;
  return logPeakIntegral((s) => {
    const { t, below, above, beyond, log } = placed(s, 0, 1 - x, x);
    return logBetaDensity(t, below, right.a, right.b) + logBetaDensity(above, beyond, left.a, left.b) + log;
  });
}

/**
 * The point t = from + length / (1 + exp(−s)) and log dt/ds, with `below` = 1 − t, `above` = t + x and `beyond` = 1 − t − x,
 * each without cancellation.
 */
function placed(s: number, from: number, length: number, x: number) {
  const part = length / (1 + Math.exp(-s));
  const rest = length / (1 + Math.exp(s));
  return {
    t: from + part,
    below: x < 0 ? rest : rest + x,
    above: x < 0 ? part : part + x,
    beyond: x < 0 ? rest - x : rest,
    log: Math.log(part) + Math.log(rest) - Math.log(length),
  };
}

/** Shapes of what is left to 1. */
function mirrored({ a, b }: BetaShapes): BetaShapes {
  return { a: b, b: a };
}

function varianceOf({ a, b }: BetaShapes): number {
  const n = a + b;
  return ((a / n) * (b / n)) / (n + 1);
}
