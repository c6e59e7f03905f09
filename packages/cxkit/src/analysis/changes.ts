import type { Comparison, Estimate, ScaleTally } from "@cxkit/core";
import { benjaminiHochberg } from "@cxkit/stats";
import type { Change, ChangeFamily, MetricSummary } from "@cxkit/report";
import { type Analysis, baseSize, type Slice, tallyGroups, tallyItem } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { compareStages, stageRatings, stageScore, stagesWithItems } from "./stages.ts";
import type { Stretch } from "./trend.ts";

/**
 * Segments are searched, not asked about: their false discovery rate is kept at a fifth of the report's, so that a page that
 * looks into hundreds of them still names hardly any by chance.
 */
const segmentCaution = 1 / 5;

/** A tested difference between before and after, not yet corrected. */
interface Tested {
  readonly kind: Change["kind"];
  readonly label: string;
  readonly metric: MetricSummary;
  readonly before: Estimate;
  readonly after: Estimate;
  readonly comparison: Comparison;
}

/**
 * What changed between the last two whole periods or waves, in two families, each corrected by Benjamini–Hochberg:
 * every score, place and stage as a whole at 1 − the confidence level, and the leading score and every place within every
 * segment at a fifth of that. Looking into hundreds of segments thus costs the scores themselves no power.
 *
 * @source Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57(1) 289–300
 */
export async function changeFamily(
  analysis: Analysis,
  over: readonly Stretch[],
): Promise<ChangeFamily | null> {
  const whole = over.filter(({ partial }) => !partial);
  const [before, after] = whole.slice(-2);
  if (!before || !after) return null;
  const level = 1 - analysis.confidenceLevel;
  const changes = [
    ...corrected(await wholeTests(analysis, before, after), level),
    ...corrected(await withinSegments(analysis, before, after), level * segmentCaution),
  ];
  changes.sort(
    (left, right) => (left.comparison.adjusted?.pValue ?? 1) - (right.comparison.adjusted?.pValue ?? 1),
  );
  return {
    from: before.label,
    to: after.label,
    correction: { method: "benjamini-hochberg", comparisons: changes.length },
    changes,
  };
}

async function wholeTests(analysis: Analysis, before: Slice, after: Slice): Promise<readonly Tested[]> {
  const found: Tested[] = [];
  for (const measured of [...analysis.scores, ...analysis.places]) {
    const [left, right] = await Promise.all([
      tallyItem(analysis, measured, before),
      tallyItem(analysis, measured, after),
    ]);
    const kind = analysis.scores.includes(measured) ? "score" : "touchpoint";
    found.push(...tested(analysis, measured, kind, measured.label, left, right));
  }
  return [...found, ...(await stageTests(analysis, before, after))];
}

async function withinSegments(analysis: Analysis, before: Slice, after: Slice): Promise<readonly Tested[]> {
  const found: Tested[] = [];
  const leading = analysis.scores.slice(0, 1);
  for (const measured of [...leading, ...analysis.places]) {
    const prefix = leading.includes(measured) ? undefined : measured.label;
    for (const dimension of analysis.dimensions) {
      found.push(...(await segmentTests(analysis, measured, dimension, before, after, prefix)));
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
      const earlier = stageScore(left.get(id) ?? [], first, confidenceLevel);
      const later = stageScore(right.get(id) ?? [], first, confidenceLevel);
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
      before: measured.estimate(before, analysis),
      after: measured.estimate(after, analysis),
      comparison: measured.metric.compare(after, before, { confidenceLevel }),
    },
  ];
}

function corrected(family: readonly Tested[], level: number): readonly Change[] {
  const adjusted = benjaminiHochberg(family.map(({ comparison }) => comparison.pValue));
  return family.map((one, i) => {
    const pValue = adjusted[i]!;
    const value = one.comparison.difference.value ?? 0;
    const improved = value > 0 === (one.metric.better === "higher");
    return {
      ...one,
      comparison: { ...one.comparison, adjusted: { method: "benjamini-hochberg", pValue } },
      signal: pValue < level && value !== 0 ? (improved ? "better" : "worse") : null,
    };
  });
}
