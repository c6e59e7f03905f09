import type { RawRequest } from "@cxkit/core";
import { instantOf } from "../authoring/instant.ts";
import { isObject, own, textOf } from "../authoring/json-value.ts";
import { type Form, readForm } from "../authoring/read-form.ts";
import { readJson } from "../authoring/read-json.ts";
import { mediaType } from "../authoring/records.ts";

/** A message as the number's webhook sends it: a form without a time, until the message itself was asked for. */
export interface FormRecord {
  readonly form: Form;
  /** The message as Twilio's API gives it. */
  readonly message?: unknown;
}

/** What is read of a message, whichever way it came. */
export interface Message {
  readonly sid: string | undefined;
  readonly account: string | undefined;
  readonly from: string | undefined;
  readonly body: string | undefined;
  readonly optOut: string | undefined;
  readonly country: string | undefined;
  /** As it was written: RFC 3339, or RFC 2822 of Twilio's API. */
  readonly time: unknown;
}

const inbound = "com.twilio.messaging.inbound-message.received";

/** The records of a request: the fields of a form, or each event of Event Streams. */
export function messagesOf(request: RawRequest): readonly unknown[] {
  if (mediaType(request) === "application/x-www-form-urlencoded") return [{ form: readForm(request.body) }];
  const value = readJson(request.body);
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** A message out of a record; `undefined` when the record is none. */
export function messageIn(raw: unknown): Message | undefined {
  const form = own(raw, "form");
  if (isObject(form)) {
    const one = (name: string): string | undefined => {
      const values = own(form, name);
      return Array.isArray(values) && values.length === 1 ? textOf(values[0]) : undefined;
    };
    return {
      sid: one("MessageSid"),
      account: one("AccountSid"),
      from: one("From"),
      body: one("Body"),
      optOut: one("OptOutType"),
      country: one("FromCountry"),
      time: own(own(raw, "message"), "date_created"),
    };
  }
  const data = own(raw, "data");
  if (own(raw, "type") !== inbound || !isObject(data)) return undefined;
  const one = (name: string): string | undefined => textOf(own(data, name));
  return {
    sid: one("messageSid"),
    account: one("accountSid"),
    from: one("from"),
    body: one("body"),
    optOut: one("optOutType"),
    country: one("fromCountry"),
    time: own(data, "timestamp"),
  };
}

/** Whether a record is a message whose time is not known yet. */
export function isThin(raw: unknown): raw is FormRecord {
  return isObject(own(raw, "form")) && own(raw, "message") === undefined;
}

const rfc2822 = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An instant in either of Twilio's spellings. */
export function twilioInstant(value: unknown): string | undefined {
  const parts = typeof value === "string" ? rfc2822.exec(value) : null;
  if (!parts) return instantOf(value);
  const [, day = "", month = "", year = "", time = "", hours = "", minutes = ""] = parts;
  const number = String(months.indexOf(month) + 1).padStart(2, "0");
  // By way of RFC 3339: the platform's parser takes the 30th of February for the 2nd of March.
  const instant = instantOf(`${year}-${number}-${day}T${time}${hours}:${minutes}`);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

/** What Twilio calls things: two letters and 32 digits. */
export function isSid(text: string | undefined, ...prefixes: readonly string[]): text is string {
  return text !== undefined && prefixes.includes(text.slice(0, 2)) && /^[A-Z]{2}[\da-f]{32}$/.test(text);
}
