import type { Journey } from "@cxkit/core";
import { journeyFinder, type JourneyPlace, type JourneyPosition } from "./touchpoint-of.ts";

/** A survey item and what is known of it. */
export interface JourneyItem extends JourneyPlace {
  readonly item: string;
}

/** Items on a journey, and those that are nowhere on it. */
export interface ItemMap {
  /** In the order given. */
  readonly placed: readonly ({ readonly item: string } & JourneyPosition)[];
  /** Items that no stage, or more than one, would claim: to be listed in the journey, or left out knowingly. */
  readonly unplaced: readonly string[];
}

/**
 * Places the items of a survey on a journey by the rules of {@link touchpointOf}, and names those it cannot place.
 *
 * @param items in any order; each id once
 * @example
 * import { fiveStageJourney, mapItems } from "@cxkit/journeys";
 * const { placed, unplaced } = mapItems(fiveStageJourney, [
 *   { item: "q1", label: "Delivery" },
 *   { item: "q2", label: "Price and delivery" },
 * ]);
 * placed; // => [{ item: "q1", stage: "use", touchpoint: "delivery" }]
 * unplaced; // => ["q2"]
 */
export function mapItems(journey: Journey, items: readonly JourneyItem[]): ItemMap {
  const positionOf = journeyFinder(journey);
  const positions = items.map((item) => ({ item: item.item, position: positionOf(item) }));
  return {
    placed: positions.flatMap(({ item, position }) => (position ? [{ item, ...position }] : [])),
    unplaced: positions.flatMap(({ item, position }) => (position ? [] : [item])),
  };
}
