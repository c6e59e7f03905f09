import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the binomial distribution: the successes among so many trials. A billion trials cost what ten do.
 *
 * Where fewer than 10 successes (or failures) are expected it goes through the probabilities from 0; elsewhere it is
 * Hörmann's transformed rejection, which needs about 1.2 pairs of uniform numbers.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @param trials whole number, 0 to 1e13
 * @param probability chance of success of each, 0 to 1
 * @throws {RangeError} unless trials is a whole number from 0 to 1e13 and 0 ≤ probability ≤ 1
 * @source Hörmann (1993), The generation of binomial random variates, Journal of Statistical Computation and Simulation
 *   46(1–2) 101–110, algorithm BTRS
 * @example
 * import { binomialDraw, seededRandom } from "@cxkit/stats/random";
 * binomialDraw(seededRandom(1), 1e9, 0.5) // => 499995257
 */
export function binomialDraw(random: RandomSource, trials: number, probability: number): number {
  requireDomain(
    Number.isInteger(trials) && trials >= 0 && trials <= 1e13,
    "binomialDraw requires a whole number of trials from 0 to 1e13",
    trials,
  );
  requireDomain(
    probability >= 0 && probability <= 1,
    "binomialDraw requires 0 ≤ probability ≤ 1",
    probability,
  );
  if (probability > 0.5) return trials - fewerSuccesses(random, trials, 1 - probability);
  return fewerSuccesses(random, trials, probability);
}

/** For a probability of at most ½. */
function fewerSuccesses(random: RandomSource, trials: number, probability: number): number {
  if (trials === 0 || probability === 0) return 0;
  return trials * probability < 10
    ? inversion(random, trials, probability)
    : transformedRejection(random, trials, probability);
}

function inversion(random: RandomSource, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let left = random();
  let mass = Math.exp(trials * Math.log1p(-probability));
  for (let k = 0; k < trials; k++) {
    if (left < mass) return k;
    left -= mass;
    mass *= ((trials - k) / (k + 1)) * odds;
    // Beyond the last digit of the uniform number; rounding may leave a little of it over.
    if (mass < 1e-18 && k > trials * probability) return k;
  }
  return trials;
}

function transformedRejection(random: RandomSource, trials: number, probability: number): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const surelyInside = 0.92 - 4.2 / b;
  const center = trials * probability + 0.5;
  const mode = Math.floor((trials + 1) * probability);
  // Most draws are accepted without it, and it costs more than the rest.
  let peak = 0;
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const margin = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / margin + b) * u + center);
    if (margin >= 0.07 && v <= surelyInside) return k;
    if (k < 0 || k > trials || margin === 0) continue;
    const bound = (v * alpha) / (a / (margin * margin) + b);
    peak ||= binomialProbability(mode, trials, probability);
    if (bound * peak <= binomialProbability(k, trials, probability)) return k;
  }
}
