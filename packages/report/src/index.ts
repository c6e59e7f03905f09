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

// Whole reports
export { headline } from "./headline.ts";
export { renderHtml } from "./render-html.ts";
export { type TerminalOptions, renderTerminal } from "./render-terminal.ts";

// Charts
export type { ChartOptions } from "./charts/chart-frame.ts";
export { changeChart } from "./charts/change-chart.ts";
export { distributionChart } from "./charts/distribution-chart.ts";
export { intervalStrip } from "./charts/interval-strip.ts";
export { rankingChart } from "./charts/ranking-chart.ts";
export { segmentChart } from "./charts/segment-chart.ts";
export { type ReportChart, reportCharts } from "./report-charts.ts";
export { trendChart } from "./charts/trend-chart.ts";

// Tables
export type { ReportTable, TableCell } from "./report-table.ts";
export { reportTables } from "./report-tables.ts";
export { tableCsv } from "./table-csv.ts";
export { cutToWidth, displayWidth } from "./display-width.ts";

// Privacy
export { type MaskedText, maskContactDetails, maskToken } from "./mask-contact-details.ts";
