import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import type { ItemMeaning } from "../authoring/answer.ts";
import { checkMeaning, configSchema, itemMeaning, text } from "../authoring/config-schema.ts";

/** What one tracked event means besides that it happened. */
export interface SegmentEvent {
  /** Not a customer's doing: left out, and counted as such. */
  readonly ignore?: true;
  /** What the action is called. Default: the event's name. */
  readonly action?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  /** Properties that hold seconds spent, and how it ended. */
  readonly duration?: string;
  readonly outcome?: string;
  /** Answers to a survey: what they mean, by property. */
  readonly survey?: { readonly survey: string; readonly items: { readonly [property: string]: ItemMeaning } };
  /** Business data: properties by what they hold. `sign` says which way the money goes. */
  readonly transaction?: {
    readonly kind: string;
    readonly amount?: string;
    readonly currency?: string;
    readonly order?: string;
    readonly sign?: 1 | -1;
  };
}

/** How messages of a Segment source are read. */
export interface SegmentConfig {
  /** Name of the source: events come from `segment:source/<name>`. */
  readonly source: string;
  /** Where people are met. Default: `web`; `app` for screens and messages of a telephone's app. */
  readonly channel?: string;
  /** Events by name. "Order Completed" and "Order Refunded" are transactions unless something else is said. */
  readonly events?: { readonly [name: string]: SegmentEvent };
  /** Touchpoints by the name of a page or screen. */
  readonly pages?: { readonly [name: string]: string };
  /** What to segment by: paths into the message (`properties.store`, `context.campaign.source`) by dimension. */
  readonly dimensions?: { readonly [dimension: string]: string };
  /** Traits that go into profiles. None unless named, and never those that reach a person. */
  readonly traits?: readonly string[];
}

const personal = new Set([
  "email",
  "phone",
  "name",
  "firstName",
  "lastName",
  "username",
  "address",
  "birthday",
  "avatar",
]);
const property = text.exactOptional();
const event = z
  .strictObject({
    ignore: z.literal(true).exactOptional(),
    action: property,
    touchpoint: property,
    stage: property,
    duration: property,
    outcome: property,
    survey: z
      .strictObject({
        survey: text,
        items: z.record(text, z.strictObject(itemMeaning).superRefine(checkMeaning)),
      })
      .exactOptional(),
    transaction: z
      .strictObject({
        kind: text,
        amount: property,
        currency: property,
        order: property,
        sign: z.literal([1, -1]).exactOptional(),
      })
      .exactOptional(),
  })
  .refine(({ survey, transaction }) => !(survey && transaction), {
    path: ["transaction"],
    message: "an event is a survey or a transaction, not both",
  });

/** Validates a {@link SegmentConfig}. */
export const segmentConfig: StandardSchema<unknown, SegmentConfig> = configSchema<SegmentConfig>(
  z.strictObject({
    source: text,
    channel: property,
    events: z.record(text, event).exactOptional(),
    pages: z.record(text, text).exactOptional(),
    dimensions: z
      .record(
        text,
        text.refine((path) => !personal.has(path.split(/[./]/).at(-1) ?? ""), "reaches a person: no segment"),
      )
      .exactOptional(),
    traits: z
      .array(
        text.refine(
          (trait) => !personal.has(trait),
          "reaches a person: it goes to the vault, not into a profile",
        ),
      )
      .exactOptional(),
  }),
  [
    "source",
    "channel",
    "events",
    "pages",
    "dimensions",
    "traits",
    "ignore",
    "action",
    "duration",
    "outcome",
    "survey",
    "items",
    "transaction",
    "kind",
    "amount",
    "currency",
    "order",
    "sign",
    ...Object.keys(itemMeaning),
  ],
);
