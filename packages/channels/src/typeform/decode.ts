import type { Answer, DecodeContext, Decoded, SetAside } from "@cxkit/core";
import { answerReader, type ItemMeaning, type ReadAnswer } from "../authoring/answer.ts";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import { isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { contactsOf, reachableSubject, subjectOf } from "../authoring/person.ts";
import { holdsContact } from "../survey/contact-text.ts";
import type { TypeformConfig } from "./config.ts";
import { definedScale, fieldsOf } from "./items.ts";

/** One webhook of Typeform's in; one response out. */
export function decodeTypeform(raw: unknown, context: DecodeContext<TypeformConfig>): Decoded {
  const { config } = context;
  const type = own(raw, "event_type");
  const response = own(raw, "form_response");
  const at = "form_response";
  if (type !== "form_response" && type !== "form_response_partial")
    return recordAside("event_type", "undeclared-type", `${quoted(type)} is no response`);
  if (!isObject(response)) return recordAside(at, "missing-response", "there is no form_response");
  const form = textOf(own(response, "form_id"));
  const token = textOf(own(response, "token"));
  if (form === undefined) return recordAside(`${at}.form_id`, "missing-form", "there is no form_id");
  if (config.form !== undefined && form !== config.form)
    return recordAside(`${at}.form_id`, "other-form", `${quoted(form)} is not the form of this connection`);
  if (token === undefined) return recordAside(`${at}.token`, "missing-id", "there is no token");
  const partial = type === "form_response_partial";
  const landed = instantTold(response, "landed_at");
  // Who has not submitted is dated by when they came: nothing later is told.
  const submitted = instantTold(response, "submitted_at") ?? (partial ? landed : undefined);
  if (submitted === undefined)
    return recordAside(
      `${at}.submitted_at`,
      "missing-time",
      `${quoted(own(response, "submitted_at"))} is no time`,
    );
  const time = instantOf(submitted);
  if (time === undefined)
    return recordAside(`${at}.submitted_at`, "unreadable-date", `${quoted(submitted)} is no instant`);

  const setAside: SetAside[] = [];
  const answers = own(response, "answers");
  const given = Array.isArray(answers) ? (answers as readonly unknown[]) : [];
  if (answers !== undefined && answers !== null && !Array.isArray(answers))
    setAside.push(valueAside(`${at}.answers`, "wrong-kind", `${quoted(answers)} is no list`));
  const read = readAnswers(given, response, config, setAside);
  const hidden = own(response, "hidden");
  const reachable = {
    email: (config.contact?.email !== undefined && own(hidden, config.contact.email)) || read.email,
    phone: (config.contact?.phone !== undefined && own(hidden, config.contact.phone)) || read.phone,
    name: config.contact?.name === undefined ? undefined : own(hidden, config.contact.name),
  };
  const subject = whose(config, hidden, read.byField, context) ?? reachableSubject(context, reachable);
  // Hidden fields are part of the form's address: a respondent can write anything there.
  const place = (told: TypeformConfig["channel"]): string | undefined => {
    const value = typeof told === "object" ? nameOf(own(hidden, told.hidden)) : told;
    return value === undefined || holdsContact(value) ? undefined : value;
  };
  const [touchpoint, stage] = [place(config.touchpoint), place(config.stage)];
  const arrived = landed === undefined ? undefined : instantOf(landed);
  const seconds = arrived === undefined ? -1 : (Date.parse(time) - Date.parse(arrived)) / 1000;
  return {
    events: [
      {
        type: "survey.responded",
        source: `typeform:form/${form}`,
        key: token,
        // A response that was partial first comes again under its token: what is complete counts.
        ...(!partial && { revision: 1 }),
        time,
        ...(subject !== undefined && { subject }),
        channel: place(config.channel) ?? (config.channel === undefined ? "web" : "unknown"),
        ...(touchpoint !== undefined && { touchpoint }),
        ...(stage !== undefined && { stage }),
        dimensions: dimensionsOf(config, hidden, setAside),
        data: {
          survey: config.survey ?? form,
          status: partial ? "partial" : "complete",
          ...(!partial && seconds >= 0 && { duration: seconds }),
          answers: read.answers,
        },
      },
    ],
    setAside,
    contacts: contactsOf(subject, reachable),
  };
}

/** A time that is told: an empty one, and the year 1 that stands for none, are not. */
function instantTold(response: unknown, name: string): string | undefined {
  const text = textOf(own(response, name));
  return text?.startsWith("0001-") ? undefined : text;
}

interface Read {
  readonly answers: readonly Answer[];
  /** Texts by the field they answered, for the subject. */
  readonly byField: ReadonlyMap<string, unknown>;
  readonly email?: unknown;
  readonly phone?: unknown;
}

function readAnswers(
  told: readonly unknown[],
  response: unknown,
  config: TypeformConfig,
  setAside: SetAside[],
): Read {
  const answers = new Map<string, Answer>();
  const byField = new Map<string, unknown>();
  const scales = scalesOf(response);
  const readers = readersOf(config);
  let email: unknown;
  let phone: unknown;
  for (const [index, answer] of told.entries()) {
    const path = `form_response.answers[${index}]`;
    const aside = (reason: string, message: string): void =>
      void setAside.push(valueAside(path, reason, message));
    const field = own(answer, "field");
    const [ref, id] = [textOf(own(field, "ref")), textOf(own(field, "id"))];
    const type = textOf(own(answer, "type")) ?? "";
    const value = own(answer, type);
    for (const name of [ref, id]) if (name !== undefined) byField.set(name, value);
    if (type === "email") email ??= value;
    if (type === "phone_number") phone ??= value;
    // Reaches somebody: for the vault, never an answer.
    if (type === "email" || type === "phone_number") continue;
    if (unusable.has(type)) {
      aside("left-out", `a ${type} is no answer that can be counted`);
      continue;
    }
    const name = [ref, id].find((each) => each !== undefined && readers.has(each));
    const reader = name === undefined ? undefined : readers.get(name);
    if (!reader) {
      const kind = textOf(own(field, "type")) ?? type;
      const rating = kind === "opinion_scale" || kind === "rating";
      aside(
        rating && !scales.has(ref ?? id ?? "") ? "unmapped-scale" : "unmapped-field",
        `field ${quoted(ref ?? id)} (${kind.slice(0, 40)}) is in no items: typeformItems proposes them`,
      );
      continue;
    }
    const scale = scales.get(ref ?? "") ?? scales.get(id ?? "");
    if (scale !== undefined && reader.scale !== undefined && scale !== reader.scale) {
      aside("scale-changed", `the form asks on ${scale}, the item is declared on ${reader.scale}`);
      continue;
    }
    const read = reader.read(plain(type, value), path, setAside);
    if (read === undefined) aside("missing-value", `there is no ${quoted(type)} in the answer`);
    else if (answers.has(read.item)) aside("duplicate-item", `${quoted(read.item)} is answered twice`);
    else answers.set(read.item, read);
  }
  return { answers: [...answers.values()], byField, email, phone };
}

const unusable = new Set(["file_url", "url", "payment", "date", "signature", "multi_format"]);

/** An answer's value without its wrapping: the choice's label, the labels, yes and no. */
function plain(type: string, value: unknown): unknown {
  if (type === "choice") return own(value, "label") ?? own(value, "other");
  if (type === "choices") {
    const labels = own(value, "labels");
    const other = own(value, "other");
    return [...(Array.isArray(labels) ? (labels as unknown[]) : []), ...(other === undefined ? [] : [other])];
  }
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}

interface Reader {
  readonly read: ReadAnswer;
  readonly scale?: string;
}

const known = new WeakMap<TypeformConfig, ReadonlyMap<string, Reader>>();

function readersOf(config: TypeformConfig): ReadonlyMap<string, Reader> {
  const before = known.get(config);
  if (before) return before;
  const readers = new Map(
    Object.entries(config.items ?? {}).map(([field, meaning]) => [field, readerOf(field, meaning)]),
  );
  known.set(config, readers);
  return readers;
}

function readerOf(field: string, meaning: ItemMeaning): Reader {
  const read = answerReader(meaning.item ?? field, meaning);
  const scale = meaning.construct === "nps" ? { min: 0, max: 10 } : meaning.scale;
  return { read, ...(scale && { scale: `${scale.min}–${scale.max}` }) };
}

/** The scales that the payload's own definition speaks of, by ref and id. */
function scalesOf(response: unknown): ReadonlyMap<string, string> {
  const scales = new Map<string, string>();
  for (const field of fieldsOf(response)) {
    const scale = definedScale(textOf(own(field, "type")) ?? "", own(field, "properties"));
    if (!scale) continue;
    for (const name of [own(field, "ref"), own(field, "id")])
      if (typeof name === "string") scales.set(name, `${scale.min}–${scale.max}`);
  }
  return scales;
}

function whose(
  { subject }: TypeformConfig,
  hidden: unknown,
  byField: ReadonlyMap<string, unknown>,
  context: DecodeContext,
): string | undefined {
  if (subject === undefined) return undefined;
  const value = nameOf("hidden" in subject ? own(hidden, subject.hidden) : byField.get(subject.field));
  return value === undefined ? undefined : subjectOf(context, subject.kind, value);
}

function dimensionsOf(
  { hidden: named = {} }: TypeformConfig,
  hidden: unknown,
  setAside: SetAside[],
): { readonly [name: string]: string } {
  const dimensions: [string, string][] = [];
  for (const [name, dimension] of Object.entries(named)) {
    const value = nameOf(own(hidden, name));
    if (value === undefined) continue;
    if (holdsContact(value))
      setAside.push(
        valueAside(`form_response.hidden.${name}`, "contact-detail", "reaches a person: no segment"),
      );
    else dimensions.push([dimension, value]);
  }
  return Object.fromEntries(dimensions);
}
