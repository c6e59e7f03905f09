import { type Channel, defineChannel, lazySchema, type RawRequest } from "@cxkit/core";
import { verifyStandardWebhook } from "@cxkit/signing";
import type { CloudEventsConfig } from "./cloudevents/config.ts";
import { decodeCloudEvent } from "./cloudevents/decode.ts";
import { modeOf, readCloudEvents } from "./cloudevents/read-events.ts";
import { binaryContent, oneLineEach } from "./cloudevents/signed-bytes.ts";
import { instrumentOf } from "./authoring/answer.ts";
import { own, textOf } from "./authoring/json-value.ts";
import type { JsonRecord } from "./authoring/records.ts";
import type { Scheme } from "./authoring/scheme.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";

export type { CloudEventMapping, CloudEventsConfig } from "./cloudevents/config.ts";
export type { JsonRecord } from "./authoring/records.ts";
export type { MappedItem, Path, Told, WebhookMapping } from "./webhook/mapping.ts";

/**
 * CloudEvents 1.0 over HTTP, in binary, structured and batched mode. CXKit's own events come in whole; others by a mapping of their type.
 *
 * Every request is a Standard Webhook. In binary mode the event's attributes stand in headers, which a signature over the body
 * would not prove: there the signature covers {@link signedCloudEvent}, and one over the body alone is refused.
 *
 * @example cloudevents.webhook?.keeps // => ["ce-*"]
 */
export const cloudevents: Channel<CloudEventsConfig, JsonRecord> = defineChannel({
  id: "cloudevents",
  title: "CloudEvents",
  config: lazySchema(async () => (await import("./cloudevents/config.ts")).cloudEventsConfig),
  instruments: ({ types = {}, instruments = [] }) => [
    ...instruments,
    ...Object.values(types).flatMap(({ items = [], verbatims = [] }) => [
      ...items.map((item) => instrumentOf(item.item, item)),
      ...verbatims.map((each) => instrumentOf(each.item, { ...each, construct: "verbatim" })),
    ]),
  ],
  decode: decodeCloudEvent,
  webhook: signedWebhook({
    scheme: signedContent,
    accepts: ["application/json", "application/cloudevents+json", "application/cloudevents-batch+json"],
    keeps: ["ce-*"],
    read: readCloudEvents,
    delivery: ({ headers }) => headers["webhook-id"],
    key: (raw) => {
      if ("problem" in raw) return undefined;
      const [source, id] = ["source", "id"].map((name) => textOf(own(raw.value, name)) ?? "");
      return id === "" ? undefined : `${source} ${id}`;
    },
    acknowledge: { status: 204 },
  }),
});

/**
 * The bytes that a request has to sign, in place of the body of a Standard Webhook: the body itself in structured and batched mode;
 * in binary mode a line `cloudevents-binary-1`, the `ce-*` headers by name and `content-type` as lines `name:value`, an empty line, and
 * the body.
 *
 * @param request headers by lower-case name, and the body
 * @example
 * const headers = { "ce-type": "visit", "ce-id": "1", "content-type": "application/json" };
 * new TextDecoder().decode(signedCloudEvent({ headers, body: new Uint8Array(0) })).split("\n") // => ["cloudevents-binary-1", "ce-id:1", "ce-type:visit", "content-type:application/json", "", ""]
 */
export function signedCloudEvent(request: Pick<RawRequest, "headers" | "body">): Uint8Array {
  const mode = modeOf({ method: "POST", url: "", ...request });
  return mode === "binary" ? binaryContent(request.headers, request.body) : request.body;
}

function signedContent(...[request, secrets, now]: Parameters<Scheme>): ReturnType<Scheme> {
  if (modeOf(request) === "binary" && !oneLineEach(request.headers))
    return Promise.resolve({ ok: false, reason: "signature-malformed" });
  return verifyStandardWebhook(request.headers, signedCloudEvent(request), secrets, now);
}
