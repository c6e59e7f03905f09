/**
 * Journeys: stages and touchpoints as data, and what was measured at each.
 *
 * @packageDocumentation
 */

// journeys
export { checkJourney } from "./check-journey.ts";
export { fiveStageJourney } from "./five-stage-journey.ts";

// where an item belongs
export { stageOf } from "./stage-of.ts";
export { type JourneyPlace, type JourneyPosition, touchpointOf } from "./touchpoint-of.ts";
