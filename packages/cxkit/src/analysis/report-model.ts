import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { type Journey, scalePoints, type ScaleTally, type SetAside, type Store } from "@cxkit/core";
import { wilsonInterval, weightedPointSummary } from "@cxkit/stats";
import type {
  FileSummary,
  Privacy,
  ReportModel,
  ResponseRate,
  Score,
  SetAsideGroup,
  TargetCheck,
} from "@cxkit/report";
import type { Workbench } from "../input/workbench.ts";
import { type Analysis, tallyItem } from "./analysis.ts";
import { customaryPeriod } from "./calendar.ts";
import { changeFamily } from "./changes.ts";
import { besideOf, inLocale, type MeasuredItem, measuredItems } from "./measured-item.ts";
import { rankings } from "./rankings.ts";
import type { ReportOptions } from "./report-options.ts";
import { reportTitle } from "./report-title.ts";
import { segmentation } from "./segments.ts";
import { reportPeriod, type Stretch, stretches, trendOf } from "./trend.ts";
import { collectVerbatims } from "./verbatims.ts";

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
      : await collectVerbatims(analysis, verbatimItems(configs, options), options.verbatims);
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
    responseRate: scope || options.invited === undefined ? null : responseRateOf(options, responses),
    targets: targetsOf(scores, options),
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
    dimensions: dimensionsOf(configs, options).filter(({ field }) => field !== scope?.field),
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

function dimensionsOf(configs: readonly SurveyMapping[], options: ReportOptions): Analysis["dimensions"] {
  const labels = new Map<string, string>();
  for (const { dimensions } of configs) {
    for (const { name, column } of dimensions) {
      if (!labels.has(name)) labels.set(name, typeof column === "string" ? column : name);
    }
  }
  const wanted = options.segments;
  return [...labels]
    .filter(([name, label]) => !wanted || wanted.includes(name) || wanted.includes(label))
    .map(([name, label]) => ({ field: `dimensions.${name}`, label }));
}

function verbatimItems(
  configs: readonly SurveyMapping[],
  { locale }: ReportOptions,
): { item: string; label: string }[] {
  const found = new Map<string, string>();
  for (const { verbatims } of configs) {
    for (const { item, label } of verbatims)
      if (!found.has(item)) found.set(item, inLocale(label, locale) ?? item);
  }
  return [...found].map(([item, label]) => ({ item, label }));
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

function responseRateOf({ invited = 0, confidenceLevel }: ReportOptions, responses: number): ResponseRate {
  const share = responses / invited;
  const { low, high } = wilsonInterval(responses, invited, confidenceLevel);
  const standardError = invited > 1 ? 100 * Math.sqrt((share * (1 - share)) / (invited - 1)) : null;
  return {
    invited,
    responses,
    estimate: {
      value: 100 * share,
      interval: { low: 100 * low, high: 100 * high },
      standardError,
      n: invited,
      effectiveN: invited,
      unit: "percent",
      confidenceLevel,
      method: "wilson",
    },
  };
}

function targetsOf(scores: readonly Score[], { targets }: ReportOptions): readonly TargetCheck[] {
  return targets.flatMap(({ score: name, target }) => {
    const score = scores.find(({ id, item, metric }) => [id, item, metric.id].includes(name));
    if (!score?.estimate.interval) return [];
    const { low, high } = score.estimate.interval;
    const above = low !== null && low >= target;
    const below = high !== null && high < target;
    const good = score.metric.better === "higher" ? above : high !== null && high <= target;
    const bad = score.metric.better === "higher" ? below : low !== null && low > target;
    return [
      {
        score: score.id,
        label: score.label,
        unit: score.metric.unit,
        target,
        estimate: score.estimate,
        verdict: good ? ("met" as const) : bad ? ("missed" as const) : ("open" as const),
      },
    ];
  });
}

function fileSummary(
  { file, channel, format, config, ingested }: Workbench["files"][number],
  scoped: boolean,
): FileSummary {
  const { rows, responses, duplicates, edited, setAside } = ingested;
  return {
    name: file.name,
    channel: channel.id,
    format,
    wave: config.wave && "value" in config.wave ? (config.wave.value ?? null) : null,
    ...(scoped
      ? { rows: 0, responses: 0, duplicates: 0, edited: [], setAside: 0 }
      : { rows, responses, duplicates, edited, setAside: setAside.length }),
    identityInferred: config.identity === "inferred",
  };
}

function setAsideGroups(
  file: string,
  setAside: readonly SetAside[],
  scoped: boolean,
): readonly SetAsideGroup[] {
  // A part must not show cells of rows that may not be its own.
  if (scoped) return [];
  const groups = new Map<string, SetAside[]>();
  for (const one of setAside) {
    const name = `${one.scope} ${one.reason}`;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()]
    .sort((left, right) => right.length - left.length)
    .map((group) => ({
      file,
      scope: group[0]!.scope,
      reason: group[0]!.reason,
      count: group.length,
      examples: group.slice(0, 5).map(({ line, path, message }) => ({ line: line ?? null, path, message })),
    }));
}

const personal: readonly string[] = ["contact", "ip", "location", "name", "identifier"];

function hiddenColumns(file: string, config: SurveyMapping): Privacy["hiddenColumns"] {
  return config.excluded
    .filter(({ why }) => personal.includes(why))
    .map(({ column, why }) => ({ file, column, why }));
}
