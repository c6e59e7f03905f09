import type { Estimate, Seen } from "@cxkit/core";

/** What a rule sees of a window. */
export type SeenWindow = Extract<Seen, { kind: "window" }>;

/** How far a p-value is followed; whoever asks for fewer false alarms than one in a billion is told so when setting up. */
const smallest = 1e-12;

/**
 * By how much a p-value that rests on an interval is raised. At one false alarm in a hundred, intervals made for 95 % exclude the
 * truth up to 1.4 times as often as they say where most answers sit at one end of the scale; see the tables of `docs/alerts`.
 */
export const reserve = 1.5;

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
  if (excludes(smallest) === true) return smallest;
  let [low, high] = [Math.log(smallest), Math.log(almostHalf)];
  for (let step = 0; step < 32; step += 1) {
    const middle = (low + high) / 2;
    if (excludes(Math.exp(middle)) === true) high = middle;
    else low = middle;
  }
  return Math.min(1, reserve * Math.exp(high));
}

/** Tails of a half each leave an interval of no level at all. */
const almostHalf = 0.499;

/** What half an answer moves a mean of answers by, one step of the scale further; 0 where the unit has no known step. */
export function halfAnswer({ unit, effectiveN }: Estimate): number {
  const step = unit === "points" || unit === "percent" ? 100 : unit === "scale-point" ? 1 : 0;
  return effectiveN > 0 ? step / (2 * effectiveN) : 0;
}
