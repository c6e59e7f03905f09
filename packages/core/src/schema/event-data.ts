import * as z from "zod";
import type {
  Answer,
  CaseStep,
  ConsentChange,
  ContactView,
  Erasure,
  Fact,
  Feedback,
  Handoff,
  Interaction,
  Profile,
  Retraction,
  SurveyContact,
  SurveyResponse,
  Transaction,
} from "../event-data.ts";
import { missingReasons } from "../missing.ts";

/** Text that says something. Absent is absent; the empty string is neither. */
export const textSchema = z.string().min(1);

/** An instant: RFC 3339 with seconds and an offset or `Z`; a local time without a zone is refused. */
export const instantSchema = z.iso.datetime({ offset: true });

/** How answers name their instrument: `id@version`. */
export const instrumentReferenceSchema = z.string().regex(/^.+@.+$/, "requires id@version");

/** Why there is no value. */
export const missingReasonSchema = z.enum(missingReasons);

/** One answer to one item; a reason for missing stands only beside `null`. */
export const answerSchema = z
  .strictObject({
    item: textSchema,
    value: z.union([z.number(), textSchema, z.array(textSchema).min(1), z.null()]),
    missing: missingReasonSchema.exactOptional(),
    instrument: instrumentReferenceSchema,
  })
  .refine((answer) => answer.value === null || answer.missing === undefined, {
    path: ["missing"],
    message: "an answer with a value is not missing",
  }) satisfies z.ZodType<Answer>;

export const surveyContactSchema = z.strictObject({
  survey: textSchema,
  wave: textSchema.exactOptional(),
}) satisfies z.ZodType<SurveyContact>;

export const surveyResponseSchema = z.strictObject({
  survey: textSchema,
  wave: textSchema.exactOptional(),
  status: z.enum(["complete", "partial"]),
  weight: z.number().min(0).exactOptional(),
  duration: z.number().min(0).exactOptional(),
  language: textSchema.exactOptional(),
  url: textSchema.exactOptional(),
  answers: z.array(answerSchema).refine(noItemTwice, "one answer for each item"),
}) satisfies z.ZodType<SurveyResponse>;

export const feedbackSchema = z.strictObject({
  text: textSchema.exactOptional(),
  rating: z.number().exactOptional(),
  ratingScale: z.strictObject({ min: z.number(), max: z.number() }).exactOptional(),
  author: textSchema.exactOptional(),
  url: textSchema.exactOptional(),
  solicited: z.boolean().exactOptional(),
  language: textSchema.exactOptional(),
}) satisfies z.ZodType<Feedback>;

export const interactionSchema = z.strictObject({
  action: textSchema,
  duration: z.number().min(0).exactOptional(),
  outcome: textSchema.exactOptional(),
}) satisfies z.ZodType<Interaction>;

export const transactionSchema = z.strictObject({
  kind: textSchema,
  amount: z.number().exactOptional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "requires an ISO 4217 code")
    .exactOptional(),
  order: textSchema.exactOptional(),
}) satisfies z.ZodType<Transaction>;

export const handoffSchema = z.strictObject({
  from: textSchema,
  to: textSchema,
  handoff: textSchema,
  contextKept: z.boolean().exactOptional(),
}) satisfies z.ZodType<Handoff>;

export const factSchema = z.strictObject({
  item: textSchema,
  attribute: textSchema,
  value: z.json(),
}) satisfies z.ZodType<Fact>;

export const profileSchema = z.strictObject({
  aliases: z.array(textSchema).exactOptional(),
  traits: z.record(z.string(), textSchema).exactOptional(),
  account: textSchema.exactOptional(),
}) satisfies z.ZodType<Profile>;

export const consentChangeSchema = z.strictObject({
  granted: z.array(textSchema),
  withdrawn: z.array(textSchema),
}) satisfies z.ZodType<ConsentChange>;

export const erasureSchema = z.strictObject({ scope: textSchema }) satisfies z.ZodType<Erasure>;

export const retractionSchema = z.strictObject({
  type: textSchema,
  key: textSchema,
  reason: textSchema.exactOptional(),
}) satisfies z.ZodType<Retraction>;

export const caseStepSchema = z.strictObject({
  case: textSchema,
  state: textSchema,
  owner: textSchema.exactOptional(),
  reason: textSchema.exactOptional(),
  title: textSchema.exactOptional(),
  due: instantSchema.exactOptional(),
  by: textSchema.exactOptional(),
  note: textSchema.exactOptional(),
  about: z.strictObject({ source: textSchema, type: textSchema, key: textSchema }).exactOptional(),
}) satisfies z.ZodType<CaseStep>;

export const contactViewSchema = z.strictObject({
  by: textSchema,
  purpose: textSchema,
  case: textSchema.exactOptional(),
}) satisfies z.ZodType<ContactView>;

function noItemTwice(answers: readonly { readonly item: string }[]): boolean {
  return new Set(answers.map((answer) => answer.item)).size === answers.length;
}
