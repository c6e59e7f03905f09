import * as z from "zod";
import { cloudEventSchema } from "./cloud-event.ts";
import { comparisonSchema, estimateSchema, unitSchema } from "./estimate.ts";
import {
  answerSchema,
  caseStepSchema,
  contactViewSchema,
  handoffSchema,
  instantSchema,
  instrumentReferenceSchema,
  missingReasonSchema,
  surveyContactSchema,
} from "./event-data.ts";
import { cxEventSchema, eventDraftSchema, payloadSchemas } from "./event.ts";
import { instrumentSchema, localizedTextSchema, scaleSchema } from "./instrument.ts";
import { journeySchema } from "./journey.ts";
import { pluginManifestSchema, pluginPackageSchema } from "./plugin-manifest.ts";
import { filterSchema, selectionSchema } from "./selection.ts";
import { missingCountsSchema, tallySchema } from "./tally.ts";

// A registry of its own: ids in zod's global one would meet those of another copy of this package.
const names = z.registry<{ readonly id?: string }>();
for (const [type, schema] of Object.entries(payloadSchemas)) {
  if (!names.has(schema)) names.add(schema, { id: type });
}
const parts = {
  answer: answerSchema,
  "case-step": caseStepSchema,
  "contact-view": contactViewSchema,
  handoff: handoffSchema,
  instant: instantSchema,
  "instrument-reference": instrumentReferenceSchema,
  "localized-text": localizedTextSchema,
  "missing-counts": missingCountsSchema,
  "missing-reason": missingReasonSchema,
  scale: scaleSchema,
  "survey-contact": surveyContactSchema,
  unit: unitSchema,
};
for (const [id, schema] of Object.entries(parts)) names.add(schema, { id });

/** Names of the published JSON Schemas; each is also a file, `@cxkit/core/schemas/<name>.json`. */
export type JsonSchemaName =
  | "event"
  | "event-draft"
  | "cloud-event"
  | "instrument"
  | "journey"
  | "selection"
  | "filter"
  | "tally"
  | "estimate"
  | "comparison"
  | "plugin-manifest"
  | "plugin-package";

const published: {
  readonly [name in JsonSchemaName]: {
    readonly schema: z.ZodType;
    readonly title: string;
    /** Whether its parts say what they are: zod keeps that in its global registry. */
    readonly described?: true;
  };
} = {
  event: { schema: cxEventSchema, title: "Event" },
  "event-draft": { schema: eventDraftSchema, title: "Event as a channel tells it" },
  "cloud-event": { schema: cloudEventSchema, title: "Event as a CloudEvent" },
  instrument: { schema: instrumentSchema, title: "Instrument" },
  journey: { schema: journeySchema, title: "Journey" },
  selection: { schema: selectionSchema, title: "Selection" },
  filter: { schema: filterSchema, title: "Filter" },
  tally: { schema: tallySchema, title: "Tally" },
  estimate: { schema: estimateSchema, title: "Estimate" },
  comparison: { schema: comparisonSchema, title: "Comparison" },
  "plugin-manifest": { schema: pluginManifestSchema, title: "Manifest of a plugin", described: true },
  "plugin-package": { schema: pluginPackageSchema, title: "Package of a plugin", described: true },
};

/** A JSON Schema document. */
export interface JsonSchema {
  readonly $id: string;
  readonly $schema: string;
  readonly title: string;
  readonly [keyword: string]: unknown;
}

/**
 * The model as JSON Schema 2020-12, for other languages, editors and message brokers. JSON Schema cannot say everything the zod
 * schemas check: that an id follows from key and revision, that an interval contains its value, that an item is answered once.
 *
 * @example jsonSchemas().event.$id // => "https://cxkit.dev/schemas/event.json"
 */
export function jsonSchemas(): { readonly [name in JsonSchemaName]: JsonSchema } {
  const documents = Object.entries(published).map(([name, { schema, title, described }]) => {
    const metadata = described ? z.globalRegistry : names;
    const { $schema, ...body } = z.toJSONSchema(schema, { target: "draft-2020-12", metadata });
    const $id = `https://cxkit.dev/schemas/${name}.json`;
    return [name, { $schema: $schema ?? "", $id, title, ...body }];
  });
  return Object.fromEntries(documents) as { [name in JsonSchemaName]: JsonSchema };
}
