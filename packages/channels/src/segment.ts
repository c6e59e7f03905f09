import { type Channel, cxError, defineChannel, lazySchema, type RawRequest } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { hmacBody } from "./authoring/hmac-body.ts";
import { isObject, nameOf, own } from "./authoring/json-value.ts";
import { readJson } from "./authoring/read-json.ts";
import type { JsonRecord } from "./authoring/records.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import type { SegmentConfig } from "./segment/config.ts";
import { decodeSegment } from "./segment/decode.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { JsonRecord } from "./authoring/records.ts";
export type { SegmentConfig, SegmentEvent } from "./segment/config.ts";

/**
 * Messages of Segment's webhook destination, one each or in a `batch`: what people do, who they are, and by a mapping what they
 * answered and bought.
 *
 * @example segment.webhook?.secrets // => ["webhook"]
 */
export const segment: Channel<SegmentConfig, JsonRecord> = defineChannel({
  id: "segment",
  title: "Segment",
  config: lazySchema(async () => (await import("./segment/config.ts")).segmentConfig),
  instruments: ({ events = {} }) =>
    Object.values(events).flatMap(({ survey }) =>
      Object.entries(survey?.items ?? {}).map(([property, meaning]) =>
        instrumentOf(meaning.item ?? property, meaning),
      ),
    ),
  decode: decodeSegment,
  webhook: signedWebhook({
    scheme: hmacBody({ header: "x-signature", hash: "SHA-1", encoding: "hex" }),
    read: messagesOf,
    key: (raw) => ("value" in raw ? nameOf(own(raw.value, "messageId")) : undefined),
  }),
  coverage: [
    {
      id: "segment-blocked",
      note: {
        en: "Browsers and content blockers keep part of the visitors from being tracked: counts of behaviour are lower bounds.",
        zh: "部分访客会被浏览器或拦截插件阻止采集：行为数量只是下限。",
      },
    },
  ],
});

function messagesOf({ body }: Pick<RawRequest, "body">): readonly JsonRecord[] {
  const value = readJson(body);
  const batch = isObject(value) ? own(value, "batch") : value;
  if (Array.isArray(batch))
    return batch.map((message, index) => ({ path: `batch[${index}]`, value: message as unknown }));
  if (!isObject(value)) throw cxError("invalid-event", "the body is neither a message nor a batch of them");
  return [{ path: "", value }];
}
