/**
 * Reports as data and as rendering: HTML, SVG, CSV, terminal. No platform API, so they are made in a page as well as in Node.
 *
 * @packageDocumentation
 */

// The report as data
export type {
  Change,
  ChangeFamily,
  DistributionBar,
  FileAssumption,
  FileSummary,
  MetricSummary,
  Privacy,
  RankedPlace,
  Ranking,
  ReportLocale,
  ReportModel,
  ResponseRate,
  Score,
  SegmentRow,
  Segmentation,
  SetAsideGroup,
  TargetCheck,
  Trend,
  TrendPoint,
  VerbatimRow,
  Verbatims,
} from "./model.ts";
