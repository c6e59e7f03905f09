import type { Estimate, Seen } from "@cxkit/core";
import { normalSurvival } from "@cxkit/stats/distributions";

/** What a rule sees of a window. */
export type SeenWindow = Extract<Seen, { kind: "window" }>;

/** How far a p-value is followed; whoever asks for fewer false alarms than one in a billion is told so when setting up. */
const smallest = 1e-12;

/**
 * By how much a p-value that rests on an interval is raised. At one false alarm in a hundred, intervals made for 95 % exclude the
 * truth up to 1.4 times as often as they say where most answers sit at one end of the scale; see the tables of `docs/alerts`.
 */
export const reserve = 1.6;

/**
 * The one-sided p-value of "the truth is at `target` or better", by inverting the metric's own interval: the share on one side
 * at which the interval would just reach the target. Scale answers come in steps, intervals are smooth: the value counts as if
 * half an answer were one step better.
 *
 * @returns `null` where the metric has no interval on that side
 */
export function worseThan(target: number, seen: SeenWindow): number | null {
  const sign = seen.better === "higher" ? 1 : -1;
  const held = target - sign * halfAnswer(seen.estimate);
  /** Whether the two-sided interval with `tail` on each side lies wholly on the bad side. */
  const excludes = (tail: number): boolean | null => {
    const { interval } = seen.estimateAt(1 - 2 * tail);
    const limit = seen.better === "higher" ? interval?.high : interval?.low;
    return limit === undefined || limit === null ? null : sign * (held - limit) > 0;
  };
  const { value } = seen.estimate;
  if (value === null || excludes(0.025) === null) return null;
  if (sign * (held - value) <= 0 || excludes(almostHalf) !== true) return 1;
  const net = seen.estimate.unit === "points" ? netTail(target, held - target, seen.estimate, sign) : 0;
  if (excludes(smallest) === true) return Math.max(smallest, Math.min(1, reserve * net));
  let [low, high] = [Math.log(smallest), Math.log(almostHalf)];
  for (let step = 0; step < 32; step += 1) {
    const middle = (low + high) / 2;
    if (excludes(Math.exp(middle)) === true) high = middle;
    else low = middle;
  }
  return Math.min(1, reserve * Math.max(net, Math.exp(high)));
}

/**
 * The same of a net score by its score test: with the variance that it would have at the target, the shares of promoters and
 * detractors estimated under that condition. Where hardly anybody is a detractor, a sample with few promoters has a small variance
 * of its own, and the interval promises too much: alone it alarms in up to 2.6 % where 1 % was allowed.
 *
 * @source Tango (1998), Equivalence test and confidence interval for the difference in proportions for the paired-sample design,
 *   Statistics in Medicine 17(8) 891–908: the difference of two shares of one multinomial sample
 */
function netTail(target: number, moved: number, estimate: Estimate, sign: 1 | -1): number {
  const { value, standardError, effectiveN } = estimate;
  const mean = (sign * (value ?? 0)) / 100;
  const goal = (sign * target) / 100;
  const extreme = Math.min(1, mean ** 2 + (effectiveN - 1) * ((standardError ?? 0) / 100) ** 2);
  const [good, bad, between] = [(extreme + mean) / 2, (extreme - mean) / 2, 1 - extreme];
  // Σ share · log(likelihood) under good − bad = goal has its maximum where a quadratic in `good` is zero.
  const half = (good * (1 + 3 * goal) + bad * (1 + goal) + 2 * between * goal) / 4;
  const root = Math.sqrt(Math.max(0, half ** 2 - (good * goal * (1 + goal)) / 2));
  const held = Math.min((1 + goal) / 2, Math.max(goal, 0, half + root));
  const variance = 2 * held - goal - goal ** 2;
  const distance = goal - mean + (sign * moved) / 100;
  return variance > 0 ? normalSurvival(distance / Math.sqrt(variance / effectiveN)) : 0;
}

/** Tails of a half each leave an interval of no level at all. */
const almostHalf = 0.499;

/** What half an answer moves a mean of answers by, one step of the scale further; 0 where the unit has no known step. */
export function halfAnswer({ unit, effectiveN }: Estimate): number {
  const step = unit === "points" || unit === "percent" ? 100 : unit === "scale-point" ? 1 : 0;
  return effectiveN > 0 ? step / (2 * effectiveN) : 0;
}
