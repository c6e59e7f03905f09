import type { DecodeContext, Decoded, SetAside } from "@cxkit/core";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import { isObject, nameOf, numberOf, own, textOf } from "../authoring/json-value.ts";
import { contactsOf, reachableSubject, subjectOf } from "../authoring/person.ts";
import { holdsContact } from "../survey/contact-text.ts";
import { answersOf } from "./answers.ts";
import type { SurveyMonkeyConfig } from "./config.ts";
import { aboutOf, deleted, idOf, type SurveyMonkeyRecord } from "./record.ts";

/** A response, or what a webhook says without one. */
export function decodeSurveyMonkey(
  raw: SurveyMonkeyRecord,
  context: DecodeContext<SurveyMonkeyConfig>,
): Decoded {
  const response = own(raw, "response");
  if (response !== undefined) return ofResponse(response, context);
  const webhook = own(raw, "webhook");
  if (!isObject(webhook)) return recordAside("webhook", "missing-event", `${quoted(webhook)} is no event`);
  const type = textOf(own(webhook, "event_type"));
  const about = aboutOf(webhook);
  if (type?.startsWith("response_") !== true)
    return recordAside("webhook.event_type", "no-response", `${quoted(type)} says nothing of a response`);
  if (about.survey !== context.config.survey) return otherSurvey("webhook.resources.survey_id", about.survey);
  if (about.response === undefined)
    return recordAside("webhook.object_id", "missing-id", "there is no id of a response");
  if (type !== deleted)
    return recordAside(
      "webhook.event_type",
      "not-completed",
      `${quoted(type)} names a response that is still to be asked for`,
    );
  const time = instantOf(own(webhook, "event_datetime"));
  if (time === undefined)
    return recordAside("webhook.event_datetime", "unreadable-date", "there is no instant of the event");
  return {
    events: [
      {
        type: "event.retracted",
        source: sourceOf(context.config),
        // Its own key: under the one it retracts it would be a redelivery.
        key: `${about.response}/retracted`,
        time,
        channel: placeOf(context.config.channel, undefined) ?? "web",
        dimensions: {},
        data: { type: "survey.responded", key: about.response, reason: "deleted" },
      },
    ],
    setAside: [],
  };
}

/** Where a status stands among those of one response, for those of one second. */
const ranks: { readonly [status: string]: number } = {
  partial: 0,
  overquota: 1,
  disqualified: 2,
  completed: 3,
};
/** Modes in which nobody answers who was asked. */
const previews = new Set(["preview", "survey_preview"]);

function ofResponse(response: unknown, context: DecodeContext<SurveyMonkeyConfig>): Decoded {
  const { config } = context;
  const at = "response";
  const id = idOf(own(response, "id"));
  if (id === undefined) return recordAside(`${at}.id`, "missing-id", "there is no id of a response");
  const survey = idOf(own(response, "survey_id"));
  if (survey !== config.survey) return otherSurvey(`${at}.survey_id`, survey);
  const mode = textOf(own(response, "collection_mode"));
  if (mode !== undefined && previews.has(mode))
    return recordAside(`${at}.collection_mode`, "preview", "the response was given in a preview");
  const status = textOf(own(response, "response_status")) ?? "";
  const rank = Object.hasOwn(ranks, status) ? ranks[status] : undefined;
  const modified = own(response, "date_modified");
  const time = instantOf(modified);
  if (time === undefined)
    return recordAside(`${at}.date_modified`, "unreadable-date", `${quoted(modified)} is no instant`);

  const setAside: SetAside[] = [];
  // A status that is new to us is told, and takes no answers away.
  if (rank === undefined)
    setAside.push(
      valueAside(
        `${at}.response_status`,
        "unknown-status",
        `${quoted(own(response, "response_status"))} is taken for partial`,
      ),
    );
  const screened = status === "disqualified" || status === "overquota";
  if (screened && Array.isArray(own(response, "pages")))
    setAside.push(
      valueAside(`${at}.pages`, "screened-out", `the answers of a response that is ${status} do not count`),
    );
  const variables = own(response, "custom_variables");
  const reachable = reachableOf(response);
  const subject = whose(config, variables, context) ?? reachableSubject(context, reachable);
  const [touchpoint, stage] = [placeOf(config.touchpoint, variables), placeOf(config.stage, variables)];
  const seconds = numberOf(own(response, "total_time"));
  const url = textOf(own(response, "analyze_url"));
  return {
    events: [
      {
        type: "survey.responded",
        source: sourceOf(config),
        key: id,
        // Its times are in seconds: within one, what is complete counts.
        revision: Math.max(0, Math.floor(Date.parse(time) / 1000) * 10 + (rank ?? 0)),
        time,
        ...(subject !== undefined && { subject }),
        channel: placeOf(config.channel, variables) ?? (config.channel === undefined ? "web" : "unknown"),
        ...(touchpoint !== undefined && { touchpoint }),
        ...(stage !== undefined && { stage }),
        dimensions: {
          ...collectorOf(response),
          ...dimensionsOf(config, variables, setAside),
          ...(screened && { disposition: status }),
        },
        data: {
          survey,
          status: status === "completed" ? "complete" : "partial",
          ...(seconds !== undefined && seconds >= 0 && { duration: seconds }),
          ...(url?.startsWith("https://") === true && { url }),
          answers: screened ? [] : answersOf(response, config, setAside),
        },
      },
    ],
    setAside,
    contacts: contactsOf(subject, reachable),
  };
}

function sourceOf({ survey }: SurveyMonkeyConfig): string {
  return `surveymonkey:survey/${survey}`;
}

function otherSurvey(path: string, survey: string | undefined): Decoded {
  return recordAside(path, "other-survey", `${quoted(survey)} is not the survey of this connection`);
}

/** Custom variables are part of the survey's address: a respondent can write anything there. */
function placeOf(told: SurveyMonkeyConfig["channel"], variables: unknown): string | undefined {
  const value = typeof told === "object" ? nameOf(own(variables, told.variable)) : told;
  return value === undefined || holdsContact(value) ? undefined : value;
}

function whose(
  { subject }: SurveyMonkeyConfig,
  variables: unknown,
  context: DecodeContext<SurveyMonkeyConfig>,
): string | undefined {
  const value = subject && nameOf(own(variables, subject.variable));
  return subject && value !== undefined ? subjectOf(context, subject.kind, value) : undefined;
}

/** Who the survey was sent to. */
function reachableOf(response: unknown): { readonly email?: unknown; readonly name?: unknown } {
  const contact = own(own(response, "metadata"), "contact");
  const told = (name: string, inside: string): string | undefined =>
    textOf(own(response, name)) ?? textOf(own(own(contact, inside), "value"));
  const name = [told("first_name", "first_name"), told("last_name", "last_name")].filter(
    (part) => part !== undefined,
  );
  return { email: told("email_address", "email"), ...(name.length > 0 && { name: name.join(" ") }) };
}

function collectorOf(response: unknown): { readonly collector?: string } {
  const collector = idOf(own(response, "collector_id"));
  return collector === undefined ? {} : { collector };
}

function dimensionsOf(
  { variables: wanted = {} }: SurveyMonkeyConfig,
  variables: unknown,
  setAside: SetAside[],
): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([name, dimension]) => {
      const value = nameOf(own(variables, name));
      if (value === undefined) return [];
      if (!holdsContact(value)) return [[dimension, value] as const];
      setAside.push(
        valueAside(
          `response.custom_variables.${name}`,
          "contact-detail",
          "it reaches a person: not segmented by",
        ),
      );
      return [];
    }),
  );
}
