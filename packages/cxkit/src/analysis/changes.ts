import { benjaminiHochberg } from "@cxkit/stats/hypothesis-tests";
import type { Change, ChangeFamily } from "@cxkit/report";
import type { Analysis } from "./analysis.ts";
import { comparedPair, type ScoreStretches } from "./compared-pair.ts";
import type { SegmentGroups } from "./segments.ts";
import { segmentChanges } from "./segment-changes.ts";
import type { TestedChange } from "./tested-change.ts";
import { wholeChanges } from "./whole-changes.ts";

/**
 * Segments are searched, not asked about: their false discovery rate is kept at a fifth of the report's, so that a page that
 * looks into hundreds of them still names hardly any by chance.
 */
const segmentCaution = 1 / 5;

/**
 * What changed between the last two whole periods or waves, in two families, each corrected by Benjamini–Hochberg:
 * every score, place and stage as a whole at 1 − the confidence level, and the leading score and every place within every
 * segment at a fifth of that. Looking into hundreds of segments thus costs the scores themselves no power.
 *
 * What the report hides is not tested either: a base that could be had by subtraction from a change would not be hidden.
 *
 * @source Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57(1) 289–300
 */
export async function changeFamily(
  analysis: Analysis,
  scores: ScoreStretches,
  segments: readonly SegmentGroups[],
): Promise<ChangeFamily | null> {
  const pair = comparedPair(scores);
  if (!pair) return null;
  // 1 − 0.95 is a little more than 0.05 in binary.
  const level = Number((1 - analysis.confidenceLevel).toFixed(12));
  const segmentLevel = Number((level * segmentCaution).toFixed(12));
  const changes = [
    ...corrected(await wholeChanges(analysis, scores, pair), level),
    ...corrected(await segmentChanges(analysis, segments, pair), segmentLevel),
  ];
  changes.sort(
    (left, right) =>
      (left.comparison.adjusted?.pValue ?? 1) - (right.comparison.adjusted?.pValue ?? 1) ||
      left.comparison.pValue - right.comparison.pValue,
  );
  return {
    from: pair.before.label,
    to: pair.after.label,
    correction: { method: "benjamini-hochberg", comparisons: changes.length, level, segmentLevel },
    changes,
  };
}

/** Corrects a family of tests and says which of them are signals at a false discovery rate. */
export function corrected(family: readonly TestedChange[], level: number): readonly Change[] {
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
