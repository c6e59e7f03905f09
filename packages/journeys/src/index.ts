/**
 * Journeys: stages and touchpoints as data, what was measured at each, and who came how far.
 *
 * @packageDocumentation
 */

// journeys
export { checkJourney } from "./check-journey.ts";
export { fiveStageJourney } from "./five-stage-journey.ts";

// where an item belongs
export { type ItemMap, type JourneyItem, mapItems } from "./map-items.ts";
export { stageOf } from "./stage-of.ts";
export { type JourneyPlace, type JourneyPosition, touchpointOf } from "./touchpoint-of.ts";

// what was measured there
export { clusteredMean } from "./clustered-mean.ts";
export type { ClusteredMean, RespondentRatings } from "./clustered-mean.ts";
export { measureJourney } from "./measure-journey.ts";
export type { MeasuredItem, MeasuredJourney, MeasuredPlace, MeasuredStage } from "./measure-journey.ts";

// who came how far
export { funnel } from "./funnel.ts";
export type { Funnel, ObservedFunnelOptions, ObservedFunnelStep, StageReached } from "./funnel.ts";
export { funnelFromCounts } from "./funnel-from-counts.ts";
export type { FunnelOptions, FunnelStep } from "./funnel-from-counts.ts";
