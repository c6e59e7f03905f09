import { type Analysis, baseSize, tallyItem } from "./analysis.ts";
import type { ComparedPair, ScoreStretches } from "./compared-pair.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { compareStages, stagesWithItems, tallyStages } from "./stages.ts";
import { type TestedChange, testedChange } from "./tested-change.ts";

/** Every score, place and stage as a whole, after against before. */
export async function wholeChanges(
  analysis: Analysis,
  scores: ScoreStretches,
  pair: ComparedPair,
): Promise<readonly TestedChange[]> {
  const places = await placeChanges(analysis, pair);
  const tested = new Set(places.map(({ measured }) => measured));
  return [
    ...scoreChanges(analysis, scores, pair),
    ...places.map(({ change }) => change),
    ...(await stageChanges(analysis, pair, tested)),
  ];
}

function scoreChanges(
  analysis: Analysis,
  scores: ScoreStretches,
  pair: ComparedPair,
): readonly TestedChange[] {
  return [...scores].flatMap(([measured, over]) => {
    const [before, after] = [pair.before, pair.after].map((wanted) =>
      over.find(({ stretch, hidden, tally }) => stretch === wanted && hidden === null && baseSize(tally) > 0),
    );
    if (!before || !after) return [];
    const what = { kind: "score" as const, label: measured.label };
    return [testedChange(analysis, measured, what, { before: before.tally, after: after.tally })];
  });
}

async function placeChanges(
  analysis: Analysis,
  pair: ComparedPair,
): Promise<readonly { readonly measured: MeasuredItem; readonly change: TestedChange }[]> {
  const all = analysis.places.map(async (measured) => {
    const [before, after, total] = await Promise.all([
      tallyItem(analysis, measured, pair.before),
      tallyItem(analysis, measured, pair.after),
      tallyItem(analysis, measured),
    ]);
    const [earlier, later] = [baseSize(before), baseSize(after)];
    // The ranking shows the total: what lies in neither stretch could be had by subtraction.
    const rest = baseSize(total) - earlier - later;
    const { minimumCell } = analysis;
    if (Math.min(earlier, later) < minimumCell || (rest > 0 && rest < minimumCell)) return [];
    const what = { kind: "touchpoint" as const, label: measured.label };
    return [{ measured, change: testedChange(analysis, measured, what, { before, after }) }];
  });
  return (await Promise.all(all)).flat();
}

/** Stages of the places that were tested themselves: what another place adds would follow from the stage. */
async function stageChanges(
  analysis: Analysis,
  pair: ComparedPair,
  tested: ReadonlySet<MeasuredItem>,
): Promise<readonly TestedChange[]> {
  const { confidenceLevel, minimumCell } = analysis;
  const families = stagesWithItems(analysis, (measured) => tested.has(measured)).map((stages) =>
    // A stage with one item says what its item says; testing it again would only cost power.
    stages.filter(({ items }) => items.length > 1),
  );
  const stages = families.flat();
  if (stages.length === 0) return [];
  const [before, after] = await Promise.all([
    tallyStages(analysis, stages, pair.before),
    tallyStages(analysis, stages, pair.after),
  ]);
  return stages.flatMap((stage) => {
    const earlier = before.score(stage);
    const later = after.score(stage);
    const comparison = compareStages(later, earlier, confidenceLevel);
    if (!comparison || Math.min(earlier.estimate.n, later.estimate.n) < minimumCell) return [];
    const metric = stage.items[0]!.summary;
    const { label } = stage;
    const estimates = { before: earlier.estimate, after: later.estimate };
    return [{ kind: "stage" as const, label, metric, ...estimates, comparison }];
  });
}
