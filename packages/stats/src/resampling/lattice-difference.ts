import { requireDomain } from "../domain.ts";
import { numberGiven, probabilityGiven } from "../method-arguments.ts";
import { cumulated, reached } from "./cumulated.ts";
import { type Lattice, latticeOf, type LatticeSums, latticeSums } from "./lattice.ts";
import type { SamplingDistribution, ScoreCounts } from "./sampling-distribution.ts";

/** The exact distribution of a difference of two means of scores. */
export interface LatticeDifference extends SamplingDistribution {
  readonly acceleration: number;
}

/**
 * Exact distribution of the difference of two means, left minus right, when both groups are drawn again with replacement:
 * what a two-sample bootstrap approaches. {@link latticeDistribution} is that of one mean.
 *
 * Sums over all pairs of means in whole numbers, so that ties between different base sizes are ties. Probabilities are
 * right to about 1e-15. Assumes independent answers in independent groups.
 *
 * @param left scores a whole number of steps apart; fractional counts set the shares, their rounded sum the draws
 * @param right scores on the same lattice
 * @returns functions on the scale of the scores
 * @throws {RangeError} as {@link latticeDistribution}, and when the two are not on one lattice or their base sizes times
 *   the scale's steps exceed 9e15
 * @source Efron and Tibshirani (1993), An Introduction to the Bootstrap, 8.3; the acceleration from the influence values
 *   of both groups, 14.15 there
 * @example
 * const before = { scores: [-1, 0, 1], counts: [12, 20, 18] };
 * const after = { scores: [-1, 0, 1], counts: [7, 18, 25] };
 * latticeDifference(after, before).survival(0).toFixed(4); // => "0.9394"
 */
export function latticeDifference(left: ScoreCounts, right: ScoreCounts): LatticeDifference {
  const caller = "latticeDifference";
  const [a, b] = onOneLattice(caller, latticeOf(caller, left), latticeOf(caller, right));
  const [drawsA, drawsB] = [a, b].map(({ total }) => Math.max(1, Math.round(total))) as [number, number];
  const [sumsA, sumsB] = [latticeSums(caller, a, drawsA), latticeSums(caller, b, drawsB)];
  const farthest = drawsA * drawsB * Math.max(a.steps.at(-1) as number, b.steps.at(-1) as number, 1);
  requireDomain(
    farthest < 9e15,
    `${caller} requires base sizes whose product times the steps is below 9e15`,
    farthest,
  );
  const step = a.step === 0 ? 1 : a.step;
  // Differences are counted in units of step / (drawsA · drawsB), from the difference of the lowest scores.
  const unit = step / drawsA / drawsB;
  const offset = a.first - b.first;
  const most = (sumsA.start + sumsA.probabilities.length - 1) * drawsB - sumsB.start * drawsA;
  const least = sumsA.start * drawsB - (sumsB.start + sumsB.probabilities.length - 1) * drawsA;
  const upTo = pairsUpTo(sumsA, drawsA, sumsB, drawsB);
  const from = pairsUpTo(sumsB, drawsB, sumsA, drawsA);
  /** Units of a difference, whole where it is a possible one but for rounding. */
  const unitsOf = (x: number): number => {
    const units = (x - offset) / unit;
    const whole = Math.round(units);
    return Math.abs(units - whole) < 1e-9 * Math.max(1, Math.abs(units)) ? whole : units;
  };
  /** Divided once, so that a possible value is the double next to it. */
  const valueOf = (units: number): number => (offset * drawsA * drawsB + step * units) / (drawsA * drawsB);
  const cdf = (x: number): number => upTo(Math.floor(unitsOf(x)));
  const variance = a.second / drawsA + b.second / drawsB;
  const third = a.third / drawsA ** 2 - b.third / drawsB ** 2;
  const difference = offset + step * (a.mean - b.mean);
  return {
    observed: difference,
    mean: difference,
    standardDeviation: step * Math.sqrt(variance),
    acceleration: variance === 0 ? 0 : third / variance ** 1.5 / 6,
    cdf: (x) => cdf(numberGiven(`${caller}(…).cdf`, x)),
    survival: (x) => from(-Math.floor(unitsOf(numberGiven(`${caller}(…).survival`, x))) - 1),
    midRank: (x) => (cdf(numberGiven(`${caller}(…).midRank`, x)) + 1 - from(-Math.ceil(unitsOf(x)))) / 2,
    quantile: (p) => valueOf(leastReaching(upTo, probabilityGiven(`${caller}(…).quantile`, p), least, most)),
    upperQuantile: (q) =>
      valueOf(-leastReaching(from, probabilityGiven(`${caller}(…).upperQuantile`, q), -most, -least)),
  };
}

/** Both with the step that they have in common; one whose answers are all equal takes that of the other. */
function onOneLattice(caller: string, a: Lattice, b: Lattice): [Lattice, Lattice] {
  const scores = [a, b].flatMap(({ first, step, steps }) => steps.map((one) => first + one * step));
  const counts = scores.map(() => 1);
  const different = new Map(scores.map((score, index) => [score, counts[index] as number]));
  const { step } = latticeOf(caller, { scores: [...different.keys()], counts: [...different.values()] });
  return [inSteps(a, step), inSteps(b, step)];
}

function inSteps(lattice: Lattice, step: number): Lattice {
  const factor = step === 0 ? 1 : Math.round(lattice.step / step);
  return {
    ...lattice,
    step,
    steps: lattice.steps.map((one) => one * factor),
    mean: lattice.mean * factor,
    second: lattice.second * factor ** 2,
    third: lattice.third * factor ** 3,
  };
}

/** Probability that `a · drawsB − b · drawsA` is at most so many units, a and b being sums. */
function pairsUpTo(
  a: LatticeSums,
  drawsA: number,
  b: LatticeSums,
  drawsB: number,
): (units: number) => number {
  const atLeast = cumulated(b.probabilities.toReversed()).toReversed();
  return (units) => {
    let sum = 0;
    for (let index = 0; index < a.probabilities.length; index++) {
      // b must be at least this.
      const bound = Math.ceil(((a.start + index) * drawsB - units) / drawsA) - b.start;
      if (bound >= atLeast.length) break;
      sum += (a.probabilities[index] as number) * (atLeast[Math.max(0, bound)] as number);
    }
    return Math.min(1, sum);
  };
}

/** The least number of units whose probability reaches a share: halving over whole numbers. */
function leastReaching(upTo: (units: number) => number, share: number, least: number, most: number): number {
  const needed = reached(share);
  let below = least - 1;
  let reaching = most;
  while (reaching - below > 1) {
    const middle = Math.floor((below + reaching) / 2);
    if (upTo(middle) >= needed) reaching = middle;
    else below = middle;
  }
  return reaching;
}
