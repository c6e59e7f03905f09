import type { Comparison, Estimate } from "@cxkit/core";
import { localized } from "./localized.ts";
import type { ChangeFamily, MetricSummary, ReportModel } from "./model.ts";
import type { ReportStrings } from "./report-strings.ts";
import type { ReportTable, TableCell } from "./report-table.ts";
import { precise, tableCells } from "./score-tables.ts";
import { reportStrings, wordFor } from "./strings.ts";

/** Method and base of every kind of number in the report: scores one by one, then what is alike together. */
export function methodTable(model: ReportModel): ReportTable {
  const strings = reportStrings(model.locale);
  const { columns } = strings;
  return {
    id: "methods",
    caption: strings.headings.methods,
    columns: [
      columns.item,
      columns.metric,
      columns.meaning,
      columns.method,
      columns.unit,
      columns.n,
      columns.effectiveN,
    ],
    rows: [...scoreRows(model), ...placeRows(model), ...comparisonRows(model)],
  };
}

/** How changes were corrected, with the level of each part where the parts have their own. */
export function changeCorrection(correction: ChangeFamily["correction"], strings: ReportStrings): string {
  const word = wordFor(strings.correction, correction.method);
  const { level, segmentLevel } = correction;
  if (level === undefined || segmentLevel === undefined) return word;
  const percent = (share: number) => String(Number((share * 100).toPrecision(6)));
  return strings.correctionLevels(word, percent(level), percent(segmentLevel));
}

function scoreRows(model: ReportModel): TableCell[][] {
  const { integer, numbers } = tableCells(model);
  return model.scores.map(({ label, metric, estimate }) => [
    ...describe(model, label, metric, estimate),
    integer(estimate.n),
    { value: precise(estimate.effectiveN), text: numbers.integer(estimate.effectiveN) },
  ]);
}

/** Rankings and segments: their bases stand in their own tables. */
function placeRows(model: ReportModel): TableCell[][] {
  const strings = reportStrings(model.locale);
  const first = (estimates: readonly (Estimate | null)[]) => estimates.find((estimate) => estimate !== null);
  const used = [
    ...model.rankings.map(({ kind, metric, places }) => ({
      label: strings.rankingKind[kind],
      metric,
      estimate: first(places.map(({ estimate }) => estimate)),
    })),
    ...model.segments.map(({ label, metric, rows }) => ({
      label,
      metric,
      estimate: first(rows.map(({ estimate }) => estimate)),
    })),
  ].flatMap(({ estimate, ...rest }) => (estimate ? [{ ...rest, estimate }] : []));
  return alike(used, ({ metric, estimate }) => `${metric.id} ${estimate.method}`).flatMap((group) => {
    const [one] = group;
    const labels = strings.list([...new Set(group.map(({ label }) => label))]);
    return one ? [[...describe(model, labels, one.metric, one.estimate), null, null]] : [];
  });
}

/** Differences: between periods, and between a segment and the rest. */
function comparisonRows(model: ReportModel): TableCell[][] {
  const strings = reportStrings(model.locale);
  const used: { label: string; metric: MetricSummary; comparison: Comparison; correction: string }[] = [
    ...(model.changes?.changes ?? []).map(({ metric, comparison }) => ({
      label: strings.headings.changes,
      metric,
      comparison,
      correction: model.changes ? changeCorrection(model.changes.correction, strings) : "",
    })),
    ...model.segments.flatMap(({ metric, rows, correction }) =>
      rows.flatMap(({ versusRest }) =>
        versusRest
          ? [
              {
                label: strings.columns.difference,
                metric,
                comparison: versusRest,
                correction: wordFor(strings.correction, correction.method),
              },
            ]
          : [],
      ),
    ),
  ];
  return alike(
    used,
    ({ label, metric, comparison, correction }) =>
      `${label} ${metric.id} ${comparison.difference.method} ${comparison.test} ${correction}`,
  ).flatMap(([one]) =>
    one
      ? [
          [
            one.label,
            localized(one.metric.title, model.locale),
            `${wordFor(strings.test, one.comparison.test)}${strings.comma}${one.correction}`,
            wordFor(strings.method, one.comparison.difference.method),
            wordFor(strings.unit, one.metric.unit),
            null,
            null,
          ],
        ]
      : [],
  );
}

function describe(model: ReportModel, label: string, metric: MetricSummary, estimate: Estimate): TableCell[] {
  const strings = reportStrings(model.locale);
  return [
    label,
    localized(metric.title, model.locale),
    wordFor(strings.metricBase, metric.id),
    wordFor(strings.method, estimate.method),
    wordFor(strings.unit, metric.unit),
  ];
}

/** What has the same key, together, in the order of its first. */
function alike<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
