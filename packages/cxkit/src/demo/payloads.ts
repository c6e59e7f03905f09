import type { Retailer, RetailerAnswer } from "./retailer.ts";
import { touchpoints } from "./retailer.ts";
import type { RetailerWords } from "./retailer-words.ts";

/** The form that the retailer's e-mail customers answer. */
export const formId = "after-visit";

/** What the retailer's own application sends about an answer: its own JSON, as it happens to be. */
export function applicationRecord(answer: RetailerAnswer, version = 0): object {
  return {
    response: answer.id,
    version,
    answered_at: answer.time,
    channel: answer.channel,
    customer: { email: answer.email },
    place: { region: answer.region, store: answer.store },
    scores: { recommend: answer.recommend, ...answer.ratings },
    comment: answer.comment,
  };
}

/** What a Typeform webhook sends about an answer: the form's definition and the answers given. */
export function formDelivery(answer: RetailerAnswer, { words }: Pick<Retailer, "words">): object {
  const field = (ref: string, type: string): object => ({ id: `f-${ref}`, ref, type });
  return {
    event_id: `delivery-${answer.id}`,
    event_type: "form_response",
    form_response: {
      form_id: formId,
      token: answer.id,
      landed_at: answer.time,
      submitted_at: answer.time,
      hidden: { region: answer.region, store: answer.store, channel: answer.channel },
      definition: { id: formId, title: "After your visit", fields: formFields(words) },
      answers: [
        { type: "number", number: answer.recommend, field: field("recommend", "opinion_scale") },
        ...Object.entries(answer.ratings).map(([ref, number]) => ({
          type: "number",
          number,
          field: field(ref, "rating"),
        })),
        ...(answer.comment === null
          ? []
          : [{ type: "text", text: answer.comment, field: field("comment", "long_text") }]),
        ...(answer.email === null
          ? []
          : [{ type: "email", email: answer.email, field: field("email", "email") }]),
      ],
    },
  };
}

function formFields(words: RetailerWords): readonly object[] {
  return [
    {
      id: "f-recommend",
      ref: "recommend",
      type: "opinion_scale",
      title: words.recommend,
      properties: { steps: 11, start_at_one: false },
    },
    ...touchpoints.map(({ id }) => ({
      id: `f-${id}`,
      ref: id,
      type: "rating",
      title: words.touchpoints[id],
      properties: { steps: 5 },
    })),
    { id: "f-comment", ref: "comment", type: "long_text", title: words.comment },
    { id: "f-email", ref: "email", type: "email", title: words.email },
  ];
}
