import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import type { ItemMeaning } from "../authoring/answer.ts";
import { checkMeaning, configSchema, itemMeaning, text } from "../authoring/config-schema.ts";

/** Where in a response something is told besides its answers: a hidden field, an attribute of the contact, or a variable of the survey. */
export type FormbricksField =
  | { readonly hidden: string }
  | { readonly attribute: string }
  | { readonly variable: string };

/** How the responses of a survey are read. Everything has a default but what its answers mean. */
export interface FormbricksConfig {
  /** Id of the survey at Formbricks; a response to another one is set aside. Default: any. */
  readonly surveyId?: string;
  /** Id of the survey in events. Default: Formbricks'. */
  readonly survey?: string;
  /** Where people met the survey: `web` (default), `app`, `email`… */
  readonly channel?: string | FormbricksField;
  readonly touchpoint?: string | FormbricksField;
  readonly stage?: string | FormbricksField;
  /** What the answers mean, by the id of their element; a row of a matrix by `element.row`. */
  readonly items?: { readonly [element: string]: ItemMeaning };
  /** What to segment by, by dimension. */
  readonly dimensions?: { readonly [dimension: string]: FormbricksField };
  /** Whose response it is. Default: the e-mail address among the contact's attributes. */
  readonly subject?: FormbricksField & { readonly kind: string };
  /** How the respondent is reached. Default: the contact's attribute `email`. */
  readonly contact?: {
    readonly email?: FormbricksField;
    readonly phone?: FormbricksField;
    readonly name?: FormbricksField;
  };
}

const hidden = { hidden: text };
const attribute = { attribute: text };
const variable = { variable: text };
const field = z.union([z.strictObject(hidden), z.strictObject(attribute), z.strictObject(variable)]);
const told = z.union([text, field]);
const kind = { kind: text };
const keys = [
  "surveyId",
  "survey",
  "channel",
  "touchpoint",
  "stage",
  "items",
  "dimensions",
  "subject",
  "contact",
  "hidden",
  "attribute",
  "variable",
  "kind",
  "email",
  "phone",
  "name",
  ...Object.keys(itemMeaning),
];

/** Validates a {@link FormbricksConfig}. */
export const formbricksConfig: StandardSchema<unknown, FormbricksConfig> = configSchema<FormbricksConfig>(
  z
    .strictObject({
      surveyId: text.exactOptional(),
      survey: text.exactOptional(),
      channel: told.exactOptional(),
      touchpoint: told.exactOptional(),
      stage: told.exactOptional(),
      items: z.record(text, z.strictObject(itemMeaning).superRefine(checkMeaning)).exactOptional(),
      dimensions: z.record(text, field).exactOptional(),
      subject: z
        .union([
          z.strictObject({ ...hidden, ...kind }),
          z.strictObject({ ...attribute, ...kind }),
          z.strictObject({ ...variable, ...kind }),
        ])
        .exactOptional(),
      contact: z
        .strictObject({
          email: field.exactOptional(),
          phone: field.exactOptional(),
          name: field.exactOptional(),
        })
        .exactOptional(),
    })
    .superRefine(({ items = {} }, context) => {
      const seen = new Set<string>();
      for (const [element, { item = element }] of Object.entries(items)) {
        if (seen.has(item))
          context.addIssue({
            code: "custom",
            path: ["items", element, "item"],
            message: `two items are called "${item}"`,
          });
        seen.add(item);
      }
    }),
  keys,
);
