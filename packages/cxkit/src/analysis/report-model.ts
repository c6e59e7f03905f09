import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { type Journey, scalePoints, type ScaleTally, type Store } from "@cxkit/core";
import { weightedPointSummary } from "@cxkit/stats";
import type { ReportModel, Score } from "@cxkit/report";
import type { Workbench } from "../input/workbench.ts";
import { type Analysis, tallyItem } from "./analysis.ts";
import { customaryPeriod } from "./calendar.ts";
import { changeFamily } from "./changes.ts";
import { besideOf, inLocale, type MeasuredItem, measuredItems } from "./measured-item.ts";
import { fileSummary, hiddenColumns, setAsideGroups } from "./provenance.ts";
import { rankings } from "./rankings.ts";
import type { ReportOptions } from "./report-options.ts";
import { responseRate } from "./response-rate.ts";
import { reportDimensions } from "./report-dimensions.ts";
import { reportTitle } from "./report-title.ts";
import { segmentation } from "./segments.ts";
import { targetChecks } from "./target-check.ts";
import { reportPeriod, type Stretch, stretches, trendOf } from "./trend.ts";
import { collectVerbatims, verbatimItems } from "./verbatims.ts";

/** A part of a workbench to report on: its own store, and what the part is called. */
export interface ReportScope {
  readonly store: Store;
  /** Field the part was cut by; it is no segment any more. */
  readonly field: string;
  readonly label: string;
  readonly value: string;
}

/**
 * Measures what is in a workbench: scores, rankings, segments, changes, verbatims, all as data.
 *
 * With a scope only that part's own rows are used, and nothing that could speak of other rows (examples of what was set aside,
 * row counts of the files) is carried over.
 */
export async function reportModel(
  bench: Workbench,
  options: ReportOptions,
  scope?: ReportScope,
): Promise<ReportModel> {
  const analysis = await analysisOf(bench, options, scope);
  const every = options.every ?? (analysis.span ? customaryPeriod(analysis.span) : "month");
  const over = await stretches(analysis, every);
  const scores = await Promise.all(
    analysis.scores.map((measured) => scoreOf(analysis, measured, over, every)),
  );
  const [leading] = analysis.scores;
  const segments = leading
    ? await Promise.all(analysis.dimensions.map((dimension) => segmentation(analysis, leading, dimension)))
    : [];
  const responses = await countResponses(analysis);
  const configs = bench.files.map(({ config }) => config);
  const verbatims =
    options.verbatims === 0
      ? null
      : await collectVerbatims(analysis, verbatimItems(configs, options.locale), options.verbatims);
  return {
    report: 1,
    title: options.title ?? reportTitle(bench.files.map(({ file }) => file.name)),
    locale: options.locale,
    zone: analysis.zone,
    confidenceLevel: options.confidenceLevel,
    minimumCell: options.minimumCell,
    generated: options.generated,
    software: options.software,
    scope: scope ? { label: scope.label, value: scope.value } : null,
    period: reportPeriod(analysis),
    responses,
    weighting: await weightingOf(analysis, configs),
    files: bench.files.map((file) => fileSummary(file, scope !== undefined)),
    scores,
    rankings: await rankings(analysis),
    segments: segments.filter((one) => one !== null),
    changes: await changeFamily(analysis, over),
    verbatims: verbatims?.verbatims ?? null,
    responseRate:
      scope || options.invited === undefined
        ? null
        : responseRate(responses, options.invited, options.confidenceLevel),
    targets: targetChecks(scores, options.targets),
    setAside: bench.files.flatMap(({ file, ingested }) =>
      setAsideGroups(file.name, ingested.setAside, scope !== undefined),
    ),
    assumptions: bench.files.flatMap(({ file, assumptions }) =>
      assumptions.map((one) => ({ ...one, file: file.name })),
    ),
    privacy: {
      hiddenColumns: bench.files.flatMap(({ file, config }) => hiddenColumns(file.name, config)),
      masked: verbatims?.masked ?? { email: 0, telephone: 0, identity: 0 },
      verbatimsOmitted: options.verbatims === 0,
    },
    coverage: bench.files.flatMap(({ channel }) => (channel.coverage ?? []).map(({ note }) => note)),
  };
}

