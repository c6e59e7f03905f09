import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { hmacTimed } from "./authoring/hmac-timed.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import type { ZendeskConfig } from "./zendesk/config.ts";
import { decodeZendesk } from "./zendesk/decode.ts";
import { zendeskItems } from "./zendesk/items.ts";

export type { ZendeskConfig } from "./zendesk/config.ts";

/**
 * Satisfaction ratings of Zendesk Support, the older good or bad and the newer survey responses: who was asked as `survey.offered`, the
 * denominator, and what was answered as `survey.responded`. Requests are signed over time and body, five minutes either way.
 *
 * @example zendesk.webhook?.secrets // => ["webhook"]
 */
export const zendesk: Channel<ZendeskConfig> = defineChannel({
  id: "zendesk",
  title: "Zendesk satisfaction",
  config: lazySchema(async () => (await import("./zendesk/config.ts")).zendeskConfig),
  instruments: (config) =>
    Object.entries(zendeskItems(config)).map(([id, meaning]) => instrumentOf(id, meaning)),
  decode: decodeZendesk,
  webhook: signedWebhook({
    scheme: hmacTimed({
      header: "x-zendesk-webhook-signature",
      timestampHeader: "x-zendesk-webhook-signature-timestamp",
      signs: "{timestamp}{body}",
      hash: "SHA-256",
      encoding: "base64",
      unit: "rfc3339",
    }),
    delivery: ({ headers }, [record]) =>
      textOf(headers["x-zendesk-webhook-invocation-id"]) ?? textOf(own(record, "id")),
    key: (raw) => textOf(own(raw, "id")),
  }),
  coverage: [
    {
      id: "zendesk-asked",
      note: {
        en: "Only requesters of solved tickets are asked, as the account's automation says: people who never wrote, or whose ticket is open, are not heard.",
        zh: "只有工单已解决、且被自动化规则选中的客户会收到评价邀请：从未联系或工单未解决的客户不在其中。",
      },
    },
    {
      id: "zendesk-offers",
      note: {
        en: "The response rate is known only where offers are sent as well as ratings.",
        zh: "只有同时推送“已邀请”事件时，才能计算回复率。",
      },
    },
  ],
});
