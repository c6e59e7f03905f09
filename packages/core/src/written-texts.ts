import type { CxEvent } from "./event.ts";
import { instrumentReference } from "./instrument.ts";
import type { AnsweredItem } from "./store.ts";

/**
 * What customers wrote, event by event: answers to verbatim items, and the texts of reviews, posts and messages. What is blank is left out.
 *
 * @param items as a store lists them: which of them ask for words
 * @returns the texts of an event, none where nobody wrote any
 * @example writtenTexts([])({ type: "feedback.posted", data: { text: " Late " } }) // => [" Late "]
 */
export function writtenTexts(
  items: readonly Pick<AnsweredItem, "item" | "instrument">[],
): (event: Pick<CxEvent, "type" | "data">) => readonly string[] {
  const verbatims = new Set(
    items
      .filter(({ instrument }) => instrument.construct === "verbatim")
      .map(({ item, instrument }) => `${item} ${instrumentReference(instrument)}`),
  );
  return (given) => {
    const event = given as CxEvent;
    if (event.type === "feedback.posted") return [event.data.text ?? ""].filter(isWritten);
    if (event.type !== "survey.responded") return [];
    return event.data.answers.flatMap(({ item, instrument, value }) =>
      typeof value === "string" && verbatims.has(`${item} ${instrument}`) && isWritten(value) ? [value] : [],
    );
  };
}

function isWritten(text: string): boolean {
  return text.trim() !== "";
}
