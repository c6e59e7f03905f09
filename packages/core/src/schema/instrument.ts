import * as z from "zod";
import type { Instrument, LocalizedText, Scale } from "../instrument.ts";
import { missingReasonSchema, textSchema } from "./event-data.ts";

/** Text per language, by BCP 47 tag; at least one. */
export const localizedTextSchema = z
  .record(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "requires BCP 47 tags"), textSchema)
  .refine(
    (text) => Object.keys(text).length > 0,
    "requires at least one language",
  ) satisfies z.ZodType<LocalizedText>;

/** A discrete rating scale whose step divides it. */
export const scaleSchema = z
  .strictObject({ min: z.number(), max: z.number(), step: z.number().gt(0) })
  .refine(({ min, max, step }) => max > min && wholeSteps((max - min) / step), {
    path: ["step"],
    message: "requires min < max and a step that divides max − min",
  }) satisfies z.ZodType<Scale>;

/** What an answer means. Missing codes may lie outside the number line or on it. */
export const instrumentSchema = z.strictObject({
  id: textSchema,
  version: textSchema.regex(/^[^@]+$/, "requires a version without @"),
  construct: textSchema,
  scale: scaleSchema.nullable(),
  direction: z.enum(["higher-is-better", "lower-is-better"]),
  wording: localizedTextSchema.exactOptional(),
  label: localizedTextSchema.exactOptional(),
  pointLabels: z.record(z.string(), localizedTextSchema).exactOptional(),
  missingCodes: z
    .array(z.strictObject({ code: z.union([z.number(), textSchema]), reason: missingReasonSchema }))
    .exactOptional(),
  touchpoint: textSchema.exactOptional(),
  stage: textSchema.exactOptional(),
}) satisfies z.ZodType<Instrument>;

function wholeSteps(steps: number): boolean {
  return Math.round(steps) >= 1 && Math.abs(steps - Math.round(steps)) < 1e-9;
}
