import { requireDomain } from "../domain.ts";
import { logGammaKernel } from "./gamma-distribution.ts";
import { logIntegral } from "./log-integral.ts";
import { normalCdf, normalSurvival } from "./normal-distribution.ts";

/**
 * Share of the studentized range distribution below q: of the range of so many normal means, in standard errors that are
 * themselves estimated. What Tukey's comparison of all pairs rests on; 1e-10 relative.
 *
 * @param q 0 or above; Infinity gives 1
 * @param means how many means, a whole number from 2 to 10,000
 * @param degreesOfFreedom of the standard error, at least 1; fractions welcome, Infinity for a known one
 * @throws {RangeError} when q is negative or NaN, or another argument is outside these bounds
 * @source Copenhaver and Holland (1988), Computation of the distribution of the maximum studentized range statistic,
 *   Journal of Statistical Computation and Simulation 30(1) 1–15, integrated by the trapezoidal rule
 * @example studentizedRangeCdf(3.5, 3, 10).toFixed(4) // => "0.9229"
 */
export function studentizedRangeCdf(q: number, means: number, degreesOfFreedom: number): number {
  requireArguments("studentizedRangeCdf", q, means, degreesOfFreedom);
  const lower = lowerTail(q, means, degreesOfFreedom);
  return lower < 0.5 ? lower : 1 - upperTail(q, means, degreesOfFreedom);
}

/**
 * Share of the studentized range distribution above q: the p-value of a pair in Tukey's comparison of all pairs.
 *
 * @param q 0 or above; Infinity gives 0
 * @param means how many means, a whole number from 2 to 10,000
 * @param degreesOfFreedom of the standard error, at least 1; fractions welcome, Infinity for a known one
 * @throws {RangeError} when q is negative or NaN, or another argument is outside these bounds
 * @source As {@link studentizedRangeCdf}
 * @example studentizedRangeSurvival(3.5, 3, 10).toFixed(4) // => "0.0771"
 */
export function studentizedRangeSurvival(q: number, means: number, degreesOfFreedom: number): number {
  requireArguments("studentizedRangeSurvival", q, means, degreesOfFreedom);
  const upper = upperTail(q, means, degreesOfFreedom);
  return upper < 0.5 ? upper : 1 - lowerTail(q, means, degreesOfFreedom);
}

/**
 * Quantile of the studentized range distribution: the range below which a share p of it lies; 1e-9 relative.
 *
 * @param p lower-tail probability, 0 ≤ p < 1
 * @param means how many means, a whole number from 2 to 10,000
 * @param degreesOfFreedom of the standard error, at least 1; fractions welcome, Infinity for a known one
 * @throws {RangeError} unless 0 ≤ p < 1, or when another argument is outside these bounds
 * @source {@link studentizedRangeCdf}, inverted by the secant method on logarithms
 * @example studentizedRangeQuantile(0.95, 3, 10).toFixed(4) // => "3.8768"
 */
export function studentizedRangeQuantile(p: number, means: number, degreesOfFreedom: number): number {
  requireDomain(p >= 0 && p < 1, "studentizedRangeQuantile requires 0 ≤ p < 1", p);
  requireArguments("studentizedRangeQuantile", 0, means, degreesOfFreedom);
  if (p === 0) return 0;
  return p < 0.5
    ? rangeOf((q) => lowerTail(q, means, degreesOfFreedom), p, 1)
    : rangeOf((q) => upperTail(q, means, degreesOfFreedom), 1 - p, -1);
}

/**
 * Quantile of the upper tail of the studentized range distribution: the range above which a share of it lies, the critical
 * value of Tukey's comparison.
 *
 * @param upper upper-tail probability, 0 < upper ≤ 1
 * @param means how many means, a whole number from 2 to 10,000
 * @param degreesOfFreedom of the standard error, at least 1; fractions welcome, Infinity for a known one
 * @throws {RangeError} unless 0 < upper ≤ 1, or when another argument is outside these bounds
 * @source As {@link studentizedRangeQuantile}
 * @example studentizedRangeSurvivalQuantile(0.05, 3, 10).toFixed(4) // => "3.8768"
 */
export function studentizedRangeSurvivalQuantile(
  upper: number,
  means: number,
  degreesOfFreedom: number,
): number {
  requireDomain(upper > 0 && upper <= 1, "studentizedRangeSurvivalQuantile requires 0 < upper ≤ 1", upper);
  requireArguments("studentizedRangeSurvivalQuantile", 0, means, degreesOfFreedom);
  if (upper === 1) return 0;
  return upper <= 0.5
    ? rangeOf((q) => upperTail(q, means, degreesOfFreedom), upper, -1)
    : rangeOf((q) => lowerTail(q, means, degreesOfFreedom), 1 - upper, 1);
}

