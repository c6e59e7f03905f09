import { cxError } from "./error.ts";
import { type CxEvent, eventId } from "./event.ts";

/**
 * A CloudEvents 1.0 event in JSON format. Attribute by attribute:
 *
 * | CloudEvents | CxEvent | |
 * | --- | --- | --- |
 * | `id`, `source`, `type`, `time`, `subject` | the same | |
 * | `data` | `data` | `datacontenttype` is `application/json` |
 * | `cxkey`, `cxrevision` | `key`, `revision` | revision only above 0 |
 * | `cxreceived` | `received` | |
 * | `cxchannel`, `cxtouchpoint`, `cxjourney`, `cxstage` | without `cx` | |
 * | `cxdimensions`, `cxconsent` | without `cx` | JSON text: extension values are scalars |
 *
 * @source CloudEvents 1.0.2, JSON Event Format
 */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly subject?: string;
  readonly datacontenttype: "application/json";
  readonly data: unknown;
  readonly [extension: string]: unknown;
}

/**
 * Writes an event as a CloudEvent. Nothing is lost: {@link fromCloudEvent} gives the same event back.
 *
 * @returns a plain object, ready for `JSON.stringify` and the content type `application/cloudevents+json`
 * @example
 * const event = fromCloudEvent({ specversion: "1.0", id: "42", source: "shop:eu", type: "interaction.occurred", time: "2026-03-01T09:30:00Z", cxchannel: "web", data: { action: "visit" } });
 * toCloudEvent(event).cxkey // => "42"
 */
export function toCloudEvent(event: CxEvent): CloudEvent {
  return {
    specversion: "1.0",
    id: event.id,
    source: event.source,
    type: event.type,
    time: event.time,
    ...(event.subject !== undefined && { subject: event.subject }),
    datacontenttype: "application/json",
    cxkey: event.key,
    ...(event.revision > 0 && { cxrevision: event.revision }),
    cxreceived: event.received,
    cxchannel: event.channel,
    ...(event.touchpoint !== undefined && { cxtouchpoint: event.touchpoint }),
    ...(event.journey !== undefined && { cxjourney: event.journey }),
    ...(event.stage !== undefined && { cxstage: event.stage }),
    cxdimensions: JSON.stringify(event.dimensions),
    ...(event.consent !== undefined && { cxconsent: JSON.stringify(event.consent) }),
    data: event.data,
  };
}

/**
 * Reads a CloudEvent as an event. The envelope is checked here; the payload belongs to the schema of its type
 * (`cxEventSchema` in `@cxkit/core/schema`).
 *
 * @param cloudEvent parsed JSON; attributes that CXKit does not know are left aside
 * @param received when it reached us; used where the CloudEvent carries no `cxreceived`, and `time` without either
 * @returns the event; its key is `cxkey` or else the id without its revision
 * @throws {CxError} `invalid-event` naming the attribute that is missing or of the wrong kind
 */
export function fromCloudEvent(
  cloudEvent: { readonly [attribute: string]: unknown },
  received?: string,
): CxEvent {
  if (cloudEvent["specversion"] !== "1.0") throw wrong("specversion", `"1.0"`, cloudEvent["specversion"]);
  const revision = cloudEvent["cxrevision"] ?? 0;
  if (!(typeof revision === "number" && Number.isSafeInteger(revision) && revision >= 0)) {
    throw wrong("cxrevision", "a whole number ≥ 0", revision);
  }
  const id = text(cloudEvent, "id");
  const key = optionalText(cloudEvent, "cxkey") ?? (revision > 0 ? id.replace(/~\d+$/, "") : id);
  if (id !== eventId(key, revision)) throw wrong("id", `"${eventId(key, revision)}"`, id);
  const data = cloudEvent["data"];
  if (typeof data !== "object" || data === null) throw wrong("data", "an object", data);
  const envelope = {
    id,
    source: text(cloudEvent, "source"),
    key,
    revision,
    type: text(cloudEvent, "type"),
    time: text(cloudEvent, "time"),
    received: optionalText(cloudEvent, "cxreceived") ?? received ?? text(cloudEvent, "time"),
    channel: text(cloudEvent, "cxchannel"),
    dimensions: parsed(cloudEvent, "cxdimensions", "an object of texts", isTextMap) ?? {},
    data,
  };
  const optional = {
    subject: optionalText(cloudEvent, "subject"),
    touchpoint: optionalText(cloudEvent, "cxtouchpoint"),
    journey: optionalText(cloudEvent, "cxjourney"),
    stage: optionalText(cloudEvent, "cxstage"),
    consent: parsed(cloudEvent, "cxconsent", "a list of texts", isTextList),
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  // The payload is checked against its type's schema where it enters a store, not here.
  return { ...envelope, ...present } as unknown as CxEvent;
}

function text(from: { readonly [attribute: string]: unknown }, name: string): string {
  const value = optionalText(from, name);
  if (value === undefined || value === "") throw wrong(name, "text", from[name]);
  return value;
}

function optionalText(from: { readonly [attribute: string]: unknown }, name: string): string | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrong(name, "text", value);
  return value;
}

function parsed(
  from: { readonly [attribute: string]: unknown },
  name: string,
  wanted: string,
  fits: (value: unknown) => boolean,
): unknown {
  const value = optionalText(from, name);
  if (value === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(value);
  } catch (cause) {
    throw cxError(
      "invalid-event",
      `CloudEvent attribute ${name} requires JSON text, got ${value.slice(0, 40)}`,
      {
        path: name,
        cause,
      },
    );
  }
  if (!fits(content)) throw wrong(name, `${wanted} as JSON text`, value);
  return content;
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isTextMap(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && isTextList(Object.values(value))
  );
}

function wrong(name: string, wanted: string, got: unknown): Error {
  return cxError(
    "invalid-event",
    `CloudEvent attribute ${name} requires ${wanted}, got ${got === undefined ? "nothing" : JSON.stringify(got)}`,
    { path: name },
  );
}
