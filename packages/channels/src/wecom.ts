import { type Channel, defineChannel, lazySchema, type RawRequest, type Reply } from "@cxkit/core";
import { messageDigest, messageOf } from "@cxkit/signing";
import { instrumentOf } from "./authoring/answer.ts";
import { nameOf, own, textOf } from "./authoring/json-value.ts";
import { parseJson, readText } from "./authoring/read-json.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import { isJson, sealedCallbacks } from "./messaging/callback-scheme.ts";
import { readXml } from "./messaging/read-xml.ts";
import type { WecomConfig } from "./wecom/config.ts";
import { decodeWecom, saysThereAreMessages } from "./wecom/decode.ts";
import { pullMessages } from "./wecom/pull-messages.ts";
import type { WecomRecord } from "./wecom/record.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { EventMeaning, MenuSurvey } from "./messaging/meanings.ts";
export type { WecomConfig } from "./wecom/config.ts";
export type { WecomRecord } from "./wecom/record.ts";

const taken: Reply = { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: "" };

/**
 * WeCom (企业微信): messages of customer service (微信客服), which a callback announces and the stream `messages` pulls, and what members
 * write to the corporation's own apps and robots.
 *
 * @example Object.keys(wecom.streams ?? {}) // => ["messages"]
 */
export const wecom: Channel<WecomConfig, WecomRecord> = defineChannel({
  id: "wecom",
  title: "WeCom",
  config: lazySchema(async () => (await import("./wecom/config.ts")).wecomConfig),
  instruments: ({ survey }) =>
    Object.entries(survey?.items ?? {}).map(([item, meaning]) => instrumentOf(item, meaning)),
  decode: decodeWecom,
  webhook: signedWebhook({
    scheme: sealedCallbacks<WecomConfig>({
      key: "aesKey",
      receiver: ({ corp, receiver = corp }) => receiver,
      nobody: ({ robots }) => (robots === "allowed" ? "allowed" : "refused"),
      echo: "sealed",
    }),
    secret: "token",
    otherSecrets: ["aesKey"],
    // The producer's media types are not documented; what is taken is proven.
    accepts: ["*"],
    methods: ["POST", "GET"],
    challenge: echoOf,
    read: callbackOf,
    delivery: (_, [record]) => record && idOf(record),
    key: idOf,
    wakes: (record: WecomRecord) => (saysThereAreMessages(record) ? ["messages"] : []),
    acknowledge: taken,
    // A message that was not answered in five seconds comes twice more, as it was.
    repeated: taken,
  }),
  streams: {
    messages: {
      title: "Messages of customer service",
      mode: "incremental",
      primaryKey: (record) => idOf(record) ?? "",
      pull: pullMessages,
    },
  },
  coverage: [
    {
      id: "wecom-three-days",
      note: {
        en: "Messages of customer service can be pulled for three days: what came in a longer pause is lost. Messages that the corporation sends by its own programs are not among them.",
        zh: "微信客服的消息只能读取最近三天：停止拉取更久，其间的消息就丢失了。企业通过接口发送的消息不在其中。",
      },
    },
  ],
});

/**
 * What the address was asked, opened: nothing before it, nothing after it. A question is one word; anything else is somebody's message,
 * sealed the same way, which whoever overheard it would have us read to them.
 */
function echoOf({ method, body }: RawRequest): Reply | undefined {
  if (method !== "GET" || !/^[\w.~+/=-]{1,256}$/.test(readText(body))) return undefined;
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

function callbackOf({ body }: RawRequest): readonly WecomRecord[] {
  const value = isJson(body) ? parseJson(readText(body)) : readXml(body);
  return [{ from: "callback", value }];
}

/** A message by its id; an event, which has none, by who, when and what. */
function idOf({ from, value }: WecomRecord): string | undefined {
  if (from === "customer-service") return textOf(own(value, "msgid"));
  const id = textOf(own(value, "MsgId")) ?? textOf(own(value, "msgid"));
  if (id !== undefined) return id;
  const parts = ["FromUserName", "OpenKfId", "CreateTime", "AgentID", "Event", "EventKey", "Token"].map(
    (name) => nameOf(own(value, name)) ?? "",
  );
  return parts.every((part) => part === "") ? undefined : messageDigest(messageOf(JSON.stringify(parts)));
}