async function analysisOf(bench: Workbench, options: ReportOptions, scope?: ReportScope): Promise<Analysis> {
  const store = scope?.store ?? bench.store;
  const configs = bench.files.map(({ config }) => config);
  const measured = measuredItems(withStages(bench, options.journey), options);
  const scores = measured.filter(({ overall }) => overall);
  const places = measured.filter(({ overall }) => !overall);
  const zone = options.zone ?? configs.flatMap(({ time }) => ("zone" in time ? time.zone : []))[0] ?? "UTC";
  return {
    store,
    zone,
    locale: options.locale,
    confidenceLevel: options.confidenceLevel,
    minimumCell: options.minimumCell,
    // A survey without a question about the whole is led by its first item.
    scores: scores.length > 0 ? scores : places.slice(0, 1),
    places: scores.length > 0 ? places : places.slice(1),
    journey: options.journey,
    dimensions: reportDimensions(configs, options).filter(({ field }) => field !== scope?.field),
    waves: await wavesOf(store),
    span: await spanOf(store, configs),
  };
}

async function scoreOf(
  analysis: Analysis,
  measured: MeasuredItem,
  over: readonly Stretch[],
  every: Parameters<typeof trendOf>[2],
): Promise<Score> {
  const tally = await tallyItem(analysis, measured);
  return {
    id: `${measured.summary.id}:${measured.item}`,
    metric: measured.summary,
    item: measured.item,
    label: measured.label,
    wording: measured.wording,
    estimate: measured.estimate(tally, analysis),
    beside: besideOf(measured, tally, analysis),
    distribution: distributionOf(analysis, measured, tally),
    missing: tally.missing,
    trend: await trendOf(analysis, measured, every, over),
  };
}

function distributionOf(
  analysis: Analysis,
  measured: MeasuredItem,
  tally: ScaleTally,
): Score["distribution"] {
  const amounts = tally.weights?.sum ?? tally.counts;
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return scalePoints(tally.scale).map((point, position) => ({
    point,
    label: inLocale(measured.instrument.pointLabels?.[String(point)], analysis.locale),
    count: tally.counts[position] ?? 0,
    share: total > 0 ? (amounts[position] ?? 0) / total : 0,
    group: measured.groups[position] ?? "other",
  }));
}

function withStages({ instruments }: Workbench, journey: Journey): Workbench["instruments"] {
  const placed = new Map(
    journey.stages.flatMap(({ id: stage, touchpoints }) =>
      touchpoints.flatMap(({ id: touchpoint, items = [] }) =>
        items.map((item) => [item, { stage, touchpoint }] as const),
      ),
    ),
  );
  return instruments.map((instrument) => ({ ...placed.get(instrument.id), ...instrument }));
}

async function wavesOf(store: Store): Promise<readonly string[]> {
  const cells = await store.tally({
    select: { types: ["survey.responded"], tally: "category", value: "type" },
    by: ["data.wave"],
    zone: "UTC",
  });
  const waves = cells.flatMap(({ by }) => by["data.wave"] ?? []);
  return waves.sort(new Intl.Collator("en", { numeric: true }).compare);
}

async function spanOf(store: Store, configs: readonly SurveyMapping[]): Promise<Analysis["span"]> {
  if (!configs.every(({ time }) => "column" in time)) return null;
  let first = Infinity;
  let last = -Infinity;
  for await (const { time, length } of store.scan({ select: { types: ["survey.responded"] }, fields: [] })) {
    if (length === 0) continue;
    first = Math.min(first, time[0]!);
    last = Math.max(last, time[length - 1]!);
  }
  return first <= last ? { first, last } : null;
}

async function countResponses({ store }: Analysis): Promise<number> {
  let responses = 0;
  for await (const { length } of store.scan({ select: { types: ["survey.responded"] }, fields: [] }))
    responses += length;
  return responses;
}

async function weightingOf(
  analysis: Analysis,
  configs: readonly SurveyMapping[],
): Promise<ReportModel["weighting"]> {
  const column = configs.find(({ weight }) => weight)?.weight?.column;
  const [leading] = analysis.scores;
  if (column === undefined || !leading) return null;
  const { counts, weights, scale } = await tallyItem(analysis, leading);
  if (!weights) return null;
  const { n, effectiveN } = weightedPointSummary({
    points: scalePoints(scale),
    counts,
    weightSums: weights.sum,
    weightSquareSums: weights.sumOfSquares,
  });
  const name = typeof column === "string" ? column : Object.values(column)[0];
  return effectiveN > 0 ? { column: name ?? "", effectiveN, designEffect: n / effectiveN } : null;
}