/** The q at which a tail takes that value, on logarithms of both, where every tail is nearly straight. */
function rangeOf(tail: (q: number) => number, value: number, direction: 1 | -1): number {
  const target = Math.log(value);
  const missing = (logQ: number): number => direction * (Math.log(tail(Math.exp(logQ))) - target);
  let [low, high] = [0, 1];
  let [atLow, atHigh] = [missing(low), missing(high)];
  for (; atLow > 0 && low > -700; low -= 1) [high, atHigh, atLow] = [low, atLow, missing(low - 1)];
  for (; atHigh < 0 && high < 700; high += 1) [low, atLow, atHigh] = [high, atHigh, missing(high + 1)];
  // The Illinois variant: an end that stays twice counts half.
  let stayed = 0;
  for (let step = 0; step < 100 && high - low > 1e-13; step++) {
    const next = Number.isFinite(atLow - atHigh)
      ? low - (atLow * (high - low)) / (atHigh - atLow)
      : (low + high) / 2;
    const at = missing(next);
    if (Math.abs(at) < 1e-13) return Math.exp(next);
    if (at < 0) {
      [low, atLow] = [next, at];
      if (stayed === -1) atHigh /= 2;
      stayed = -1;
    } else {
      [high, atHigh] = [next, at];
      if (stayed === 1) atLow /= 2;
      stayed = 1;
    }
  }
  return Math.exp((low + high) / 2);
}

function lowerTail(q: number, means: number, degreesOfFreedom: number): number {
  if (q === 0) return 0;
  if (q > 1e150) return 1;
  if (degreesOfFreedom >= knownError) return rangeBelow(q, means);
  // Mirrored: a range of almost nothing has a probability of 0 in doubles, and that end has to lie on the right.
  const logOf = (u: number): number =>
    Math.log(rangeBelow(q * Math.exp(-u), means)) + logDensity(-u, degreesOfFreedom);
  return Math.min(1, Math.exp(logIntegral(logOf, -Math.max(5, 5 - Math.log(q)), 3)));
}

function upperTail(q: number, means: number, degreesOfFreedom: number): number {
  if (q === 0) return 1;
  if (q > 1e150) return 0;
  if (degreesOfFreedom >= knownError) return rangeAbove(q, means);
  const logOf = (u: number): number =>
    Math.log(rangeAbove(q * Math.exp(u), means)) + logDensity(u, degreesOfFreedom);
  return Math.min(1, Math.exp(logIntegral(logOf, -Math.max(5, 5 + Math.log(q)), 3)));
}

/** Beyond, the estimated error is the known one in every digit that counts. */
const knownError = 1e12;

/** log density of u, where exp(u) is the estimated standard error over the true one. */
function logDensity(u: number, degreesOfFreedom: number): number {
  const half = degreesOfFreedom / 2;
  return Math.LN2 + logGammaKernel(half * Math.exp(2 * u), half);
}

/** Probability that the range of so many standard normal numbers is below w. */
function rangeBelow(w: number, means: number): number {
  let sum = 0;
  for (let i = -lastPoint; i <= lastPoint; i++) {
    const z = i * spacing;
    const between = areaBelow(z, w);
    sum += Math.exp((-z * z) / 2) * between ** (means - 1);
  }
  return Math.min(1, (sum * spacing * means) / Math.sqrt(2 * Math.PI));
}

/** Share of a normal population between z − w and z. */
function areaBelow(z: number, w: number): number {
  const middle = z - w / 2;
  // The two ends of a narrow strip would cancel.
  if (w < 1e-3)
    return (
      (w * Math.exp((-middle * middle) / 2) * (1 + (w * w * (middle * middle - 1)) / 24)) /
      Math.sqrt(2 * Math.PI)
    );
  return middle > 0 ? normalSurvival(z - w) - normalSurvival(z) : normalCdf(z) - normalCdf(z - w);
}

/** Probability that it is above w, as an integral of its own: of what the largest leaves below its reach. */
function rangeAbove(w: number, means: number): number {
  if (w > 80) return 0;
  let sum = 0;
  const last = lastPoint + w / 2 / spacing;
  for (let i = -lastPoint; i <= last; i++) {
    const { z, below, height } = pointAt(i);
    const missed = Math.min(1, normalCdf(z - w) / below);
    if (missed === 0) continue;
    sum += height * below ** (means - 1) * -Math.expm1((means - 1) * Math.log1p(-missed));
  }
  return Math.min(1, (sum * spacing * means) / Math.sqrt(2 * Math.PI));
}

/** Distance of the points of the inner trapezoidal rule, and how many there are on each side of 0. */
const spacing = 0.2;
const lastPoint = 45;

interface GridPoint {
  readonly z: number;
  readonly below: number;
  readonly height: number;
}

/** Points of the sums, kept from the first time that they are asked for: a quantile asks for each some ten thousand times. */
const points = /* @__PURE__ */ new Map<number, GridPoint>();

function pointAt(i: number): GridPoint {
  let point = points.get(i);
  if (!point) {
    const z = i * spacing;
    point = { z, below: normalCdf(z), height: Math.exp((-z * z) / 2) };
    points.set(i, point);
  }
  return point;
}

function requireArguments(caller: string, q: number, means: number, degreesOfFreedom: number): void {
  requireDomain(q >= 0, `${caller} requires q ≥ 0`, q);
  requireDomain(
    Number.isInteger(means) && means >= 2 && means <= 10_000,
    `${caller} requires a whole number of means from 2 to 10,000`,
    means,
  );
  requireDomain(degreesOfFreedom >= 1, `${caller} requires degreesOfFreedom ≥ 1`, degreesOfFreedom);
}
