import {
  changeChart,
  distributionChart,
  rankingChart,
  type ReportModel,
  reportTables,
  segmentChart,
  tableCsv,
  trendChart,
} from "@cxkit/report";

/** One file of a report's tables and charts. */
export interface ReportFile {
  readonly name: string;
  readonly content: string;
}

/** Every table as CSV and every chart as a stand-alone SVG. */
export function reportFiles(model: ReportModel): readonly ReportFile[] {
  const { locale, minimumCell } = model;
  const charts = [
    ...model.scores.flatMap((score, i) => [
      { name: `distribution-${i + 1}`, svg: distributionChart(score, { locale }) },
      ...(score.trend ? [{ name: `trend-${i + 1}`, svg: trendChart(score, { locale }) }] : []),
    ]),
    ...model.rankings.map((ranking, i) => ({
      name: `ranking-${ranking.kind}-${i + 1}`,
      svg: rankingChart(ranking, { locale, minimumCell }),
    })),
    ...model.segments.map((segmentation, i) => ({
      name: `segment-${i + 1}`,
      svg: segmentChart(segmentation, { locale, minimumCell, total: model.scores[0]?.estimate ?? null }),
    })),
    ...(model.changes ? [{ name: "changes", svg: changeChart(model.changes.changes, { locale }) }] : []),
  ];
  return [
    ...reportTables(model).map((table) => ({ name: `${table.id}.csv`, content: tableCsv(table) })),
    ...charts.map(({ name, svg }) => ({ name: `${name}.svg`, content: svg })),
  ];
}
