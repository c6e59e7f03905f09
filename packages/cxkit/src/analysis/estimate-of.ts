import type { Estimate, ScaleTally } from "@cxkit/core";
import type { Analysis } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";

/** An item's estimate with the interval and the level the report was asked for. */
export function estimateOf(analysis: Analysis, measured: MeasuredItem, tally: ScaleTally): Estimate {
  const { confidenceLevel, netInterval } = analysis;
  const interval = measured.summary.unit === "points" && netInterval ? { interval: netInterval } : {};
  return measured.metric.estimate(tally, { confidenceLevel, ...interval });
}
