import type { Comparison, Estimate, ScaleTally } from "@cxkit/core";
import { benjaminiHochberg } from "@cxkit/stats";
import type { Change, ChangeFamily, MetricSummary } from "@cxkit/report";
import { type Analysis, baseSize, type Slice, tallyGroups, tallyItem } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { compareStages, stageMean, stageRatings, stagesWithItems } from "./stages.ts";
import type { Stretch } from "./trend.ts";

/** A tested difference between before and after, not yet corrected. */
interface Tested {
  readonly kind: Change["kind"];
  readonly label: string;
  readonly metric: MetricSummary;
  readonly before: Estimate;
  readonly after: Estimate;
  readonly comparison: Comparison;
  /** The item behind it, where it can be looked into by segment. */
  readonly measured?: MeasuredItem;
}

/**
 * What changed between the last two whole periods or waves.
 *
 * First every score, place and stage, and the leading score in every segment, is tested; Benjamini–Hochberg corrects over all
 * of them. Then each *place* that changed is looked into segment by segment, to say where; that second family is tested at
 * the level times the share of first tests that were selected, so that looking further keeps the false discovery rate.
 *
 * @source Benjamini & Bogomolov (2014), Selective inference on multiple families of hypotheses, JRSS B 76(1) 297–318
 */
export async function changeFamily(analysis: Analysis, over: readonly Stretch[]): Promise<ChangeFamily | null> {
  const whole = over.filter(({ partial }) => !partial);
  const [before, after] = whole.slice(-2);
  if (!before || !after) return null;
  const level = 1 - analysis.confidenceLevel;

  const first = await firstFamily(analysis, before, after);
  const firstChanges = corrected(first, 1, level);
  const selected = firstChanges.filter(({ change }) => change.signal !== null);
  const lookInto = selected.flatMap(({ tested }) => (tested.kind === "touchpoint" ? (tested.measured ?? []) : []));
  const share = first.length === 0 ? 0 : selected.length / first.length;

  const further: Change[] = [];
  let comparisons = first.length;
  for (const measured of lookInto) {
    const family: Tested[] = [];
    for (const dimension of analysis.dimensions) {
      family.push(...(await segmentTests(analysis, measured, dimension, before, after, measured.label)));
    }
    comparisons += family.length;
    further.push(...corrected(family, share, level).map(({ change }) => change));
  }
  const changes = [...firstChanges.map(({ change }) => change), ...further];
  changes.sort(
    (left, right) => (left.comparison.adjusted?.pValue ?? 1) - (right.comparison.adjusted?.pValue ?? 1),
  );
  return {
    from: before.label,
    to: after.label,
    correction: { method: "benjamini-hochberg", comparisons },
    changes,
  };
}

async function firstFamily(analysis: Analysis, before: Slice, after: Slice): Promise<readonly Tested[]> {
  const found: Tested[] = [];
  for (const measured of [...analysis.scores, ...analysis.places]) {
    const [left, right] = await Promise.all([
      tallyItem(analysis, measured, before),
      tallyItem(analysis, measured, after),
    ]);
    const kind = analysis.scores.includes(measured) ? "score" : "touchpoint";
    found.push(...tested(analysis, measured, kind, measured.label, left, right));
  }
  found.push(...(await stageTests(analysis, before, after)));
  const [leading] = analysis.scores;
  if (leading) {
    for (const dimension of analysis.dimensions) {
      found.push(...(await segmentTests(analysis, leading, dimension, before, after)));
    }
  }
  return found;
}

async function segmentTests(
  analysis: Analysis,
  measured: MeasuredItem,
  dimension: { readonly field: string; readonly label: string },
  before: Slice,
  after: Slice,
  prefix?: string,
): Promise<readonly Tested[]> {
  const [left, right] = await Promise.all([
    tallyGroups(analysis, measured, dimension.field, before),
    tallyGroups(analysis, measured, dimension.field, after),
  ]);
  return right.flatMap(({ value, tally }) => {
    const earlier = left.find((group) => group.value === value);
    if (value === null || !earlier) return [];
    const label = `${prefix === undefined ? "" : `${prefix} · `}${dimension.label}: ${value}`;
    return tested(analysis, measured, "segment", label, earlier.tally, tally);
  });
}

async function stageTests(analysis: Analysis, before: Slice, after: Slice): Promise<readonly Tested[]> {
  const { confidenceLevel, minimumCell } = analysis;
  const found: Tested[] = [];
  for (const stages of stagesWithItems(analysis)) {
    const first = stages[0]!.items[0]!;
    const [left, right] = await Promise.all([
      stageRatings(analysis, stages, before),
      stageRatings(analysis, stages, after),
    ]);
    for (const { id, label, items } of stages) {
      // A stage with one item says what its item says; testing it again would only cost power.
      if (items.length < 2) continue;
      const earlier = stageMean(left.get(id) ?? [], first.instrument.scale!, confidenceLevel);
      const later = stageMean(right.get(id) ?? [], first.instrument.scale!, confidenceLevel);
      const comparison = compareStages(later, earlier, confidenceLevel);
      if (!comparison || Math.min(earlier.estimate.n, later.estimate.n) < minimumCell) continue;
      found.push({
        kind: "stage",
        label,
        metric: first.summary,
        before: earlier.estimate,
        after: later.estimate,
        comparison,
      });
    }
  }
  return found;
}

function tested(
  analysis: Analysis,
  measured: MeasuredItem,
  kind: Change["kind"],
  label: string,
  before: ScaleTally,
  after: ScaleTally,
): readonly Tested[] {
  if (Math.min(baseSize(before), baseSize(after)) < analysis.minimumCell) return [];
  const { confidenceLevel } = analysis;
  return [
    {
      kind,
      label,
      metric: measured.summary,
      measured,
      before: measured.estimate(before, analysis),
      after: measured.estimate(after, analysis),
      comparison: measured.metric.compare(after, before, { confidenceLevel }),
    },
  ];
}

/** Corrects a family; `share` below 1 charges it for having been selected. */
function corrected(
  family: readonly Tested[],
  share: number,
  level: number,
): readonly { readonly tested: Tested; readonly change: Change }[] {
  const adjusted = benjaminiHochberg(family.map(({ comparison }) => comparison.pValue));
  return family.map((one, i) => {
    const { measured: _, ...rest } = one;
    const pValue = Math.min(1, adjusted[i]! / share);
    const value = one.comparison.difference.value ?? 0;
    const improved = value > 0 === (one.metric.better === "higher");
    return {
      tested: one,
      change: {
        ...rest,
        comparison: { ...one.comparison, adjusted: { method: "benjamini-hochberg", pValue } },
        signal: pValue < level && value !== 0 ? (improved ? "better" : "worse") : null,
      },
    };
  });
}

