import { type Channel, defineChannel, lazySchema, type RawRequest, type Reply } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { readJson } from "./authoring/read-json.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import type { FeishuConfig } from "./feishu/config.ts";
import { decodeFeishu } from "./feishu/decode.ts";
import { eventScheme } from "./feishu/event-scheme.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { EventMeaning } from "./messaging/meanings.ts";
export type { FeishuConfig } from "./feishu/config.ts";

/**
 * Events of a Feishu (飞书) or Lark app: what people write to its bot, and what they answer on its cards. An encrypt key is required: without
 * one Feishu's events are neither sealed nor signed.
 *
 * @example feishu.webhook?.secrets // => ["encryptKey", "verificationToken"]
 */
export const feishu: Channel<FeishuConfig> = defineChannel({
  id: "feishu",
  title: "Feishu / Lark",
  config: lazySchema(async () => (await import("./feishu/config.ts")).feishuConfig),
  instruments: ({ survey }) =>
    Object.entries(survey?.items ?? {}).map(([field, meaning]) =>
      instrumentOf(meaning.item ?? field, meaning),
    ),
  decode: decodeFeishu,
  webhook: signedWebhook({
    scheme: eventScheme,
    secret: "encryptKey",
    otherSecrets: ["verificationToken"],
    challenge: challengeOf,
    delivery: (_, [raw]) => idOf(raw),
    key: idOf,
    // Cards want JSON; an empty object changes nothing on them.
    acknowledge: { status: 200, headers: { "content-type": "application/json" }, body: "{}" },
  }),
  coverage: [
    {
      id: "feishu-bot",
      note: {
        en: "In groups only messages that mention the bot are told, unless the app may read all of them; what people write elsewhere is not heard.",
        zh: "在群聊中，除非应用有权读取全部消息，否则只推送@机器人的消息；人们在别处写的听不到。",
      },
    },
  ],
});

/** The question whether the address is ours wants what it asks back. */
function challengeOf({ body }: RawRequest): Reply | undefined {
  const value = readJson(body);
  const challenge = own(value, "type") === "url_verification" ? textOf(own(value, "challenge")) : undefined;
  if (challenge === undefined) return undefined;
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ challenge }),
  };
}

function idOf(raw: unknown): string | undefined {
  return textOf(own(own(raw, "header"), "event_id")) ?? textOf(own(raw, "uuid"));
}
