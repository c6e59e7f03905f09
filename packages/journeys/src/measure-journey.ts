import {
  cxError,
  type Estimate,
  type EstimateOptions,
  type Journey,
  type LocalizedText,
  type Metric,
  type Tally,
} from "@cxkit/core";
import type { JourneyItem } from "./map-items.ts";
import { journeyFinder, type JourneyPosition } from "./touchpoint-of.ts";

/** A survey item with its answers counted. */
export interface MeasuredItem<T extends Tally = Tally> extends JourneyItem {
  readonly tally: T;
}

/** What was measured at one place of a journey. */
export interface MeasuredPlace<T extends Tally = Tally> {
  readonly id: string;
  readonly title: LocalizedText;
  /** Items whose answers are in it; none where nobody asked. */
  readonly items: readonly string[];
  /** `null` where no item measures the place: nobody asked. Not to be confused with an estimate of n = 0: nobody answered. */
  readonly estimate: Estimate | null;
  /** All answers of the place; `null` where no item measures it. */
  readonly tally: T | null;
}

/** A stage with what was measured at each of its touchpoints. */
export interface MeasuredStage<T extends Tally = Tally> extends MeasuredPlace<T> {
  /** In journey order, measured or not. */
  readonly touchpoints: readonly MeasuredPlace<T>[];
}

/** A journey with what was measured along it. */
export interface MeasuredJourney<T extends Tally = Tally> {
  readonly journey: string;
  readonly metric: string;
  /** In journey order, measured or not. */
  readonly stages: readonly MeasuredStage<T>[];
  /** Places that no item measures: whole stages (`touchpoint: null`), and touchpoints of stages that are measured elsewhere. */
  readonly unmeasured: readonly JourneyPosition[];
  /** Items that are in no place; their answers are in no estimate. */
  readonly unplaced: readonly string[];
}

/**
 * One metric along a journey: an estimate per touchpoint and per stage, in journey order, each from the pooled answers of its
 * items. Items are placed by the rules of {@link touchpointOf}; items of a stage that are about no touchpoint of it, or about
 * several, count for the stage alone.
 *
 * **Base**: answers. **Assumes** independent answers, as every tally does: where the same respondents rate several items of a
 * place, a pooled estimate has n = ratings and too narrow an interval. Use {@link clusteredMean} there, which needs the ratings
 * by respondent; a touchpoint measured by one item has no such trouble.
 *
 * @param measured one entry per item, in any order
 * @param metric any metric of the library, or `merge` and `estimate` of your own
 * @param options passed to `metric.estimate`
 * @throws {CxError} `invalid-setup` when an item comes twice, or the items of one place have different kinds of tally or scale:
 *   one score needs one scale
 * @example
 * import { fiveStageJourney, measureJourney } from "@cxkit/journeys";
 * import { csatMetric, tallyOf } from "@cxkit/metrics";
 * const tally = tallyOf([5, 4, 2, null], { scale: { min: 1, max: 5 } });
 * const measured = [{ item: "q1", label: "Delivery", tally }];
 * const { stages } = measureJourney(fiveStageJourney, measured, csatMetric({ item: "any" }));
 * stages.map(({ estimate }) => estimate?.n ?? null); // => [null, null, null, 3, null]
 */
export function measureJourney<T extends Tally>(
  journey: Journey,
  measured: readonly MeasuredItem<T>[],
  metric: Pick<Metric<T>, "id" | "merge" | "estimate">,
  options?: EstimateOptions,
): MeasuredJourney<T> {
  const positionOf = journeyFinder(journey);
  const seen = new Set<string>();
  const placed = measured.map((item) => {
    if (seen.has(item.item)) throw cxError("invalid-setup", `item "${item.item}" is measured twice`);
    seen.add(item.item);
    return { measured: item, position: positionOf(item) };
  });
  const place = (id: string, title: LocalizedText, items: readonly MeasuredItem<T>[]): MeasuredPlace<T> => {
    const tally = pooled(`${journey.id}: ${id}`, items, metric);
    return {
      id,
      title,
      items: items.map(({ item }) => item),
      estimate: tally && metric.estimate(tally, options),
      tally,
    };
  };
  const stages = journey.stages.map((stage) => {
    const within = placed.filter(({ position }) => position?.stage === stage.id);
    return {
      ...place(
        stage.id,
        stage.title,
        within.map((one) => one.measured),
      ),
      touchpoints: stage.touchpoints.map(({ id, title }) => {
        const items = within.filter(({ position }) => position?.touchpoint === id);
        return place(
          id,
          title,
          items.map((one) => one.measured),
        );
      }),
    };
  });
  return {
    journey: journey.id,
    metric: metric.id,
    stages,
    unmeasured: stages.flatMap(({ id: stage, items, touchpoints }): JourneyPosition[] =>
      items.length === 0
        ? [{ stage, touchpoint: null }]
        : touchpoints.filter(({ estimate }) => !estimate).map(({ id }) => ({ stage, touchpoint: id })),
    ),
    unplaced: placed.flatMap(({ measured: { item }, position }) => (position ? [] : [item])),
  };
}

function pooled<T extends Tally>(
  path: string,
  items: readonly MeasuredItem<T>[],
  { merge }: Pick<Metric<T>, "merge">,
): T | null {
  const [first, ...others] = items;
  if (!first) return null;
  const other = others.find(({ tally }) => formOf(tally) !== formOf(first.tally));
  if (other) {
    throw cxError(
      "invalid-setup",
      `items "${first.item}" (${formOf(first.tally)}) and "${other.item}" (${formOf(other.tally)}) are in one place of the journey, but one score needs one scale`,
      { path },
    );
  }
  // Items of one place are different instruments; their pooled answers are those of none.
  return others.reduce(
    (sum, { tally }) => merge(withoutInstrument(sum), withoutInstrument(tally)),
    first.tally,
  );
}

function formOf(tally: Tally): string {
  if (tally.kind !== "scale" && tally.kind !== "pair") return tally.kind;
  const { min, max, step } = tally.scale;
  return `${tally.kind} ${min}…${max} by ${step}`;
}

function withoutInstrument<T extends Tally>(tally: T): T {
  if (!("instrument" in tally)) return tally;
  const { instrument: _, ...rest } = tally;
  return rest as T;
}
