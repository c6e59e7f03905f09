import { changeChart } from "./charts/change-chart.ts";
import { distributionChart } from "./charts/distribution-chart.ts";
import { rankingChart } from "./charts/ranking-chart.ts";
import { segmentChart } from "./charts/segment-chart.ts";
import { trendChart } from "./charts/trend-chart.ts";
import type { ReportModel } from "./model.ts";
import {
  changeGroups,
  changeTable,
  distributionTable,
  rankingTable,
  segmentTable,
  shownDistribution,
  shownTrend,
  trendTable,
} from "./score-tables.ts";

/** A chart of a report as a file of its own. */
export interface ReportChart {
  /** That of the table with the same numbers; fit for a file name. */
  readonly id: string;
  /** A stand-alone SVG document. */
  readonly svg: string;
}

/** Every chart of a report in the order of its page: the files that its buttons save. What the page hides is not among them. */
export function reportCharts(model: ReportModel): readonly ReportChart[] {
  const { locale, minimumCell, changes } = model;
  const named = (id: string, draw: (id: string) => string): ReportChart => ({ id, svg: draw(`w-${id}`) });
  return [
    ...model.scores.flatMap((score) => [
      ...(shownDistribution(model, score).length > 0
        ? [named(distributionTable(model, score).id, (id) => distributionChart(score, { id, locale }))]
        : []),
      ...(shownTrend(model, score)
        ? [
            named(trendTable(model, score).id, (id) =>
              trendChart(score, { id, locale, target: targetOf(model, score.id) }),
            ),
          ]
        : []),
    ]),
    ...model.rankings.map((ranking) =>
      named(rankingTable(model, ranking).id, (id) => rankingChart(ranking, { id, locale, minimumCell })),
    ),
    ...model.segments.map((segmentation) =>
      named(segmentTable(model, segmentation).id, (id) =>
        segmentChart(segmentation, { id, locale, minimumCell, total: totalOf(model, segmentation.score) }),
      ),
    ),
    ...(changes
      ? changeGroups(changes).map((group) =>
          named(changeTable(model, changes, group).id, (id) => changeChart(group, { id, locale })),
        )
      : []),
  ];
}

/** The target a score is held to; `null` where it has none. */
export function targetOf(model: ReportModel, score: string): number | null {
  return model.targets.find((check) => check.score === score)?.target ?? null;
}

/** The estimate over all rows of the score that a segmentation cuts, by id or label. */
export function totalOf(model: ReportModel, score: string) {
  return model.scores.find(({ id, label }) => id === score || label === score)?.estimate ?? null;
}
