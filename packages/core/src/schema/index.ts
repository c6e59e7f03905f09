/**
 * The event model as zod schemas, for the places where data come in from outside, and as JSON Schema for everybody else.
 * The rest of CXKit needs the types only.
 *
 * @packageDocumentation
 */

// The event
export { cxEventSchema, cxEventSchemaWith, eventDraftSchema, payloadSchemas } from "./event.ts";
export { answerSchema, instantSchema } from "./event-data.ts";
export { cloudEventSchema } from "./cloud-event.ts";

// What answers mean
export { instrumentSchema, localizedTextSchema, scaleSchema } from "./instrument.ts";
export { journeySchema } from "./journey.ts";

// Numbers
export { comparisonSchema, estimateSchema, unitSchema } from "./estimate.ts";
export {
  categoryTallySchema,
  missingCountsSchema,
  momentTallySchema,
  pairTallySchema,
  scaleTallySchema,
  sketchTallySchema,
  tallySchema,
} from "./tally.ts";
export { filterSchema, selectionSchema } from "./selection.ts";

// Plugins
export { pluginManifestSchema, pluginPackageSchema } from "./plugin-manifest.ts";
export { manifestProblems } from "./manifest-problems.ts";
export type { ManifestProblem } from "./manifest-problems.ts";

// For other languages
export { jsonSchemas } from "./json-schemas.ts";
export type { JsonSchema, JsonSchemaName } from "./json-schemas.ts";
