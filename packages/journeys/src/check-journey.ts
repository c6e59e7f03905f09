import { cxError, type Journey } from "@cxkit/core";
import { journeyProblems } from "./journey-problems.ts";

/**
 * Stops at a journey that cannot be measured by: no stages, a stage or touchpoint id used twice in it, an item claimed by two
 * touchpoints. For journeys written in code; one that is read from a file goes through `journeySchema` of
 * `@cxkit/journeys/schema`, which also checks its shape.
 *
 * @returns the journey itself
 * @throws {CxError} `invalid-setup` naming the first path: `stages.1.touchpoints.0.items.2`
 * @example
 * import { checkJourney, fiveStageJourney } from "@cxkit/journeys";
 * checkJourney(fiveStageJourney).id; // => "five-stage"
 */
export function checkJourney(journey: Journey): Journey {
  const [problem] = journeyProblems(journey);
  if (!problem) return journey;
  const path = problem.path.join(".");
  throw cxError("invalid-setup", `journey "${journey.id}": ${path}: ${problem.message}`, { path });
}
