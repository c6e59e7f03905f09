import { type Comparison, type Estimate, type Scale, scalePosition } from "@cxkit/core";
import { type JourneyPlace, stageOf } from "@cxkit/journeys";
import { boundedScoreInterval, meanDifference, type MeanSummary } from "@cxkit/stats";
import type { Ranking } from "@cxkit/report";
import type { Analysis, Slice } from "./analysis.ts";
import { inLocale, type MeasuredItem } from "./measured-item.ts";
import { families, rankPlaces } from "./rank-places.ts";

/**
 * Mean of all ratings of one stage, where one respondent may have rated several of its touchpoints: a ratio estimate with
 * respondents as clusters. `n` counts respondents, not ratings, because two ratings by one person are not two people.
 */
export interface StageMean {
  readonly estimate: Estimate;
  /** What a comparison needs; `null` below two respondents. */
  readonly summary: MeanSummary | null;
}

/** One respondent's ratings within a stage. */
export interface RespondentRatings {
  readonly weight: number;
  readonly sum: number;
  readonly count: number;
}

/**
 * Clustered mean of ratings.
 *
 * **Interval**: bounded score, with the linearised variance of a ratio of cluster totals.
 *
 * @param respondents ratings per respondent, each with at least one
 * @param scale the scale all ratings share
 * @source Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 5.6 (ratio of two totals)
 */
export function stageMean(
  respondents: readonly RespondentRatings[],
  scale: Scale,
  confidenceLevel: number,
): StageMean {
  const n = respondents.length;
  let weights = 0;
  let squares = 0;
  let ratings = 0;
  let total = 0;
  for (const { weight, sum, count } of respondents) {
    weights += weight;
    squares += weight * weight;
    ratings += weight * count;
    total += weight * sum;
  }
  const unknown = {
    n,
    effectiveN: 0,
    unit: "scale-point" as const,
    confidenceLevel,
    method: "bounded-score-clustered",
  };
  if (ratings === 0) {
    return { estimate: { ...unknown, value: null, interval: null, standardError: null }, summary: null };
  }
  const mean = total / ratings;
  const effectiveN = (weights * weights) / squares;
  let residuals = 0;
  for (const { weight, sum, count } of respondents) residuals += (weight * (sum - mean * count)) ** 2;
  const standardError = n < 2 ? null : Math.sqrt((n / (n - 1)) * residuals) / ratings;
  const summary = {
    mean,
    variance: standardError === null ? 0 : standardError ** 2 * effectiveN,
    n: effectiveN,
    min: scale.min,
    max: scale.max,
  };
  const interval = boundedScoreInterval(summary, confidenceLevel);
  return {
    estimate: { ...unknown, value: mean, interval, standardError, effectiveN },
    summary: standardError === null ? null : summary,
  };
}

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
): StageMean {
  const { low: min, high: max } = summary.range;
  const { estimate, summary: moments } = stageMean(
    respondents,
    { min, max, step: max - min },
    confidenceLevel,
  );
  return { estimate: { ...estimate, unit: summary.unit }, summary: moments };
}

/** Compares two stage scores. */
export function compareStages(left: StageMean, right: StageMean, confidenceLevel: number): Comparison | null {
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
    const compare = (left: StageMean, right: StageMean): Comparison =>
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
