import { cxError, type Scale, scaleSize } from "@cxkit/core";
import type { NetInterval } from "@cxkit/stats";
import type { ScoreRule } from "./score-estimate.ts";
import { type NetDifferenceMethod, netEstimation, netKind } from "./score-kind.ts";
import type { RuleIn } from "./score-result.ts";
import { type Direction, topPositions } from "./top-box.ts";

/** How many points count on either side of a net score. */
export interface NetPoints {
  /** How many of the best points count as favorable. */
  readonly topPoints: number;
  /** How many of the worst points count as unfavorable. */
  readonly bottomPoints: number;
}

/**
 * Whether each point of a scale, ascending, is among its best and among its worst ones.
 *
 * @throws {RangeError} unless each side has at least one point and no point is on both
 */
function netPositions(
  caller: string,
  size: number,
  { topPoints, bottomPoints }: NetPoints,
  direction: Direction,
): { readonly top: boolean[]; readonly bottom: boolean[] } {
  const rest = size - topPoints;
  return {
    top: topPositions(caller, size, topPoints, direction),
    bottom: topPositions(caller, size, bottomPoints, direction, rest, "bottom"),
  };
}

/**
 * Score 100 for each of the best points, −100 for each of the worst and 0 between: their mean is the net share in points.
 *
 * @throws {RangeError} unless each side has at least one point and no point is on both
 */
export function netBoxRule(
  name: string,
  scale: Scale,
  points: NetPoints,
  direction: Direction,
): RuleIn<"points", NetInterval> {
  const { top, bottom } = netPositions(name, scaleSize(scale), points, direction);
  const scores = top.map((best, point) => (best ? 100 : bottom[point] ? -100 : 0));
  return { name, unit: "points", scale, scores, kind: netEstimation };
}

/** {@link netBoxRule} of a metric, where wrong points are a matter of setup: a CxError. */
export function declaredNetBoxRule(
  ...declared: Parameters<typeof netBoxRule>
): ScoreRule<NetInterval, NetDifferenceMethod> {
  try {
    return { ...netBoxRule(...declared), kind: netKind };
  } catch (cause) {
    throw cxError("invalid-setup", (cause as Error).message, { path: "bottomPoints", cause });
  }
}

/** The other end of the scale. */
export function opposite(direction: Direction): Direction {
  return direction === "higher-is-better" ? "lower-is-better" : "higher-is-better";
}
