import type { AlertRule, CxEvent } from "@cxkit/core";
import * as z from "zod";
import { inBoth } from "./strings.ts";

/** Which answer needs a person. */
export type NeedsPersonParams =
  | { readonly item: string; readonly atMost: number }
  | { readonly item: string; readonly atLeast: number }
  | { readonly rating: true; readonly atMost: number }
  | { readonly rating: true; readonly atLeast: number };

/**
 * One customer's answer, or rating of a review, is at or beyond a limit: somebody should call. It judges a single person's
 * answer, not a score: there is nothing to be sure or unsure of, and so no rate of false alarms.
 *
 * Watches events: `survey.responded` for an `item`, `feedback.posted` for a `rating`. The engine leaves out what happened long
 * before it reached us, so that last year's file tells nobody.
 *
 * @example needsPerson().watches // => "event"
 */
export function needsPerson(): AlertRule<NeedsPersonParams, null> {
  return {
    id: "needs-person",
    title: "Somebody should call",
    params,
    watches: "event",
    guarantee: {
      kind: "none",
      why: {
        en: "one customer's answer is a fact about that customer, not a sample",
        zh: "单个客户的回答是关于该客户的事实，不是抽样",
      },
    },
    start: () => null,
    judge(seen, given) {
      const value = seen.kind === "event" ? answerOf(seen.event, given) : undefined;
      if (value === undefined) return { state: null, evidence: { kind: "no-match" } };
      if (value === null) return { state: null, evidence: { kind: "no-data" } };
      const beyond = "atMost" in given ? value <= given.atMost : value >= given.atLeast;
      if (!beyond) return { state: null, evidence: { kind: "no-match" } };
      const because = inBoth((words) =>
        "atMost" in given ? words.atMost(value, given.atMost) : words.atLeast(value, given.atLeast),
      );
      return {
        state: null,
        evidence: { kind: "match", because, ...("item" in given && { item: given.item }) },
      };
    },
  };
}

const params = z
  .strictObject({
    item: z.string().min(1).optional(),
    rating: z.literal(true).optional(),
    atMost: z.number().optional(),
    atLeast: z.number().optional(),
  })
  .transform(({ item, rating, atMost, atLeast }, context): NeedsPersonParams => {
    const about = item === undefined ? rating && { rating } : { item };
    if (!about || (item !== undefined && rating)) {
      context.addIssue({ code: "custom", message: "either an item or rating: true", path: ["item"] });
      return z.NEVER;
    }
    if (atMost !== undefined && atLeast === undefined) return { ...about, atMost };
    if (atLeast !== undefined && atMost === undefined) return { ...about, atLeast };
    context.addIssue({ code: "custom", message: "either atMost or atLeast", path: ["atMost"] });
    return z.NEVER;
  });

/** The number answered; `null` when asked and not answered, `undefined` when this event is about something else. */
function answerOf(event: CxEvent, given: NeedsPersonParams): number | null | undefined {
  if ("rating" in given) {
    return event.type === "feedback.posted" ? (event.data.rating ?? null) : undefined;
  }
  if (event.type !== "survey.responded") return undefined;
  const answer = event.data.answers.find((one) => one.item === given.item);
  return answer && (typeof answer.value === "number" ? answer.value : null);
}
