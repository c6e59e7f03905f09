import { cxError, type Instrument, type Scale, scaleSize } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { type ShareDifferenceMethod, shareEstimation, shareKind } from "./score-kind.ts";
import type { ScoreRule } from "./score-estimate.ts";
import type { RuleIn } from "./score-result.ts";

/** Which end of the scale is good. */
export type Direction = Instrument["direction"];

/**
 * Whether each point of a scale, ascending, is among its best ones.
 *
 * @param most how many points may be on top: all but one
 * @param end which end is asked for: the bottom has the worst points
 * @throws {RangeError} unless at least one point and not all are on top
 */
export function topPositions(
  caller: string,
  size: number,
  topPoints: number | undefined,
  direction: Direction | undefined,
  most = size - 1,
  end: "top" | "bottom" = "top",
): boolean[] {
  if (!(Number.isInteger(topPoints) && topPoints! > 0 && topPoints! <= most)) {
    throw new RangeError(`${caller} requires 1…${most} ${end} points of ${size}, got ${topPoints}`);
  }
  return Array.from({ length: size }, (_, point) =>
    (direction === "lower-is-better") === (end === "top") ? point < topPoints! : point >= size - topPoints!,
  );
}

/** Number of answers on the best points. */
export function topCount(counts: readonly number[], top: readonly boolean[]): number {
  return counts.reduce((sum, count, point) => (top[point] ? sum + count : sum), 0);
}

/**
 * Score 100 for each of the best points of a scale and 0 for the rest: their mean is the top-box share in percent.
 *
 * @throws {RangeError} unless at least one point and not all are on top
 */
export function topBoxRule(
  name: string,
  scale: Scale,
  topPoints: number,
  direction: Direction,
): RuleIn<"percent", ProportionInterval> {
  const top = topPositions(name, scaleSize(scale), topPoints, direction);
  return { name, unit: "percent", scale, scores: top.map((best) => (best ? 100 : 0)), kind: shareEstimation };
}

/** {@link topBoxRule} of a metric or a pair of results, where a wrong top box is a matter of setup: a CxError. */
export function declaredTopBoxRule(
  ...declared: Parameters<typeof topBoxRule>
): ScoreRule<ProportionInterval, ShareDifferenceMethod> {
  try {
    return { ...topBoxRule(...declared), kind: shareKind };
  } catch (cause) {
    throw cxError("invalid-setup", (cause as Error).message, { path: "topPoints", cause });
  }
}
