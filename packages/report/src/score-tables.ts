import type { Estimate } from "@cxkit/core";
import { localized } from "./localized.ts";
import type { Change, ChangeFamily, Ranking, ReportModel, Score, Segmentation } from "./model.ts";
import { reportNumbers } from "./numbers.ts";
import type { ReportTable, TableCell } from "./report-table.ts";
import { reportStrings } from "./strings.ts";

/** Scores in one table: the value, its interval and base, and what it rests on. */
export function scoresTable(model: ReportModel): ReportTable {
  const { strings, locale, estimate } = tableCells(model);
  const { columns } = strings;
  return {
    id: "scores",
    caption: strings.headings.atAGlance,
    columns: [columns.item, columns.metric, columns.value, columns.low, columns.high, columns.n],
    rows: model.scores.flatMap((score) => [
      [score.label, localized(score.metric.title, locale), ...estimate(score.estimate)],
      ...score.beside.map((beside): TableCell[] => [
        score.label,
        strings.besideName[beside.id],
        ...estimate(beside.estimate),
      ]),
    ]),
  };
}

/** Answers by scale point. */
export function distributionTable(model: ReportModel, score: Score): ReportTable {
  const { strings, numbers, integer } = tableCells(model);
  const { columns } = strings;
  return {
    id: `distribution-${model.scores.indexOf(score) + 1}`,
    caption: strings.chart.distribution(score.label),
    columns: [columns.answer, columns.meaning, columns.group, columns.count, columns.share],
    rows: shownDistribution(model, score).map(({ point, label, group, count, share }) => [
      { value: point, text: String(point) },
      label,
      strings.group[group],
      integer(count),
      { value: precise(share * 100), text: numbers.decimal(share * 100, 1) },
    ]),
  };
}

/** The distribution of a score, unless its base is so small that it would show single answers. */
export function shownDistribution(model: ReportModel, score: Score): Score["distribution"] {
  return score.estimate.n < model.minimumCell ? [] : score.distribution;
}

/** The trend of a score, where there is one to show: more than one period, on a base that may be shown. */
export function shownTrend(model: ReportModel, score: Score): Score["trend"] {
  return score.trend && score.trend.points.length > 1 && score.estimate.n >= model.minimumCell
    ? score.trend
    : null;
}

/** A score by period. */
export function trendTable(model: ReportModel, score: Score): ReportTable {
  const { strings, estimate } = tableCells(model);
  const { columns } = strings;
  return {
    id: `trend-${model.scores.indexOf(score) + 1}`,
    caption: strings.chart.trend(score.label),
    columns: [columns.period, columns.value, columns.low, columns.high, columns.n, columns.note],
    rows: (shownTrend(model, score)?.points ?? []).map((point) => [
      point.label,
      ...estimate(point.estimate),
      point.partial ? strings.partial : null,
    ]),
  };
}

/** Places with every rank the evidence allows. */
export function rankingTable(model: ReportModel, ranking: Ranking): ReportTable {
  const { strings, locale, estimate, integer } = tableCells(model);
  const { columns } = strings;
  const title = localized(ranking.metric.title, locale);
  return {
    id: `ranking-${model.rankings.indexOf(ranking) + 1}-${ranking.kind}`,
    caption: strings.chart.ranking(title, strings.rankingKind[ranking.kind]),
    columns: [
      columns.bestRank,
      columns.worstRank,
      columns.place,
      columns.stage,
      title,
      columns.low,
      columns.high,
      columns.n,
      columns.note,
    ],
    rows: ranking.places.map(({ rank, label, stage, estimate: own, n }) => [
      rank && integer(rank.best),
      rank && integer(rank.worst),
      label,
      stage,
      ...estimate(own),
      own ? null : n === 0 ? strings.noAnswers : strings.hiddenReason.small,
    ]),
  };
}

