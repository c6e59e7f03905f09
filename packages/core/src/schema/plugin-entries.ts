import * as z from "zod";
import type { Contributes, JsonSchema } from "../plugin.ts";
import { unitSchema } from "./estimate.ts";
import { textSchema } from "./event-data.ts";
import { localizedTextSchema } from "./instrument.ts";
import { journeySchema } from "./journey.ts";
import { selectionSchema } from "./selection.ts";

const data = z.record(z.string(), z.unknown());
const jsonSchema = data.describe("JSON Schema, draft 2020-12") as unknown as z.ZodType<JsonSchema>;

const entry = {
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, "requires kebab-case: my-channel")
    .describe("Kebab-case, unique within its kind in the plugin"),
  title: textSchema.describe("What people read"),
  spec: z.literal("v1").describe("Version of the contract that it keeps"),
};

const code = {
  ...entry,
  module: z
    .string()
    .regex(/^\.\/(?!.*(?:^|\/)\.\.(?:\/|$))[^\\]+$/, "requires a path within the package that begins with ./")
    .describe("Module with the code, relative to the package's folder"),
  export: textSchema.describe("Name of the export in that module"),
};

const replySchema = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).exactOptional(),
  body: z.string().exactOptional(),
});

const webhookSchema = z.strictObject({
  secrets: z.array(textSchema).describe("Names of the secrets that verify asks for"),
  accepts: z.array(textSchema).exactOptional().describe("Media types it takes; `*` for any"),
  keeps: z.array(textSchema).exactOptional().describe("Headers that are journalled with the body"),
  methods: z.array(z.enum(["POST", "GET"])).exactOptional(),
  acknowledge: replySchema.describe("What the producer wants to hear once its records are durable"),
  wakes: z.literal(true).exactOptional().describe("Whether a record may say that streams have something new"),
});

const streamSchema = z.strictObject({
  title: textSchema.exactOptional(),
  mode: z.enum(["incremental", "full"]).exactOptional(),
  lookback: z.number().min(0).exactOptional().describe("Seconds that an incremental pull looks back"),
});

const channelSchema = z.strictObject({
  ...code,
  config: jsonSchema,
  webhook: webhookSchema.exactOptional(),
  streams: z.record(textSchema, streamSchema).exactOptional().describe("What is pulled, by name"),
  hydrates: z.literal(true).exactOptional().describe("Whether it completes thin records"),
  file: z.literal(true).exactOptional().describe("Whether it reads files"),
  coverage: z
    .array(z.strictObject({ id: textSchema, note: localizedTextSchema }))
    .exactOptional()
    .describe("What the producer never shows"),
});

const dataEntry = { ...entry, data: data.describe("What core makes it of; no code runs") };

const metricSchema = z.strictObject({
  ...code,
  unit: unitSchema,
  better: z.enum(["higher", "lower"]),
  select: selectionSchema.describe("What it counts"),
  compares: z.literal(true).exactOptional().describe("Whether it compares two windows"),
});

const guaranteeSchema = z.union([
  z.strictObject({ kind: z.literal("false-alarm-rate"), perEvaluation: z.number().gt(0).lt(1) }),
  z.strictObject({ kind: z.literal("average-run-length"), evaluations: z.number().gt(0) }),
  z.strictObject({ kind: z.literal("none"), why: z.union([textSchema, localizedTextSchema]) }),
]);

const alertRuleSchema = z.strictObject({
  ...code,
  watches: z.enum(["event", "window"]),
  guarantee: guaranteeSchema.describe("What it promises about false alarms when nothing is wrong"),
  params: jsonSchema,
});

/** What a plugin contributes, by kind: generated from its definitions. */
export const contributesSchema = z.strictObject({
  channels: z.array(channelSchema).exactOptional().describe("Where events come from"),
  metrics: z
    .array(z.union([z.strictObject(dataEntry), metricSchema]))
    .exactOptional()
    .describe("Numbers, as code or as data"),
  journeys: z
    .array(z.strictObject({ ...entry, data: journeySchema }))
    .exactOptional()
    .describe("Stages and touchpoints, always data"),
  alertRules: z
    .array(z.union([z.strictObject(dataEntry), alertRuleSchema]))
    .exactOptional()
    .describe("What is watched, as code or as data"),
  notifiers: z
    .array(z.strictObject({ ...code, config: jsonSchema }))
    .exactOptional()
    .describe("Where alerts go"),
  stores: z
    .array(z.strictObject({ ...code, config: jsonSchema }))
    .exactOptional()
    .describe(
      "Where events are kept; these run in the host's process, and only where the operator names them",
    ),
  reports: z
    .array(
      z.strictObject({
        ...code,
        formats: z.array(z.enum(["html", "json", "text", "csv"])).min(1),
        params: jsonSchema.exactOptional(),
      }),
    )
    .exactOptional()
    .describe("What is read"),
  commands: z
    .array(z.strictObject({ ...code, effects: z.enum(["read", "write", "external"]), params: jsonSchema }))
    .exactOptional()
    .describe("What can be asked for by name"),
  textAnalyzers: z
    .array(
      z.strictObject({
        ...code,
        languages: z.array(textSchema).min(1).describe("BCP 47 tags; `und` for any"),
        offline: z.boolean().describe("Whether no text leaves the process"),
        params: jsonSchema,
      }),
    )
    .exactOptional()
    .describe("What reads verbatims"),
  configuration: jsonSchema
    .exactOptional()
    .describe("JSON Schema of settings that hold for the whole plugin: code gets them as `context.settings`"),
}) as unknown as z.ZodType<Contributes>;
