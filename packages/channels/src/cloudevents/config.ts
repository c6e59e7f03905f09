import { eventTypes, type Instrument, type StandardSchema } from "@cxkit/core";
import { instrumentSchema } from "@cxkit/core/schema";
import * as z from "zod";
import { configSchema, text } from "../authoring/config-schema.ts";
import { checkMapping, mappingKeys, mappingParts } from "../webhook/mapping-schema.ts";
import type { WebhookMapping } from "../webhook/mapping.ts";

/** What a CloudEvents type of somebody else's means: a mapping whose paths start at the event (`data.score`). */
export type CloudEventMapping = Omit<WebhookMapping, "source" | "key" | "time"> &
  Partial<Pick<WebhookMapping, "key" | "time">>;

/** Which events are taken, and how. */
export interface CloudEventsConfig {
  /** Sources that may speak here, `shop:*` for all that begin so. Default: any that holds the secret. */
  readonly sources?: readonly string[];
  /** CXKit's own types that are taken. Default: all but those that only a host writes (`case.*`, `subject.erased`, `contact.viewed`). */
  readonly own?: readonly string[];
  /**
   * `keyed` (default): a subject becomes a keyed hash of this workspace, whatever came. `same-key`: it is the key already, of a
   * workspace with the same key; then all that is no such hash is set aside.
   */
  readonly subjects?: "keyed" | "same-key";
  /** Types of other producers. What is not here, and not CXKit's own, is set aside. */
  readonly types?: { readonly [type: string]: CloudEventMapping };
  /** Instruments of answers that come in CXKit's own events. */
  readonly instruments?: readonly Instrument[];
}

const mapping = z
  .strictObject({
    ...mappingParts,
    key: text.exactOptional(),
    time: z
      .union([
        text,
        z.strictObject({
          path: text,
          format: z.enum(["rfc3339", "unix-seconds", "unix-milliseconds", "local"]),
          zone: text.exactOptional(),
        }),
      ])
      .exactOptional(),
  })
  .superRefine(checkMapping);

/** Validates a {@link CloudEventsConfig}. */
export const cloudEventsConfig: StandardSchema<unknown, CloudEventsConfig> = configSchema<CloudEventsConfig>(
  z.strictObject({
    sources: z.array(text).exactOptional(),
    own: z
      .array(
        text.refine(
          (type) => (eventTypes as readonly string[]).includes(type),
          "is no event type of CXKit's",
        ),
      )
      .exactOptional(),
    subjects: z.enum(["keyed", "same-key"]).exactOptional(),
    types: z.record(text, mapping).exactOptional(),
    instruments: z.array(instrumentSchema).exactOptional(),
  }),
  ["sources", "own", "subjects", "types", "instruments", ...mappingKeys],
);
