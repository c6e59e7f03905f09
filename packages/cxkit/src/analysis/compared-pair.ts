import type { MeasuredItem } from "./measured-item.ts";
import type { Stretch, StretchTally } from "./trend.ts";

/** The two stretches that are compared. */
export interface ComparedPair {
  readonly before: Stretch;
  readonly after: Stretch;
}

/** Scores with what was answered in every stretch, leading score first. */
export type ScoreStretches = ReadonlyMap<MeasuredItem, readonly StretchTally[]>;

/**
 * The stretches to compare: the last two whole ones in which the leading score has enough answers to be shown; where it has
 * none such, the next score decides. A wave that did not ask is passed over, not taken for a change.
 */
export function comparedPair(scores: ScoreStretches): ComparedPair | null {
  for (const over of scores.values()) {
    const [before, after] = over
      .filter(
        ({ stretch, tally, hidden }) =>
          !stretch.partial && hidden === null && tally.counts.some((n) => n > 0),
      )
      .slice(-2);
    if (before && after) return { before: before.stretch, after: after.stretch };
  }
  return null;
}
