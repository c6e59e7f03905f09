import { normalCriticalValue } from "../critical-value.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { crossing } from "./crossing.ts";
import { checkedCells } from "./ratio-interval.ts";

/**
 * Score interval for the ratio of two independent proportions, A over B, after Koopman: the ratios that a score test of
 * the level would not reject. Exists for all counts and covers about its level, where {@link riskRatioLogInterval} fails
 * or is too wide.
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the ratio, from 0 on; `Number.MAX_VALUE` in place of an infinite upper limit, where nobody in B succeeded
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Koopman (1984), Confidence intervals for the ratio of two binomial proportions, Biometrics 40(2) 513–517
 * @example riskRatioKoopmanInterval({ successes: 7, trials: 34 }, { successes: 1, trials: 34 }).low.toFixed(4) // => "1.2209"
 * @function
 */
export const riskRatioKoopmanInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("riskRatioKoopmanInterval", confidenceLevel);
    return scoreLimits(checkedCells("riskRatioKoopmanInterval", a, b), z);
  },
  { method: "koopman" as const },
);

/**
 * Score interval for the ratio of two independent proportions, A over B, after Miettinen and Nurminen: Koopman's
 * ({@link riskRatioKoopmanInterval}) with the variance larger by N/(N − 1).
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample, more than one trial in both together
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the ratio, from 0 on; `Number.MAX_VALUE` in place of an infinite upper limit, where nobody in B succeeded
 * @throws {RangeError} unless 0 ≤ successes ≤ trials, trials > 0 and more than 1 in both together, or when the level is not
 *   strictly between 0 and 1
 * @source Miettinen and Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4(2) 213–226
 * @example riskRatioMiettinenNurminenInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).low.toFixed(4) // => "1.0790"
 * @function
 */
export const riskRatioMiettinenNurminenInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const name = "riskRatioMiettinenNurminenInterval";
    const z = normalCriticalValue(name, confidenceLevel);
    const cells = checkedCells(name, a, b);
    const trials = a.trials + b.trials;
    requireDomain(trials > 1, `${name} requires more than 1 trial in both samples`, trials);
    return scoreLimits(cells, z * Math.sqrt(trials / (trials - 1)));
  },
  { method: "miettinen-nurminen" as const },
);

type Cells = ReturnType<typeof checkedCells>;

/** The two ratios whose score statistic is the critical value, searched for on their logarithm. */
function scoreLimits(cells: Cells, critical: number): Interval {
  const { a, b } = cells;
  const observed = Math.log(a.successes / a.trials / (b.successes / b.trials));
  const middle = Math.max(-edge, Math.min(edge, Number.isNaN(observed) ? 0 : observed));
  const above = (log: number): number => statistic(cells, log) - critical;
  const below = (log: number): number => statistic(cells, log) + critical;
  const low = a.successes === 0 ? 0 : Math.exp(crossing(above, -edge, middle));
  const high = b.successes === 0 ? Number.MAX_VALUE : Math.exp(crossing(below, edge, middle));
  return { low, high: Math.max(low, high) };
}

/** Score statistic of a ratio, given by its logarithm: positive where the observed ratio is greater. */
function statistic({ a, b }: Cells, log: number): number {
  const ratio = Math.exp(log);
  // The likeliest share of B under the ratio: the smaller root of Koopman's quadratic.
  const square = ratio * (a.trials + b.trials);
  const linear = ratio * (a.trials + b.successes) + a.successes + b.trials;
  const constant = a.successes + b.successes;
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * square * constant));
  const shareB = Math.min(1, 1 / ratio, (2 * constant) / (linear + root));
  const shareA = Math.min(1, ratio * shareB);
  const variance = (shareA * (1 - shareA)) / a.trials + (ratio * ratio * shareB * (1 - shareB)) / b.trials;
  const excess = a.successes / a.trials - ratio * (b.successes / b.trials);
  return excess === 0 ? 0 : excess / Math.sqrt(variance);
}

/** Largest logarithm whose exponential and its square are handled here. */
const edge = 300;
