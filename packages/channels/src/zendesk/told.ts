import { isObject, nameOf, own, textOf } from "../authoring/json-value.ts";

/** What a request of Zendesk's tells, in whichever of its shapes it came. */
export interface Told {
  readonly asks: "legacy" | "survey";
  readonly step: "offered" | "responded" | "unoffered";
  /** The object with the rating or the answers, and where in the body it stands. */
  readonly rating: unknown;
  readonly path: string;
  /** The ticket, and who asked for what is in it. */
  readonly ticket: unknown;
  /** When the event happened, where an envelope tells it. */
  readonly time: unknown;
}

/**
 * Sorts out what came: an event that a webhook is subscribed to (`type`, `time`, `detail`, `event`), or a body that a trigger's author
 * wrote, with the objects of Zendesk's API under their names. `undefined` when it is neither.
 */
export function toldBy(raw: unknown): Told | undefined {
  const event = own(raw, "event");
  const type = textOf(own(raw, "type"));
  const enveloped = type !== undefined && isObject(event);
  const [within, before] = enveloped ? [event, "event."] : [raw, ""];
  const ticket = enveloped ? own(raw, "detail") : own(raw, "ticket");
  const time = enveloped ? own(raw, "time") : own(ticket, "updated_at");
  const shared = { ticket, time };
  if (type !== undefined && /\.(?:csat_requested|survey_offered)$/.test(type)) {
    const survey = type.endsWith("survey_offered");
    const name = survey ? "survey_response" : "satisfaction_score";
    return {
      asks: survey ? "survey" : "legacy",
      step: "offered",
      rating: own(within, name),
      path: before + name,
      ...shared,
    };
  }
  for (const name of ["satisfaction_rating", "satisfaction_score"]) {
    const rating = own(within, name);
    if (!isObject(rating)) continue;
    const score = scoreOf(rating);
    const step = score === "offered" || score === "unoffered" ? score : "responded";
    return { asks: "legacy", step, rating, path: before + name, ...shared };
  }
  const response = own(within, "survey_response");
  if (!isObject(response)) return undefined;
  return { asks: "survey", step: "responded", rating: response, path: `${before}survey_response`, ...shared };
}

/** A legacy score in one spelling: `good`, `bad`, `offered`, `unoffered`; a comment is told beside it. */
export function scoreOf(rating: unknown): string | undefined {
  const score = nameOf(own(rating, "score"))
    ?.toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");
  return score?.replace(/ ?with(?:out)? ?comment$/, "");
}
