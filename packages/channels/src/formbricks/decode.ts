import type { Answer, DecodeContext, Decoded, SetAside } from "@cxkit/core";
import { answerReader, type ReadAnswer } from "../authoring/answer.ts";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import { isBlank, isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { contactsOf, reachableSubject, subjectOf } from "../authoring/person.ts";
import { holdsContact } from "../survey/contact-text.ts";
import type { FormbricksConfig, FormbricksField } from "./config.ts";

const events = new Set(["responseCreated", "responseUpdated", "responseFinished"]);

/** One webhook of Formbricks' in; one revision of a response out. */
export function decodeFormbricks(raw: unknown, context: DecodeContext<FormbricksConfig>): Decoded {
  const { config } = context;
  const event = own(raw, "event");
  if (typeof event !== "string" || !events.has(event))
    return recordAside("event", "undeclared-type", `${quoted(event)} is no response`);
  const response = own(raw, "data");
  if (!isObject(response)) return recordAside("data", "missing-response", "there is no data");
  const key = textOf(own(response, "id"));
  if (key === undefined) return recordAside("data.id", "missing-id", "there is no id");
  const surveyId = textOf(own(response, "surveyId"));
  if (surveyId === undefined) return recordAside("data.surveyId", "missing-survey", "there is no surveyId");
  if (config.surveyId !== undefined && surveyId !== config.surveyId) {
    const message = `${quoted(surveyId)} is not the survey of this connection`;
    return recordAside("data.surveyId", "other-survey", message);
  }
  const time = instantOf(own(response, "createdAt"));
  if (time === undefined) return unreadable("createdAt", own(response, "createdAt"));
  const updated = instantOf(own(response, "updatedAt"));
  if (updated === undefined) return unreadable("updatedAt", own(response, "updatedAt"));

  const setAside: SetAside[] = [];
  const answers = readAnswers(own(response, "data"), config, setAside);
  const tell = (field: FormbricksField | undefined): unknown => field && fieldOf(response, field);
  const { email = { attribute: "email" }, phone, name } = config.contact ?? {};
  const reachable = { email: tell(email), phone: tell(phone), name: tell(name) };
  const whose = nameOf(tell(config.subject));
  const subject =
    config.subject && whose !== undefined
      ? subjectOf(context, config.subject.kind, whose)
      : reachableSubject(context, reachable);
  // Hidden fields are part of the survey's address: a respondent can write anything there.
  const place = (told: FormbricksConfig["channel"]): string | undefined => {
    const value = typeof told === "object" ? nameOf(tell(told)) : told;
    return value === undefined || holdsContact(value) ? undefined : value;
  };
  const [touchpoint, stage] = [place(config.touchpoint), place(config.stage)];
  const finished = own(response, "finished") === true || event === "responseFinished";
  const milliseconds = own(own(response, "ttc"), "_total");
  const language = textOf(own(response, "language"));
  return {
    events: [
      {
        type: "survey.responded",
        source: `formbricks:survey/${surveyId}`,
        key,
        // Created, updated and finished are one response: what was updated last counts.
        revision: Math.max(0, Date.parse(updated)),
        time,
        ...(subject !== undefined && { subject }),
        channel: place(config.channel) ?? (config.channel === undefined ? "web" : "unknown"),
        ...(touchpoint !== undefined && { touchpoint }),
        ...(stage !== undefined && { stage }),
        dimensions: dimensionsOf(config, response, setAside),
        data: {
          survey: config.survey ?? surveyId,
          status: finished ? "complete" : "partial",
          ...(finished &&
            typeof milliseconds === "number" &&
            Number.isFinite(milliseconds) &&
            milliseconds >= 0 && { duration: milliseconds / 1000 }),
          ...(language !== undefined && /^[a-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/.test(language) && { language }),
          answers,
        },
      },
    ],
    setAside,
    contacts: contactsOf(subject, reachable),
  };
}

function unreadable(name: string, value: unknown): Decoded {
  const path = `data.${name}`;
  return isBlank(value)
    ? recordAside(path, "missing-time", `there is no ${name}`)
    : recordAside(path, "unreadable-date", `${quoted(value)} is no instant`);
}

function fieldOf(response: unknown, field: FormbricksField): unknown {
  if ("hidden" in field) return own(own(response, "data"), field.hidden);
  if ("attribute" in field) return own(own(response, "contactAttributes"), field.attribute);
  return own(own(response, "variables"), field.variable);
}

function readAnswers(data: unknown, config: FormbricksConfig, setAside: SetAside[]): readonly Answer[] {
  if (!isObject(data)) {
    if (data !== undefined && data !== null)
      setAside.push(valueAside("data.data", "wrong-kind", `${quoted(data)} is no object`));
    return [];
  }
  const readers = readersOf(config);
  const named = hiddenOf(config);
  const answers: Answer[] = [];
  const take = (element: string, value: unknown): void => {
    const path = `data.data.${element}`;
    const read = readers.get(element);
    if (read) {
      const answer = read(value, path, setAside);
      if (answer) answers.push(answer);
      return;
    }
    // A matrix is asked row by row: each row is an item of its own.
    if (isObject(value)) for (const [row, point] of Object.entries(value)) take(`${element}.${row}`, point);
    else if (!named.has(element) && !isBlank(value))
      setAside.push(valueAside("data.data", "unmapped-field", `element ${quoted(element)} is in no items`));
  };
  for (const [element, value] of Object.entries(data)) take(element, value);
  return answers;
}

const known = new WeakMap<FormbricksConfig, ReadonlyMap<string, ReadAnswer>>();

function readersOf(config: FormbricksConfig): ReadonlyMap<string, ReadAnswer> {
  const before = known.get(config);
  if (before) return before;
  const readers = new Map(
    Object.entries(config.items ?? {}).map(([element, meaning]) => [
      element,
      answerReader(meaning.item ?? element, meaning),
    ]),
  );
  known.set(config, readers);
  return readers;
}

/** Hidden fields that the configuration reads: they are no answers. */
function hiddenOf({
  channel,
  touchpoint,
  stage,
  dimensions = {},
  subject,
  contact = {},
}: FormbricksConfig): Set<string> {
  const fields = [
    channel,
    touchpoint,
    stage,
    subject,
    ...Object.values(dimensions),
    ...Object.values(contact),
  ];
  return new Set(
    fields.flatMap((field) => (typeof field === "object" && "hidden" in field ? [field.hidden] : [])),
  );
}

function dimensionsOf(
  { dimensions = {} }: FormbricksConfig,
  response: unknown,
  setAside: SetAside[],
): { readonly [name: string]: string } {
  const told: [string, string][] = [];
  for (const [dimension, field] of Object.entries(dimensions)) {
    const value = nameOf(fieldOf(response, field));
    if (value === undefined) continue;
    if (holdsContact(value))
      setAside.push(valueAside(`dimensions.${dimension}`, "contact-detail", "reaches a person: no segment"));
    else told.push([dimension, value]);
  }
  return Object.fromEntries(told);
}
