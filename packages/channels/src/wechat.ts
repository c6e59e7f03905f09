import { type Channel, defineChannel, lazySchema, type Reply } from "@cxkit/core";
import { messageDigest, messageOf } from "@cxkit/signing";
import { instrumentOf } from "./authoring/answer.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import { parameterOf, sealedCallbacks } from "./messaging/callback-scheme.ts";
import { readXml } from "./messaging/read-xml.ts";
import type { WechatConfig } from "./wechat/config.ts";
import { decodeWechat } from "./wechat/decode.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { EventMeaning, MenuSurvey } from "./messaging/meanings.ts";
export type { WechatConfig } from "./wechat/config.ts";

const taken: Reply = {
  status: 200,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "success",
};

/**
 * Messages and events of a WeChat Official Account (公众号, 服务号): what people write and do, that they follow it or leave, and which entry of a menu message
 * they choose. Sealed with AES unless the configuration says `mode: "plain"`, whose signature does not cover the message.
 *
 * @example wechat.webhook?.secrets // => ["token", "aesKey"]
 */
export const wechat: Channel<WechatConfig> = defineChannel({
  id: "wechat",
  title: "WeChat Official Account",
  config: lazySchema(async () => (await import("./wechat/config.ts")).wechatConfig),
  instruments: ({ survey }) =>
    Object.entries(survey?.items ?? {}).map(([item, meaning]) => instrumentOf(item, meaning)),
  decode: decodeWechat,
  webhook: signedWebhook({
    scheme: sealedCallbacks<WechatConfig>({
      key: "aesKey",
      receiver: ({ app }) => app,
      mode: ({ mode }) => (mode === "plain" ? "plain" : "sealed"),
      echo: "plain",
    }),
    secret: "token",
    otherSecrets: ["aesKey"],
    // The producer's media types are not documented; what is taken is proven.
    accepts: ["*"],
    methods: ["POST", "GET"],
    challenge: (request) => (request.method === "GET" ? echoOf(parameterOf(request, "echostr")) : undefined),
    read: ({ body }) => [readXml(body)],
    delivery: (_, [raw]) => messageIdOf(raw),
    key: messageIdOf,
    acknowledge: taken,
    // A message that was not answered in five seconds comes twice more, as it was.
    repeated: taken,
  }),
  coverage: [
    {
      id: "wechat-followers",
      note: {
        en: "Only people who follow the account and write to it are heard; who only reads, or was never a follower, is not. Messages that customer service answers in WeChat's own console are told all the same, the answers are not.",
        zh: "只能听到关注公众号并主动发消息的人；只阅读或从未关注的人听不到。在公众平台后台由客服回复的消息仍会推送，回复内容不会。",
      },
    },
  ],
});

/** A message by its id; an event, which has none, by who, when and what. */
function messageIdOf(raw: unknown): string | undefined {
  const id = textOf(own(raw, "MsgId"));
  if (id !== undefined) return id;
  const parts = ["FromUserName", "CreateTime", "Event", "EventKey", "MsgID"].map(
    (name) => textOf(own(raw, name)) ?? "",
  );
  return parts[0] === "" ? undefined : messageDigest(messageOf(JSON.stringify(parts)));
}

/** Not part of what is signed: sent back only where it can be nothing but a number or a word. */
function echoOf(echo: string | undefined): Reply | undefined {
  if (echo === undefined || !/^[\w-]{1,128}$/.test(echo)) return undefined;
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: echo };
}
