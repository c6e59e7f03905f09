import { type Channel, cxError, defineChannel, lazySchema, type RawRequest } from "@cxkit/core";
import type { AlipayConfig } from "./alipay/config.ts";
import { decodeAlipay } from "./alipay/decode.ts";
import { notifyScheme } from "./alipay/notify-scheme.ts";
import { pairsOf } from "./alipay/parameters.ts";
import { type AlipayNotification, textsOf } from "./alipay/texts.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";

export type { AlipayConfig } from "./alipay/config.ts";
export type { AlipayNotification } from "./alipay/texts.ts";

/**
 * Payments and refunds as Alipay notifies of them (异步通知). The secret `alipayPublicKey` is Alipay's public key for the application (支付宝公钥,
 * not the application's own), as PEM or base64.
 *
 * @example alipay.webhook?.acknowledge.body // => "success"
 */
export const alipay: Channel<AlipayConfig, AlipayNotification> = defineChannel({
  id: "alipay",
  title: "Alipay",
  config: lazySchema(async () => (await import("./alipay/config.ts")).alipayConfig),
  decode: decodeAlipay,
  webhook: signedWebhook({
    scheme: notifyScheme,
    secret: "alipayPublicKey",
    accepts: ["application/x-www-form-urlencoded"],
    read: notificationsOf,
    delivery: (_, [notification]) => textOf(own(notification, "notify_id")),
    key: (notification: AlipayNotification) => textOf(own(notification, "notify_id")),
    acknowledge: { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: "success" },
  }),
  coverage: [
    {
      id: "alipay-payments",
      note: {
        en: "Only what is paid with Alipay through this application is told: customers who pay otherwise are missing, and so is everything around the payment.",
        zh: "只有通过本应用用支付宝付的款才会通知：以其他方式付款的顾客不在其中，付款以外的事情也不在其中。",
      },
    },
  ],
});

function notificationsOf({ body }: RawRequest): readonly AlipayNotification[] {
  const pairs = pairsOf(body);
  const texts = pairs && textsOf(pairs);
  if (!texts) throw cxError("invalid-event", "the body is no form in a character set that Alipay uses");
  return [texts];
}
