import type { Comparison, Estimate, ScaleTally } from "@cxkit/core";
import type { Change, MetricSummary } from "@cxkit/report";
import type { Analysis } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";

/** A tested difference between before and after, not yet corrected. */
export interface TestedChange {
  readonly kind: Change["kind"];
  readonly label: string;
  readonly metric: MetricSummary;
  readonly before: Estimate;
  readonly after: Estimate;
  readonly comparison: Comparison;
}

/** Tests one item's answers after against those before. */
export function testedChange(
  analysis: Analysis,
  measured: MeasuredItem,
  what: { readonly kind: Change["kind"]; readonly label: string },
  { before, after }: { readonly before: ScaleTally; readonly after: ScaleTally },
): TestedChange {
  return {
    ...what,
    metric: measured.summary,
    before: measured.estimate(before, analysis),
    after: measured.estimate(after, analysis),
    comparison: measured.metric.compare(after, before, { confidenceLevel: analysis.confidenceLevel }),
  };
}
