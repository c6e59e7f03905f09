import { type Defined, defineJourney, type Journey } from "@cxkit/core";
import { fiveStageJourney } from "./five-stage-journey.ts";

/**
 * The five-stage journey, as it stands in this package's manifest.
 *
 * @example fiveStages.journey.id // => "five-stage"
 */
export const fiveStages: Defined<{ readonly journey: Journey }, "journey"> = defineJourney(fiveStageJourney);
