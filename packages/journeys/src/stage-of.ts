import type { Journey } from "@cxkit/core";
import { type JourneyPlace, touchpointOf } from "./touchpoint-of.ts";

/**
 * The stage of a journey that a survey item or an event belongs to: {@link touchpointOf} without the touchpoint.
 *
 * @returns the id of the stage; `null` when nothing, or more than one stage, fits: never guessed
 * @example stageOf(fiveStageJourney, { label: "Satisfaction: finding products (search)" }) // => "research"
 * @example stageOf(fiveStageJourney, { label: "满意度：退货" }) // => "use"
 * @example stageOf(fiveStageJourney, { label: "Restaurants" }) // => null
 */
export function stageOf(journey: Journey, place: JourneyPlace): string | null {
  return touchpointOf(journey, place)?.stage ?? null;
}
