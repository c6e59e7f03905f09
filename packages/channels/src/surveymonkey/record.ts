import { own, textOf } from "../authoring/json-value.ts";

/** A record of SurveyMonkey's: a webhook (thin), one that was completed, or a response as the bulk list has it. */
export interface SurveyMonkeyRecord {
  /** A webhook's body. */
  readonly webhook?: unknown;
  /** The response with its answers. */
  readonly response?: unknown;
}

/** What a webhook says of a response that is gone. */
export const deleted = "response_deleted";

/**
 * Whether a record only says that there is a response, whatever became of it: how it stands is asked for. One that says that a response
 * is gone lacks nothing.
 */
export function isThin(record: SurveyMonkeyRecord): boolean {
  const told = own(record, "webhook");
  const type = textOf(own(told, "event_type"));
  return own(record, "response") === undefined && type?.startsWith("response_") === true && type !== deleted;
}

/** The survey and the response that a webhook is about. */
export function aboutOf(webhook: unknown): {
  readonly survey: string | undefined;
  readonly response: string | undefined;
} {
  const resources = own(webhook, "resources");
  const object = own(webhook, "object_type") === "response" ? own(webhook, "object_id") : undefined;
  const filtered = own(webhook, "filter_type") === "survey" ? own(webhook, "filter_id") : undefined;
  return {
    survey: idOf(own(resources, "survey_id")) ?? idOf(filtered),
    response: idOf(object) ?? idOf(own(resources, "respondent_id")),
  };
}

/** An id, which is digits: anything else would be a piece of an address. */
export function idOf(value: unknown): string | undefined {
  const id = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof id === "string" && /^\d{1,20}$/.test(id) ? id : undefined;
}