/** One score by the values of one field. */
export function segmentTable(model: ReportModel, segmentation: Segmentation): ReportTable {
  const { strings, locale, estimate, difference } = tableCells(model);
  const { columns } = strings;
  const title = localized(segmentation.metric.title, locale);
  return {
    id: `segments-${model.segments.indexOf(segmentation) + 1}`,
    caption: strings.chart.segments(segmentation.label, title),
    columns: [
      segmentation.label,
      title,
      columns.low,
      columns.high,
      columns.n,
      columns.difference,
      columns.low,
      columns.high,
      columns.adjusted,
      columns.signal,
    ],
    rows: segmentation.rows.map((row) => [
      row.absent ? strings.emptyValue : row.value,
      ...estimate(
        row.estimate,
        row.n ?? (row.hidden === "complement" ? strings.hiddenWord : strings.hiddenBase(model.minimumCell)),
      ),
      ...difference(row.versusRest),
      row.hidden ? strings.hiddenReason[row.hidden] : row.signal && strings.signalWord[row.signal],
    ]),
  };
}

/** What was compared between two periods, in groups that may share an axis: one unit, one direction. */
export function changeGroups(family: ChangeFamily): readonly (readonly Change[])[] {
  const axisOf = ({ metric }: Change) => `${metric.unit} ${metric.better}`;
  return [...new Set(family.changes.map((change) => axisOf(change)))].map((axis) =>
    family.changes.filter((change) => axisOf(change) === axis),
  );
}

/** One group of what was compared between two periods. */
export function changeTable(model: ReportModel, family: ChangeFamily, group: readonly Change[]): ReportTable {
  const { strings, locale, numbers, difference } = tableCells(model);
  const { columns } = strings;
  const value = (estimate: Estimate): TableCell =>
    estimate.value === null ? null : { value: precise(estimate.value), text: numbers.value(estimate) };
  return {
    id: `changes-${changeGroups(family).findIndex(([first]) => first === group[0]) + 1}`,
    caption: `${strings.headings.changes}${strings.colon}${strings.list([...new Set(group.map(({ metric }) => localized(metric.title, locale)))])}, ${strings.period(family.from, family.to)}`,
    columns: [
      columns.kind,
      columns.place,
      columns.metric,
      columns.before,
      columns.after,
      strings.columns.value,
      columns.low,
      columns.high,
      columns.adjusted,
      columns.signal,
    ],
    rows: group.map((change) => [
      strings.changeKind[change.kind],
      change.label,
      localized(change.metric.title, locale),
      value(change.before),
      value(change.after),
      ...difference(change.comparison),
      change.signal && strings.signalWord[change.signal],
    ]),
  };
}

/** Targets and whether the evidence meets them. */
export function targetTable(model: ReportModel): ReportTable {
  const { strings, numbers, estimate } = tableCells(model);
  const { columns } = strings;
  return {
    id: "targets",
    caption: strings.headings.targets,
    columns: [
      columns.score,
      columns.target,
      columns.value,
      columns.low,
      columns.high,
      columns.n,
      columns.verdict,
    ],
    rows: model.targets.map((check) => [
      check.label,
      { value: check.target, text: numbers.plain(check.target) },
      ...estimate(check.estimate),
      strings.verdict[check.verdict],
    ]),
  };
}

/** Cells of numbers in the report's language. */
export function tableCells(model: ReportModel) {
  const numbers = reportNumbers(model.locale);
  const integer = (value: number): TableCell => ({ value, text: numbers.integer(value) });
  const limit = (value: number | null | undefined, like: Estimate): TableCell =>
    typeof value === "number" ? { value: precise(value), text: numbers.like(value, like) } : null;
  const limits = (estimate: Estimate): TableCell[] => [
    limit(estimate.value, estimate),
    limit(estimate.interval?.low, estimate),
    limit(estimate.interval?.high, estimate),
  ];
  return {
    strings: reportStrings(model.locale),
    locale: model.locale,
    numbers,
    integer,
    /** Value, low, high, n. */
    estimate: (estimate: Estimate | null, n: string | number | null = null): TableCell[] => [
      ...(estimate ? limits(estimate) : [null, null, null]),
      estimate ? integer(estimate.n) : typeof n === "number" ? integer(n) : n,
    ],
    /** Value, low, high, corrected p. */
    difference: (comparison: Segmentation["rows"][number]["versusRest"]): TableCell[] => {
      if (!comparison) return [null, null, null, null];
      const p = comparison.adjusted?.pValue ?? comparison.pValue;
      return [...limits(comparison.difference), { value: precise(p), text: numbers.pValue(p) }];
    },
  };
}

/** Twelve digits: without the dust of floating point. */
export function precise(value: number): number {
  return Number(value.toPrecision(12));
}
