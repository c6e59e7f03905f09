import * as z from "zod";
import { checkMeaning, itemMeaning, text } from "../authoring/config-schema.ts";

/** Validates an {@link EventMeaning}. */
export const eventMeaning = z.strictObject({
  ignore: z.literal(true).exactOptional(),
  action: text.exactOptional(),
  touchpoint: text.exactOptional(),
  stage: text.exactOptional(),
});

/** Items by their ids, each with what its answers mean. */
export const itemsByName = z.record(text, z.strictObject(itemMeaning).superRefine(checkMeaning));

/** Validates a {@link MenuSurvey}. */
export const menuSurvey = z
  .strictObject({
    survey: text,
    items: itemsByName,
    clicks: z.record(text, z.strictObject({ item: text, value: z.union([z.number(), text]) })),
  })
  .superRefine(({ items, clicks }, context) => {
    for (const [id, { item }] of Object.entries(clicks)) {
      if (!Object.hasOwn(items, item))
        context.addIssue({
          code: "custom",
          path: ["clicks", id, "item"],
          message: `no item is called "${item}"`,
        });
    }
  });

/** All keys of these parts of a configuration, for "did you mean". */
export const meaningKeys: readonly string[] = [
  "ignore",
  "action",
  "touchpoint",
  "stage",
  "survey",
  "items",
  "clicks",
  "value",
  ...Object.keys(itemMeaning),
];
