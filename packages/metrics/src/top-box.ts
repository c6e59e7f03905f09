import { cxError, type Instrument, type Scale, type ScaleTally, scaleSize } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { shareKind, type ShareDifferenceMethod } from "./score-kind.ts";
import type { ScoreRule } from "./score-estimate.ts";

/** Which end of the scale is good. */
export type Direction = Instrument["direction"];

/**
 * Score 100 for each of the best points of a scale and 0 for the rest: their mean is the top-box share in percent.
 *
 * @throws {CxError} `invalid-setup` unless at least one point and not all are on top
 */
export function topBoxRule(
  name: string,
  scale: Scale,
  topPoints: number,
  direction: Direction = "higher-is-better",
): ScoreRule<ProportionInterval, ShareDifferenceMethod> {
  const size = scaleSize(scale);
  if (!(Number.isInteger(topPoints) && topPoints > 0 && topPoints < size)) {
    throw cxError("invalid-setup", `${name} needs 1…${size - 1} top points of ${size}, got ${topPoints}`, {
      path: "topPoints",
    });
  }
  const scores = Array.from({ length: size }, (_, point) => {
    const rank = direction === "higher-is-better" ? size - point : point + 1;
    return rank <= topPoints ? 100 : 0;
  });
  return { name, unit: "percent", scale, scores, kind: shareKind };
}

/** Share of the answers at each scale point in percent, ascending by point; `null` without answers. */
export function pointShares({ counts }: ScaleTally): (number | null)[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (n > 0 ? (100 * count) / n : null));
}
