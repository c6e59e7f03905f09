import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import type { ItemMeaning } from "../authoring/answer.ts";
import { checkMeaning, configSchema, itemMeaning, text } from "../authoring/config-schema.ts";

/** What the answers to a question mean. */
export interface SurveyMonkeyItem extends ItemMeaning {
  /** What each choice stands for, by the choice's id: a scale point, or the words of a choice. */
  readonly choices?: { readonly [choice: string]: number | string };
}

/** A value that a custom variable of the survey's address carries. */
export interface CustomVariable {
  readonly variable: string;
}

/** How the responses to a survey are read. */
export interface SurveyMonkeyConfig {
  /** Id of the survey; what is told of another one is set aside. */
  readonly survey: string;
  /** Where the account's data is: `us` (default), `eu` or `ca`. */
  readonly region?: "us" | "eu" | "ca";
  /** Where people met the survey: `web` (default), `email`, `app`… */
  readonly channel?: string | CustomVariable;
  readonly touchpoint?: string | CustomVariable;
  readonly stage?: string | CustomVariable;
  /** What the answers mean, by the question's id, or `question/row` in a matrix. `surveyMonkeyItems` makes them of a survey. */
  readonly items?: { readonly [question: string]: SurveyMonkeyItem };
  /** Custom variables to segment by: the dimension by the variable's name. */
  readonly variables?: { readonly [name: string]: string };
  /** Whose response it is. Default: the e-mail address that the survey was sent to. */
  readonly subject?: CustomVariable & { readonly kind: string };
}

const told = z.union([text, z.strictObject({ variable: text })]);
const item = z.strictObject({
  ...itemMeaning,
  choices: z.record(text, z.union([z.number(), text])).exactOptional(),
});
const keys = [
  "survey",
  "region",
  "channel",
  "touchpoint",
  "stage",
  "items",
  "variables",
  "subject",
  "variable",
  "kind",
  "choices",
  ...Object.keys(itemMeaning),
];

/** Validates a {@link SurveyMonkeyConfig}. */
export const surveyMonkeyConfig: StandardSchema<unknown, SurveyMonkeyConfig> =
  configSchema<SurveyMonkeyConfig>(
    z
      .strictObject({
        survey: z.string().regex(/^\d{1,20}$/, "must be the survey's number, such as 105723396"),
        region: z.enum(["us", "eu", "ca"]).exactOptional(),
        channel: told.exactOptional(),
        touchpoint: told.exactOptional(),
        stage: told.exactOptional(),
        items: z.record(text, item.superRefine(checkMeaning)).exactOptional(),
        variables: z.record(text, text).exactOptional(),
        subject: z.strictObject({ variable: text, kind: text }).exactOptional(),
      })
      .superRefine(({ items = {} }, context) => {
        const seen = new Set<string>();
        for (const [question, { item: name = question }] of Object.entries(items)) {
          if (seen.has(name))
            context.addIssue({
              code: "custom",
              path: ["items", question, "item"],
              message: `two items are called "${name}"`,
            });
          seen.add(name);
        }
      }),
    keys,
  );
