import * as z from "zod";
import type { CxEvent, EventDraft } from "../event.ts";
import { eventId } from "../event.ts";
import {
  caseStepSchema,
  consentChangeSchema,
  contactViewSchema,
  erasureSchema,
  factSchema,
  feedbackSchema,
  handoffSchema,
  instantSchema,
  interactionSchema,
  profileSchema,
  retractionSchema,
  surveyContactSchema,
  surveyResponseSchema,
  textSchema,
  transactionSchema,
} from "./event-data.ts";

const envelope = {
  source: textSchema,
  key: textSchema,
  time: instantSchema,
  subject: textSchema.exactOptional(),
  channel: textSchema,
  touchpoint: textSchema.exactOptional(),
  journey: textSchema.exactOptional(),
  stage: textSchema.exactOptional(),
  dimensions: z.record(z.string(), textSchema),
  consent: z.array(textSchema).exactOptional(),
};
const revision = z.int().min(0);
const completed = { ...envelope, id: textSchema, revision, received: instantSchema };

/** Schema of the payload of each event type CXKit knows. */
export const payloadSchemas = {
  "survey.offered": surveyContactSchema,
  "survey.shown": surveyContactSchema,
  "survey.declined": surveyContactSchema,
  "survey.responded": surveyResponseSchema,
  "feedback.posted": feedbackSchema,
  "interaction.occurred": interactionSchema,
  "transaction.recorded": transactionSchema,
  "handoff.started": handoffSchema,
  "handoff.completed": handoffSchema,
  "fact.declared": factSchema,
  "profile.identified": profileSchema,
  "consent.changed": consentChangeSchema,
  "subject.erased": erasureSchema,
  "event.retracted": retractionSchema,
  "case.opened": caseStepSchema,
  "case.assigned": caseStepSchema,
  "case.acknowledged": caseStepSchema,
  "case.noted": caseStepSchema,
  "case.reopened": caseStepSchema,
  "case.closed": caseStepSchema,
  "contact.viewed": contactViewSchema,
};

type Payloads = typeof payloadSchemas;
const idMessage = { path: ["id"], message: "requires key, or key~revision above 0" };
type EventObject<T extends keyof Payloads> = z.ZodObject<
  typeof completed & { readonly type: z.ZodLiteral<T>; readonly data: Payloads[T] },
  z.core.$strict
>;
type DraftObject<T extends keyof Payloads> = z.ZodObject<
  typeof envelope & {
    readonly revision: z.ZodExactOptional<typeof revision>;
    readonly type: z.ZodLiteral<T>;
    readonly data: Payloads[T];
  },
  z.core.$strict
>;

const types = Object.keys(payloadSchemas) as (keyof Payloads)[];
// One object schema a type: a mapped type says which, and a test proves the union equal to `CxEvent` in both directions.
const eventObjects = types.map((type) =>
  z.strictObject({ ...completed, type: z.literal(type), data: payloadSchemas[type] }),
) as unknown as [{ [T in keyof Payloads]: EventObject<T> }[keyof Payloads]];
const draftObjects = types.map((type) =>
  z.strictObject({
    ...envelope,
    revision: revision.exactOptional(),
    type: z.literal(type),
    data: payloadSchemas[type],
  }),
) as unknown as [{ [T in keyof Payloads]: DraftObject<T> }[keyof Payloads]];

/**
 * The event, every type with its payload, told apart by `type`. Strict: unknown fields, empty texts, a time without an offset
 * and an id that is not `key` or `key~revision` are refused, with the path of what is wrong.
 *
 * @example cxEventSchema.safeParse({ type: "survey.responded" }).success // => false
 */
export const cxEventSchema = z
  .discriminatedUnion("type", eventObjects)
  .refine(idMatches, idMessage) satisfies z.ZodType<CxEvent>;

/** What a channel's `decode` says of an event, before id, revision and arrival are added. */
export const eventDraftSchema = z.discriminatedUnion("type", draftObjects) satisfies z.ZodType<EventDraft>;

/**
 * The event with further types of payload, for plugins that declare their own.
 *
 * @param payloads schema of `data` by event type (`noun.past-participle`)
 * @throws {RangeError} when a type is one of CXKit's own
 * @example
 * import * as z from "zod";
 * const schema = cxEventSchemaWith({ "parcel.delivered": z.strictObject({ carrier: z.string() }) });
 * schema.safeParse({ type: "parcel.delivered" }).error?.issues.some(({ path }) => path[0] === "type") // => false
 */
export function cxEventSchemaWith<const P extends { readonly [type: string]: z.ZodType }>(payloads: P) {
  const taken = Object.keys(payloads).find((type) => Object.hasOwn(payloadSchemas, type));
  if (taken !== undefined) {
    throw new RangeError(`cxEventSchemaWith requires types that CXKit does not define, got ${taken}`);
  }
  const further = Object.entries(payloads).map(([type, data]) =>
    z.strictObject({ ...completed, type: z.literal(type), data }),
  ) as unknown as [
    {
      [T in keyof P & string]: z.ZodObject<
        typeof completed & { readonly type: z.ZodLiteral<T>; readonly data: P[T] },
        z.core.$strict
      >;
    }[keyof P & string],
  ];
  return z.discriminatedUnion("type", [...eventObjects, ...further]).refine(idMatches, idMessage);
}

function idMatches(event: { readonly id: string; readonly key: string; readonly revision: number }): boolean {
  // A revision that is none has been named already.
  return !(event.revision >= 0) || event.id === eventId(event.key, event.revision);
}
