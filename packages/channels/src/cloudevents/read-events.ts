import { cxError, isCxError, type RawRequest } from "@cxkit/core";
import { isObject } from "../authoring/json-value.ts";
import { readJson } from "../authoring/read-json.ts";
import { type JsonRecord, mediaType } from "../authoring/records.ts";

/** How a request carries its events. */
export type CloudEventsMode = "binary" | "structured" | "batch";

/** The content mode of a request: its media type says it, and what is no CloudEvents type is the type of the data alone. */
export function modeOf(request: RawRequest): CloudEventsMode {
  const type = mediaType(request);
  if (type.startsWith("application/cloudevents-batch")) return "batch";
  return type.startsWith("application/cloudevents") ? "structured" : "binary";
}

/**
 * The events of a request, each as the object that the JSON format writes.
 *
 * @throws {CxError} `invalid-event` when the body or a header is not what the binding describes
 * @source CloudEvents 1.0.2: HTTP Protocol Binding, sections 3.1–3.3; JSON Event Format
 */
export function readCloudEvents(request: RawRequest): readonly JsonRecord[] {
  const mode = modeOf(request);
  if (mode === "binary") return [binaryEvent(request)];
  if (!mediaType(request).endsWith("+json")) throw unreadable("only the JSON format of CloudEvents is read");
  const value = readJson(request.body);
  if (mode === "batch") {
    if (!Array.isArray(value)) throw unreadable("a batch is a list of events");
    return value.map((event, index) => ({ path: `[${index}]`, value: event as unknown }));
  }
  if (!isObject(value)) throw unreadable("a structured event is an object");
  return [{ path: "", value }];
}

/**
 * A header's value as the attribute it carries: quoted texts are opened, percent-encoded bytes are UTF-8.
 *
 * @throws {CxError} `invalid-event` when the bytes are no UTF-8
 * @example attributeText("Euro%20%E2%82%AC%20%F0%9F%98%80") // => "Euro € 😀"
 * @source CloudEvents 1.0.2, HTTP Protocol Binding, section 3.1.3.2
 */
export function attributeText(header: string): string {
  const value = header.trim();
  const open = /^"(.*)"$/s.exec(value)?.[1]?.replaceAll(/\\(.)/gs, "$1") ?? value;
  return open.replaceAll(/(?:%[\da-fA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split("%"), (digits) => Number.parseInt(digits, 16));
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw unreadable("a header is percent-encoded, and its bytes are no UTF-8");
    }
  });
}

function binaryEvent(request: RawRequest): JsonRecord {
  const attributes = Object.entries(request.headers)
    .filter(([name]) => /^ce-[\da-z]+$/.test(name))
    .map(([name, header]): [string, unknown] => {
      const value = attributeText(header);
      // The one attribute of ours that is no text: headers have no other kind.
      return [name.slice(3), name === "ce-cxrevision" && /^\d{1,15}$/.test(value) ? Number(value) : value];
    });
  const event = Object.fromEntries(attributes);
  if (event["specversion"] === undefined)
    throw unreadable("there is no ce-specversion: this is no CloudEvent");
  const type = mediaType(request);
  const about = type === "" ? event : { ...event, datacontenttype: type };
  if (request.body.length === 0) return { path: "", value: about };
  if (type !== "" && !isJson(type)) return { path: "data", problem: "the data are not JSON" };
  try {
    return { path: "", value: { ...about, data: readJson(request.body) } };
  } catch (thrown) {
    if (!isCxError(thrown)) throw thrown;
    throw unreadable("the data are no JSON");
  }
}

/** Whether a media type is JSON's. */
export function isJson(type: string): boolean {
  return /^[\w.+-]+\/(?:[\w.+-]+\+)?json$/i.test(type.split(";")[0]?.trim() ?? "");
}

function unreadable(why: string): Error {
  return cxError("invalid-event", why);
}
