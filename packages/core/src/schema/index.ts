/**
 * The event model as zod schemas, for the places where data come in from outside. Everything else in CXKit needs the types only.
 *
 * @packageDocumentation
 */

// The event
export {
  cxEventSchema,
  cxEventSchemaWith,
  eventDraftSchema,
  instantSchema,
  payloadSchemas,
} from "./event.ts";
export { answerSchema } from "./event-data.ts";
