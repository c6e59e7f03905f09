import { normalCriticalValue } from "../critical-value.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { Interval } from "../interval.ts";
import { requireDomain } from "../domain.ts";
import { crossing } from "./crossing.ts";
import { checkedCells } from "./ratio-interval.ts";

/**
 * Score interval for the odds ratio of two independent proportions, A over B: the odds ratios that Pearson's χ² test would
 * not reject. Exists for all counts and agrees with the test; {@link oddsRatioLogitInterval} does neither.
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the odds ratio, from 0 on; `Number.MAX_VALUE` in place of an infinite upper limit, where B has no
 *   success or A no failure
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Cornfield (1956), A statistical problem arising from retrospective studies, Proceedings of the Third Berkeley
 *   Symposium 4, 135–148, without continuity correction; Agresti (2013), Categorical Data Analysis, 3rd edition, 3.1.8
 * @example oddsRatioScoreInterval({ successes: 7, trials: 34 }, { successes: 1, trials: 34 }).low.toFixed(4) // => "1.2613"
 * @function
 */
export const oddsRatioScoreInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("oddsRatioScoreInterval", confidenceLevel);
    return scoreLimits(checkedCells("oddsRatioScoreInterval", a, b), z);
  },
  { method: "score" as const },
);

/**
 * Score interval for the odds ratio of two independent proportions, A over B, after Miettinen and Nurminen:
 * {@link oddsRatioScoreInterval} with the variance larger by N/(N − 1).
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample, more than one trial in both together
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the odds ratio, from 0 on; `Number.MAX_VALUE` in place of an infinite upper limit
 * @throws {RangeError} unless 0 ≤ successes ≤ trials, trials > 0 and more than 1 in both together, or when the level is not
 *   strictly between 0 and 1
 * @source Miettinen and Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4(2) 213–226
 * @example oddsRatioMiettinenNurminenInterval({ successes: 7, trials: 34 }, { successes: 1, trials: 34 }).low.toFixed(4) // => "1.2466"
 * @function
 */
export const oddsRatioMiettinenNurminenInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const name = "oddsRatioMiettinenNurminenInterval";
    const z = normalCriticalValue(name, confidenceLevel);
    const cells = checkedCells(name, a, b);
    const trials = a.trials + b.trials;
    requireDomain(trials > 1, `${name} requires more than 1 trial in both samples`, trials);
    return scoreLimits(cells, z * Math.sqrt(trials / (trials - 1)));
  },
  { method: "miettinen-nurminen" as const },
);

type Cells = ReturnType<typeof checkedCells>;

/** The two odds ratios whose score statistic is the critical value, searched for on their logarithm. */
function scoreLimits(cells: Cells, critical: number): Interval {
  const { a, b } = cells;
  const observed = Math.log((a.successes / a.failures) * (b.failures / b.successes));
  const middle = Math.max(-edge, Math.min(edge, Number.isNaN(observed) ? 0 : observed));
  const above = (log: number): number => statistic(cells, log) - critical;
  const below = (log: number): number => statistic(cells, log) + critical;
  const none = a.successes === 0 || b.failures === 0;
  const all = b.successes === 0 || a.failures === 0;
  const low = none ? 0 : Math.exp(crossing(above, -edge, middle));
  const high = all ? Number.MAX_VALUE : Math.exp(crossing(below, edge, middle));
  return { low, high: Math.max(low, high) };
}

/** Score statistic of an odds ratio, given by its logarithm: positive where the observed one is greater. */
function statistic({ a, b }: Cells, log: number): number {
  const { spreadA, spreadB, excess } = fitted({ a, b }, log);
  if (excess === 0) return 0;
  // Responses in A beyond those expected, over the root of the variance they have with all successes given.
  const precision = 1 / (a.trials * spreadA) + 1 / (b.trials * spreadB);
  return excess * Math.sqrt(precision);
}

/** Share times its complement in both samples with that odds ratio and as many successes as observed, and how many more A has than they say. */
function fitted(
  { a, b }: Cells,
  log: number,
): { readonly spreadA: number; readonly spreadB: number; readonly excess: number } {
  // The share of the sample with the lower odds keeps its digits; the odds of the other are as many times as high.
  if (log < 0) {
    const mirrored = fitted({ a: b, b: a }, -log);
    return { spreadA: mirrored.spreadB, spreadB: mirrored.spreadA, excess: -mirrored.excess };
  }
  const more = Math.expm1(log);
  const total = a.successes + b.successes;
  // b.trials·more·share² + (a.trials·(more + 1) + b.trials − total·more)·share − total = 0
  const square = b.trials * more;
  const linear = a.trials * (more + 1) + b.trials - total * more;
  const root = Math.sqrt(linear * linear + 4 * square * total);
  const shareB = linear > 0 ? (2 * total) / (linear + root) : (root - linear) / (2 * square);
  const shareA = (shareB * (more + 1)) / (1 + shareB * more);
  const failureA = (1 - shareB) / (1 + shareB * more);
  // What A has too many B has too few. Of two equal counts the difference is but rounding: the empty cell knows it exactly.
  const excess =
    b.successes === 0
      ? b.trials * shareB
      : a.failures === 0
        ? a.trials * failureA
        : a.successes - a.trials * shareA;
  return { spreadA: shareA * failureA, spreadB: shareB * (1 - shareB), excess };
}

/** Largest logarithm whose exponential and its square are handled here. */
const edge = 300;
