import { type Comparison, type CxEvent, scalePosition } from "@cxkit/core";
import {
  clusteredMean,
  type ClusteredMean,
  type JourneyPlace,
  type RespondentRatings,
  stageOf,
} from "@cxkit/journeys";
import { meanDifference } from "@cxkit/stats";
import type { Analysis, Slice } from "./analysis.ts";
import { inLocale, type MeasuredItem } from "./measured-item.ts";
import { families } from "./rank-places.ts";

/** A stage and those of its items that share a scale: only ratings of one scale have a common mean. */
export interface StageItems {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MeasuredItem[];
}

/** What was said of stages, respondent by respondent. */
export interface StageTally {
  /** Mean of a stage's scores, in the unit of its items' metric, with respondents as clusters. */
  score(stage: StageItems): ClusteredMean;
}

/**
 * Stages that items speak of, in journey order, per family of like items; families with one stage are left out.
 *
 * @param admitted which places count. One that is hidden must not: it would follow from its stage and the stage's other places
 */
export function stagesWithItems(
  analysis: Analysis,
  admitted: (measured: MeasuredItem) => boolean,
): readonly (readonly StageItems[])[] {
  return families(analysis.places.filter(admitted)).flatMap((family) => {
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
export async function tallyStages(
  analysis: Analysis,
  stages: readonly StageItems[],
  slice?: Slice,
): Promise<StageTally> {
  const scores = new Map(
    stages.flatMap((stage, at) => stage.items.map((measured) => [measured.item, { at, measured }] as const)),
  );
  const ratings: RespondentRatings[][] = stages.map(() => []);
  const sums = new Float64Array(stages.length);
  const counts = new Int32Array(stages.length);
  const collect = ({ data }: CxEvent<"survey.responded">): void => {
    for (const { item, value } of data.answers) {
      const place = typeof value === "number" ? scores.get(item) : undefined;
      const score = place && scoreOf(place.measured, value as number);
      if (!place || score === undefined) continue;
      sums[place.at]! += score;
      counts[place.at]! += 1;
    }
    for (let at = 0; at < counts.length; at += 1) {
      if (counts[at] === 0) continue;
      ratings[at]!.push({ weight: data.weight ?? 1, sum: sums[at]!, count: counts[at]! });
      sums[at] = 0;
      counts[at] = 0;
    }
  };
  const events = analysis.store.events({
    types: ["survey.responded"],
    ...(slice?.where && { where: slice.where }),
    ...(slice?.window && { window: slice.window }),
  });
  for await (const event of events) if (event.type === "survey.responded") collect(event);
  return {
    score: (stage) =>
      clusteredScore(ratings[stages.indexOf(stage)] ?? [], stage.items[0]!, analysis.confidenceLevel),
  };
}

/**
 * Compares two stage scores, left minus right.
 *
 * @returns `null` where one has fewer than two respondents
 */
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

function clusteredScore(
  respondents: readonly RespondentRatings[],
  { summary }: MeasuredItem,
  confidenceLevel: number,
): ClusteredMean {
  const { low: min, high: max } = summary.range;
  const found = clusteredMean(respondents, { min, max, step: max - min }, confidenceLevel);
  return { estimate: { ...found.estimate, unit: summary.unit }, summary: found.summary };
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
