import type { Journey } from "@cxkit/core";
import { type JourneyPlace, touchpointOf } from "./touchpoint-of.ts";

/**
 * The stage of a journey that a survey item or an event belongs to: {@link touchpointOf} without the touchpoint.
 *
 * @returns the id of the stage; `null` when nothing, or more than one stage, fits: never guessed
 * @example
 * import { fiveStageJourney, stageOf } from "@cxkit/journeys";
 * stageOf(fiveStageJourney, { label: "Satisfaction: finding products (search)" }); // => "research"
 * stageOf(fiveStageJourney, { label: "满意度：退货" }); // => "use"
 * stageOf(fiveStageJourney, { label: "Restaurants" }); // => null
 */
export function stageOf(journey: Journey, place: JourneyPlace): string | null {
  return touchpointOf(journey, place)?.stage ?? null;
}
