import { type Comparison, scalePosition } from "@cxkit/core";
import {
  clusteredMean,
  type ClusteredMean,
  type JourneyPlace,
  type RespondentRatings,
  stageOf,
} from "@cxkit/journeys";
import { meanDifference } from "@cxkit/stats";
import type { Ranking } from "@cxkit/report";
import type { Analysis, Slice } from "./analysis.ts";
import { inLocale, type MeasuredItem } from "./measured-item.ts";
import { families, rankPlaces } from "./rank-places.ts";

/** The items of each stage, by scale family: only ratings of one scale have a common mean. */
export interface StageItems {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MeasuredItem[];
}

/** Stages that two or more items speak of, in journey order, per family of like items. */
export function stagesWithItems(analysis: Analysis): readonly (readonly StageItems[])[] {
  return families(analysis.places).flatMap((family) => {
    if (family[0]?.summary.unit === "points") return [];
    const stages = analysis.journey.stages.flatMap((stage) => {
      const items = family.filter(
        ({ instrument, item, label }) =>
          stageOf(analysis.journey, placeOf(instrument, item, label)) === stage.id,
      );
      return items.length > 0
        ? [{ id: stage.id, label: inLocale(stage.title, analysis.locale) ?? stage.id, items }]
        : [];
    });
    return stages.length > 1 ? [stages] : [];
  });
}

/** Reads each respondent's ratings of each stage from the store, in one pass over the responses. */
export async function stageRatings(
  analysis: Analysis,
  stages: readonly StageItems[],
  slice?: Slice,
): Promise<ReadonlyMap<string, readonly RespondentRatings[]>> {
  const placed = new Map(
    stages.flatMap(({ id, items }) => items.map((measured) => [measured.item, { id, measured }] as const)),
  );
  const found = new Map<string, RespondentRatings[]>(stages.map(({ id }) => [id, []]));
  const events = analysis.store.events({
    types: ["survey.responded"],
    ...(slice?.where && { where: slice.where }),
    ...(slice?.window && { window: slice.window }),
  });
  for await (const event of events) {
    if (event.type !== "survey.responded") continue;
    const sums = new Map<string, { sum: number; count: number }>();
    for (const { item, value } of event.data.answers) {
      const place = placed.get(item);
      const score = place && typeof value === "number" ? scoreOf(place.measured, value) : undefined;
      if (!place || score === undefined) continue;
      const before = sums.get(place.id) ?? { sum: 0, count: 0 };
      sums.set(place.id, { sum: before.sum + score, count: before.count + 1 });
    }
    for (const [stage, ratings] of sums)
      found.get(stage)?.push({ weight: event.data.weight ?? 1, ...ratings });
  }
  return found;
}

/** Clustered mean of an item family's scores, in the unit of its metric. */
export function stageScore(
  respondents: readonly RespondentRatings[],
  { summary }: MeasuredItem,
  confidenceLevel: number,
): ClusteredMean {
  const { low: min, high: max } = summary.range;
  const { estimate, summary: moments } = clusteredMean(
    respondents,
    { min, max, step: max - min },
    confidenceLevel,
  );
  return { estimate: { ...estimate, unit: summary.unit }, summary: moments };
}

/** Compares two stage scores. */
export function compareStages(
  left: ClusteredMean,
  right: ClusteredMean,
  confidenceLevel: number,
): Comparison | null {
  if (!left.summary || !right.summary) return null;
  const test = meanDifference(left.summary, right.summary, confidenceLevel);
  return {
    difference: {
      value: test.difference,
      interval: test.interval,
      standardError: test.standardError,
      n: left.estimate.n + right.estimate.n,
      effectiveN: left.estimate.effectiveN + right.estimate.effectiveN,
      unit: left.estimate.unit,
      confidenceLevel,
      method: test.method,
    },
    test: "welch-t",
    alternative: "two-sided",
    statistic: test.statistic,
    ...(test.degreesOfFreedom !== undefined && { degreesOfFreedom: test.degreesOfFreedom }),
    pValue: test.pValue,
  };
}

/** Rankings of stages, one per family of like items. */
export async function stagePlaces(analysis: Analysis): Promise<readonly Ranking[]> {
  const { confidenceLevel, minimumCell } = analysis;
  const found: Ranking[] = [];
  for (const stages of stagesWithItems(analysis)) {
    const ratings = await stageRatings(analysis, stages);
    const first = stages[0]!.items[0]!;
    const places = stages.map(({ id, label }) => {
      const compared = stageScore(ratings.get(id) ?? [], first, confidenceLevel);
      const estimate = compared.summary && compared.estimate.n >= minimumCell ? compared.estimate : null;
      return { compared, place: { id, label, stage: null, estimate, beside: null, n: compared.estimate.n } };
    });
    const compare = (left: ClusteredMean, right: ClusteredMean): Comparison =>
      compareStages(left, right, confidenceLevel)!;
    found.push({
      kind: "stage",
      metric: first.summary,
      places: rankPlaces(places, compare, { better: first.summary.better, confidenceLevel }),
    });
  }
  return found;
}

/** What one answer adds to the metric: its point for a mean, 0 or 100 for a share. */
function scoreOf({ instrument, metric }: MeasuredItem, value: number): number | undefined {
  const position = instrument.scale ? scalePosition(instrument.scale, value) : -1;
  return metric.scores[position];
}

function placeOf(instrument: MeasuredItem["instrument"], item: string, label: string): JourneyPlace {
  return {
    item,
    label,
    ...(instrument.touchpoint !== undefined && { touchpoint: instrument.touchpoint }),
    ...(instrument.stage !== undefined && { stage: instrument.stage }),
  };
}
