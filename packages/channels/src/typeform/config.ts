import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import type { ItemMeaning } from "../authoring/answer.ts";
import { checkMeaning, configSchema, itemMeaning, text } from "../authoring/config-schema.ts";

/** A value that a hidden field of the form carries. */
export interface HiddenField {
  readonly hidden: string;
}

/** How the responses of a form are read. Everything has a default but what its answers mean. */
export interface TypeformConfig {
  /** Id of the form; a response to another one is set aside. Default: any. */
  readonly form?: string;
  /** Id of the survey. Default: the form's. */
  readonly survey?: string;
  /** Where people met the form: `web` (default), `email`, `app`… */
  readonly channel?: string | HiddenField;
  readonly touchpoint?: string | HiddenField;
  readonly stage?: string | HiddenField;
  /** What the answers mean, by the field's `ref` (or `id`). `typeformItems` makes them of a form or of a response. */
  readonly items?: { readonly [field: string]: ItemMeaning };
  /** Hidden fields to segment by: the dimension by the hidden field's name. */
  readonly hidden?: { readonly [name: string]: string };
  /** Whose response it is. Default: the first e-mail address of the answers, else the first telephone number. */
  readonly subject?:
    | { readonly hidden: string; readonly kind: string }
    | { readonly field: string; readonly kind: string };
  /** Hidden fields that say how to reach the respondent; besides, e-mail and telephone fields do. */
  readonly contact?: { readonly email?: string; readonly phone?: string; readonly name?: string };
}

const texts = z.record(text, text);
const told = z.union([text, z.strictObject({ hidden: text })]);
const keys = [
  "form",
  "survey",
  "channel",
  "touchpoint",
  "stage",
  "items",
  "hidden",
  "subject",
  "contact",
  "field",
  "kind",
  "email",
  "phone",
  "name",
  ...Object.keys(itemMeaning),
];

/** Validates a {@link TypeformConfig}. */
export const typeformConfig: StandardSchema<unknown, TypeformConfig> = configSchema<TypeformConfig>(
  z
    .strictObject({
      form: text.exactOptional(),
      survey: text.exactOptional(),
      channel: told.exactOptional(),
      touchpoint: told.exactOptional(),
      stage: told.exactOptional(),
      items: z.record(text, z.strictObject(itemMeaning).superRefine(checkMeaning)).exactOptional(),
      hidden: texts.exactOptional(),
      subject: z
        .union([z.strictObject({ hidden: text, kind: text }), z.strictObject({ field: text, kind: text })])
        .exactOptional(),
      contact: z
        .strictObject({
          email: text.exactOptional(),
          phone: text.exactOptional(),
          name: text.exactOptional(),
        })
        .exactOptional(),
    })
    .superRefine(({ items = {} }, context) => {
      const seen = new Set<string>();
      for (const [field, { item = field }] of Object.entries(items)) {
        if (seen.has(item))
          context.addIssue({
            code: "custom",
            path: ["items", field, "item"],
            message: `two items are called "${item}"`,
          });
        seen.add(item);
      }
    }),
  keys,
);
