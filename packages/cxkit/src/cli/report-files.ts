import { reportCharts, type ReportModel, reportTables, tableCsv } from "@cxkit/report";

/** One file of a report's tables and charts. */
export interface ReportFile {
  readonly name: string;
  readonly content: string;
}

/** Every table as CSV and every chart as a stand-alone SVG, as the page's buttons save them. */
export function reportFiles(model: ReportModel): readonly ReportFile[] {
  return [
    ...reportTables(model).map((table) => ({ name: `${table.id}.csv`, content: tableCsv(table) })),
    ...reportCharts(model).map(({ id, svg }) => ({ name: `${id}.svg`, content: svg })),
  ];
}
