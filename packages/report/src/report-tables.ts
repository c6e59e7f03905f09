import { methodTable } from "./method-table.ts";
import type { ReportModel } from "./model.ts";
import {
  assumptionTable,
  fileTable,
  hiddenColumnTable,
  setAsideTable,
  verbatimTable,
} from "./provenance-tables.ts";
import type { ReportTable } from "./report-table.ts";
import {
  changeGroups,
  changeTable,
  distributionTable,
  rankingTable,
  scoresTable,
  segmentTable,
  targetTable,
  trendTable,
} from "./score-tables.ts";

/** Every table of a report in the order of its page, empty ones left out. Ids are unique and fit for file names. */
export function reportTables(model: ReportModel): readonly ReportTable[] {
  const { changes } = model;
  const changed = changes ? changeGroups(changes).map((group) => changeTable(model, changes, group)) : [];
  return [
    scoresTable(model),
    ...model.scores.flatMap((score) => [distributionTable(model, score), trendTable(model, score)]),
    ...model.rankings.map((ranking) => rankingTable(model, ranking)),
    ...model.segments.map((segmentation) => segmentTable(model, segmentation)),
    ...changed,
    targetTable(model),
    ...(model.verbatims ? [verbatimTable(model, model.verbatims)] : []),
    setAsideTable(model),
    assumptionTable(model),
    fileTable(model),
    hiddenColumnTable(model),
    methodTable(model),
  ].filter(({ rows }) => rows.length > 0);
}
