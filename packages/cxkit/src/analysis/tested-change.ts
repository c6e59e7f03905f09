import type { ScaleTally } from "@cxkit/core";
import type { Change } from "@cxkit/report";
import type { Analysis } from "./analysis.ts";
import type { TestedChange } from "./changes.ts";
import type { MeasuredItem } from "./measured-item.ts";

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
