import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { textOf } from "./authoring/json-value.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import { urlParameters } from "./authoring/url-parameters.ts";
import { withTime } from "./twilio-sms/complete.ts";
import type { TwilioSmsConfig } from "./twilio-sms/config.ts";
import { decodeTwilioSms } from "./twilio-sms/decode.ts";
import { isSid, isThin, messageIn, messagesOf } from "./twilio-sms/message.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { TwilioSmsConfig } from "./twilio-sms/config.ts";

/**
 * Text messages that people send to a number of Twilio's: a rating where one is nothing but a point of the declared scale, a word about
 * consent (STOP, START), and else feedback. They come from the number's webhook, which tells no time, so that the message is asked for
 * it; or from Event Streams, which tells it.
 *
 * @example twilioSms.webhook?.secrets // => ["authToken"]
 */
export const twilioSms: Channel<TwilioSmsConfig> = defineChannel({
  id: "twilio-sms",
  title: "Twilio text messages",
  config: lazySchema(async () => (await import("./twilio-sms/config.ts")).twilioSmsConfig),
  instruments: ({ rating }) => (rating ? [instrumentOf(rating.item ?? "rating", rating)] : []),
  decode: decodeTwilioSms,
  webhook: signedWebhook({
    secret: "authToken",
    scheme: urlParameters<TwilioSmsConfig>({
      header: "x-twilio-signature",
      publicUrl: ({ publicUrl }) => publicUrl,
    }),
    accepts: [
      "application/x-www-form-urlencoded",
      "application/json",
      "application/cloudevents+json",
      "application/cloudevents-batch+json",
    ],
    read: messagesOf,
    delivery: ({ headers }) => textOf(headers["i-twilio-idempotency-token"]),
    key: (raw) => messageIn(raw)?.sid,
    // Nothing is said back.
    acknowledge: { status: 200, headers: { "content-type": "text/xml" }, body: "<Response/>" },
  }),
  hydrate: {
    needs: (raw) =>
      isThin(raw) && isSid(messageIn(raw)?.sid, "SM", "MM") && isSid(messageIn(raw)?.account, "AC"),
    complete: withTime,
  },
  coverage: [
    {
      id: "twilio-sms-asked",
      note: {
        en: "Whom a message was sent to is not known here: there is no response rate, and who cannot or will not text is not heard.",
        zh: "此处不知道短信发给了谁：没有回复率，也听不到不能或不愿发短信的人。",
      },
    },
    {
      id: "twilio-sms-pictures",
      note: {
        en: "Messages that hold only pictures or sound are not read.",
        zh: "只有图片或语音的消息不会被读取。",
      },
    },
  ],
});
