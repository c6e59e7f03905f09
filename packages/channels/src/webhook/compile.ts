import type { Answer, Contact, DecodeContext, Decoded, EventDraft, SetAside } from "@cxkit/core";
import { answerReader } from "../authoring/answer.ts";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantReader } from "../authoring/instant.ts";
import { isBlank, isObject, nameOf, numberOf, type ReadValue, valueAt } from "../authoring/json-value.ts";
import { contactsOf, reachableSubject, subjectOf } from "../authoring/person.ts";
import { holdsContact } from "../survey/contact-text.ts";
import type { WebhookMapping } from "./mapping.ts";
import { type Payload, payloadOf } from "./payload.ts";
import { toldBy } from "./told.ts";

/** A mapping made ready: a record in, its events out. */
export type DecodeRecord = (record: unknown, context: DecodeContext) => Decoded;

/** Makes a mapping ready once; what is left for each record is reading. */
export function compiledMapping(mapping: WebhookMapping): DecodeRecord {
  const key = valueAt(mapping.key);
  const time =
    typeof mapping.time === "string" ? { path: mapping.time, format: "rfc3339" as const } : mapping.time;
  const readTime = valueAt(time.path);
  const instant = instantReader(time.format, "zone" in time ? time.zone : undefined);
  const revision = revisionOf(mapping);
  const when = mapping.retraction && {
    ...mapping.retraction.when,
    read: valueAt(mapping.retraction.when.path),
  };
  const subject = mapping.subject && { ...mapping.subject, read: valueAt(mapping.subject.path) };
  const reach = Object.entries(mapping.contact ?? {}).map(([kind, path]) => [kind, valueAt(path)] as const);
  const dimensions = Object.entries(mapping.dimensions ?? {}).map(([name, path]) => ({
    name,
    path,
    read: valueAt(path),
  }));
  const [channel, touchpoint, stage] = [mapping.channel, mapping.touchpoint, mapping.stage].map(toldBy);
  const payload: Payload = payloadOf(mapping, answersBy(mapping));
  const type = mapping.type ?? "survey.responded";

  return (record, context) => {
    if (!isObject(record)) return recordAside("record", "not-an-object", `${quoted(record)} is no record`);
    const id = nameOf(key(record));
    if (id === undefined) {
      const came = key(record);
      return typeof came === "number"
        ? recordAside(
            mapping.key,
            "unsafe-number",
            "the id is a number too large for JSON: it has to come as text",
          )
        : recordAside(mapping.key, "missing-id", "there is no id");
    }
    const told = readTime(record);
    const at = instant(told);
    if (at === undefined) {
      return isBlank(told)
        ? recordAside(time.path, "missing-time", "there is no time")
        : recordAside(time.path, "unreadable-date", `${quoted(told)} is no time of format ${time.format}`);
    }
    const setAside: SetAside[] = [];
    const number = revision?.(record, setAside) ?? 0;
    const reachable = Object.fromEntries(reach.map(([kind, read]) => [kind, read(record)]));
    const person = subject && nameOf(subject.read(record));
    const whose =
      person === undefined
        ? reachableSubject(context, reachable)
        : subjectOf(context, subject?.kind ?? "", person);
    const segments: [string, string][] = [];
    for (const { name, path, read } of dimensions) {
      const value = nameOf(read(record));
      if (value === undefined) continue;
      if (holdsContact(value))
        setAside.push(valueAside(path, "contact-detail", "reaches a person: no segment"));
      else segments.push([name, value]);
    }
    const [where, place, step] = [channel?.(record), touchpoint?.(record), stage?.(record)];
    const about = {
      source: mapping.source,
      key: id,
      ...(number > 0 && { revision: number }),
      time: at,
      ...(whose !== undefined && { subject: whose }),
      channel: where ?? (mapping.channel === undefined ? "web" : "unknown"),
      ...(place !== undefined && { touchpoint: place }),
      ...(step !== undefined && { stage: step }),
      dimensions: Object.fromEntries(segments),
    };
    if (when && when.read(record) === when.equals) {
      // Its own key: under the one it retracts it would be a redelivery.
      const data = { type, key: id };
      return { events: [{ ...about, key: `${id}/retracted`, type: "event.retracted", data }], setAside };
    }
    const made = payload(record, setAside);
    if ("path" in made) return recordAside(made.path, made.reason, made.message);
    const contacts: readonly Contact[] = reach.length > 0 ? contactsOf(whose, reachable) : [];
    // The payload is that of the type: both come from one mapping.
    const event = { ...about, type, data: made.data } as EventDraft;
    return { events: [event], setAside, ...(contacts.length > 0 && { contacts }) };
  };
}

function answersBy({
  items = [],
  verbatims = [],
}: WebhookMapping): (record: unknown, setAside: SetAside[]) => readonly Answer[] {
  const readers = [...items, ...verbatims.map((each) => ({ ...each, construct: "verbatim" }))].map(
    (item) => ({
      path: item.path,
      value: valueAt(item.path),
      answer: answerReader(item.item, item),
    }),
  );
  return (record, setAside) => {
    const answers: Answer[] = [];
    for (const { path, value, answer } of readers) {
      const read = answer(value(record), path, setAside);
      if (read) answers.push(read);
    }
    return answers;
  };
}

function revisionOf({
  revision,
}: WebhookMapping): ((record: unknown, setAside: SetAside[]) => number) | undefined {
  if (!revision) return undefined;
  const read: ReadValue = valueAt(revision.path);
  const counter = (value: unknown): number | undefined => {
    const number = numberOf(value);
    return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
  };
  const instant =
    revision.kind === "time" ? instantReader(revision.format ?? "rfc3339", revision.zone) : undefined;
  return (record, setAside) => {
    const value = read(record);
    if (isBlank(value)) return 0;
    const at = instant?.(value);
    const number = instant ? at && Math.floor(Date.parse(at) / 1000) : counter(value);
    if (typeof number === "number" && number >= 0) return number;
    setAside.push(
      valueAside(
        revision.path,
        "unreadable-revision",
        `${quoted(value)} is no ${revision.kind}: taken for never changed`,
      ),
    );
    return 0;
  };
}
