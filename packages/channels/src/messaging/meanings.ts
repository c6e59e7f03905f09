import type { Answer, SetAside } from "@cxkit/core";
import { answerReader, type ItemMeaning } from "../authoring/answer.ts";

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
