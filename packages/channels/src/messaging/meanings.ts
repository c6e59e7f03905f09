import type { Answer, SetAside } from "@cxkit/core";
import { z } from "zod";
import { answerReader, type ItemMeaning } from "../authoring/answer.ts";
import { checkMeaning, itemMeaning, text } from "../authoring/config-schema.ts";

/** What one kind of event means besides that it happened. */
export interface EventMeaning {
  /** Not a customer's doing: left out, and counted as such. */
  readonly ignore?: true;
  /** What the action is called. Default: the event's name. */
  readonly action?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
}

/** A question that is answered by a click on one of the entries of a menu. */
export interface MenuSurvey {
  /** Id of the survey. */
  readonly survey: string;
  /** What the answers mean, by item. */
  readonly items: { readonly [item: string]: ItemMeaning };
  /** Which answer an entry of a menu is, by the entry's id. */
  readonly clicks: {
    readonly [id: string]: { readonly item: string; readonly value: number | string };
  };
}

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

/** The answer that a click gives; `undefined` where the configuration does not know the entry. */
export function clickedAnswer(
  survey: MenuSurvey | undefined,
  id: string | undefined,
  path: string,
  setAside: SetAside[],
): Answer | undefined {
  if (!survey || id === undefined || !Object.hasOwn(survey.clicks, id)) return undefined;
  const click = survey.clicks[id];
  const meaning = click && survey.items[click.item];
  return meaning && answerReader(click.item, meaning)(click.value, path, setAside);
}
