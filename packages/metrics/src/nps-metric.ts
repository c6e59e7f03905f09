import type { NetInterval } from "@cxkit/stats";
import { type NetDifferenceMethod, netKind } from "./score-kind.ts";
import type { ScoreRule } from "./score-estimate.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";

/** Promoters 100, passives 0, detractors −100: their mean is the NPS. */
export const npsRule: ScoreRule<NetInterval, NetDifferenceMethod> = {
  name: "nps",
  unit: "points",
  scale: { min: 0, max: 10, step: 1 },
  scores: [-100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100],
  kind: netKind,
};

/**
 * Net Promoter Score as a foldable metric: counts once, merges anywhere, and gives the numbers of {@link nps}.
 *
 * Weighted tallies give the weighted score, its linearised standard error, and the interval at Kish's effective base; the
 * method `wald` gives value ± z · standard error, weighted or not.
 *
 * **Unit**: points, −100…100. **Base**: answers 0…10; the rest is counted as missing, by reason.
 *
 * @throws {CxError} `invalid-setup` when the instrument's scale is not 0–10 in steps of 1
 * @example npsMetric({ item: "recommend" }).scores.length // => 11
 */
export function npsMetric(options: ScaleMetricOptions): ScaleMetric<NetInterval, NetDifferenceMethod> {
  return scaleMetric(
    options,
    { id: "nps", title: "Net Promoter Score", better: "higher", direction: "higher-is-better" },
    npsRule,
  );
}
