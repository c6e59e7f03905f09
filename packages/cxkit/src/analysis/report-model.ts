import { scalePoints, type ScaleTally } from "@cxkit/core";
import type { ReportModel, Score } from "@cxkit/report";
import type { Evidence } from "./evidence.ts";
import { type Analysis, tallyItem } from "./analysis.ts";
import { analysisOf, weightingOf } from "./analyse.ts";
import { customaryPeriod } from "./calendar.ts";
import { changeFamily } from "./changes.ts";
import { besideOf, inLocale, type MeasuredItem } from "./measured-item.ts";
import { fileSummaries, hiddenColumns, reportedAssumptions, setAsideGroups } from "./provenance.ts";
import { rankings } from "./rankings.ts";
import type { ReportOptions } from "./report-options.ts";
import { responseRate } from "./response-rate.ts";
import type { ReportScope } from "./report-scope.ts";
import { reportTitle } from "./report-title.ts";
import { hiddenValues, segmentation, segmentGroups } from "./segments.ts";
import { targetChecks } from "./target-check.ts";
import { reportPeriod, type StretchTally, stretches, stretchTallies, trendOf } from "./trend.ts";
import { collectVerbatims, verbatimItems } from "./verbatims.ts";

/**
 * Measures what is in a workbench: scores, rankings, segments, changes, verbatims, all as data.
 *
 * With a scope only that part's own rows are used, and nothing that could speak of other rows (examples of what was set aside,
 * row counts of the files, words that only others used) is carried over.
 */
export async function reportModel(
  bench: Evidence,
  options: ReportOptions,
  scope?: ReportScope,
): Promise<ReportModel> {
  const { analysis, responses, withheld } = await analysisOf(bench, options, scope);
  const every = options.every ?? (analysis.span ? customaryPeriod(analysis.span) : "month");
  const over = await stretches(analysis, every);
  const overScores = await Promise.all(
    analysis.scores.map(
      async (measured) => [measured, await stretchTallies(analysis, measured, every, over)] as const,
    ),
  );
  const measured = leadingFirst(overScores);
  const led: Analysis = { ...analysis, scores: measured.map(([item]) => item) };
  const [leading] = led.scores;
  const scores = await Promise.all(
    measured.map(([item, tallies]) => scoreOf(led, item, { every, tallies, scoped: scope !== undefined })),
  );
  const groups = leading ? await segmentGroups(led, leading) : [];
  const configs = bench.files.map(({ config }) => config);
  const verbatims = await collectVerbatims(led, verbatimItems(configs, options.locale), {
    limit: options.verbatims,
    hidden: hiddenValues(groups),
    scored: (scores[0]?.estimate.n ?? 0) >= options.minimumCell,
  });
  return {
    report: 1,
    title: options.title ?? reportTitle(bench.files.map(({ file }) => file.name)),
    locale: options.locale,
    zone: led.zone,
    confidenceLevel: options.confidenceLevel,
    minimumCell: options.minimumCell,
    generated: options.generated,
    software: options.software,
    scope: scope ? { label: scope.label, value: scope.value } : null,
    period: reportPeriod(led),
    responses,
    weighting: await weightingOf(led, configs),
    files: await fileSummaries(bench, scope?.store),
    scores,
    rankings: await rankings(led),
    segments: groups.flatMap((one) => (leading && segmentation(led, leading, one)) ?? []),
    changes: await changeFamily(led, new Map(measured), groups),
    verbatims: verbatims?.verbatims ?? null,
    responseRate:
      scope || options.invited === undefined
        ? null
        : responseRate(responses, options.invited, options.confidenceLevel),
    targets: targetChecks(scores, options.targets),
    setAside: bench.files.flatMap(({ file, ingested }) =>
      setAsideGroups(file.name, ingested.setAside, scope !== undefined),
    ),
    assumptions: reportedAssumptions(bench, scope !== undefined),
    privacy: {
      hiddenColumns: bench.files.flatMap(({ file, config }) => [
        ...hiddenColumns(file.name, config),
        ...withheld.map(({ label }) => ({ file: file.name, column: label, why: "contact" })),
      ]),
      masked: verbatims?.masked ?? { email: 0, telephone: 0, identity: 0 },
      verbatimsOmitted: options.verbatims === 0,
    },
    coverage: bench.files.flatMap(({ channel }) => (channel.coverage ?? []).map(({ note }) => note)),
  };
}

/**
 * Scores that are still asked lead: an NPS that was last asked three waves ago stands behind the satisfaction of today. Among
 * equals the order stays.
 */
function leadingFirst<T>(
  scores: readonly (readonly [T, readonly StretchTally[]])[],
): readonly (readonly [T, readonly StretchTally[]])[] {
  const lastAsked = (over: readonly StretchTally[]): number =>
    over.findLastIndex(({ hidden, tally }) => hidden === null && tally.counts.some((n) => n > 0));
  const newest = Math.max(...scores.map(([, over]) => lastAsked(over)));
  const stale = ([, over]: readonly [T, readonly StretchTally[]]): number => Number(lastAsked(over) < newest);
  return scores.toSorted((left, right) => stale(left) - stale(right));
}

async function scoreOf(
  analysis: Analysis,
  measured: MeasuredItem,
  {
    every,
    tallies,
    scoped,
  }: {
    readonly every: Parameters<typeof trendOf>[2];
    readonly tallies: readonly StretchTally[];
    readonly scoped: boolean;
  },
): Promise<Score> {
  const tally = await tallyItem(analysis, measured);
  const estimate = measured.estimate(tally, analysis);
  const shown = estimate.n >= analysis.minimumCell;
  return {
    id: `${measured.summary.id}:${measured.item}`,
    metric: measured.summary,
    item: measured.item,
    label: measured.label,
    wording: measured.wording,
    estimate: shown ? estimate : { ...estimate, value: null, interval: null, standardError: null },
    beside: shown ? besideOf(measured, tally, analysis) : [],
    distribution: shown ? distributionOf(analysis, measured, tally, scoped) : [],
    missing: tally.missing,
    trend: trendOf(analysis, measured, every, tallies),
  };
}

function distributionOf(
  analysis: Analysis,
  measured: MeasuredItem,
  tally: ScaleTally,
  scoped: boolean,
): Score["distribution"] {
  const amounts = tally.weights?.sum ?? tally.counts;
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return scalePoints(tally.scale).map((point, position) => {
    const count = tally.counts[position] ?? 0;
    const label = inLocale(measured.instrument.pointLabels?.[String(point)], analysis.locale);
    return {
      point,
      // The words of a point come from the rows: those that no row of this part uses are others' words.
      label: scoped && count === 0 ? null : label,
      count,
      share: total > 0 ? (amounts[position] ?? 0) / total : 0,
      group: measured.groups[position] ?? "other",
    };
  });
}
