import { cxError } from "@cxkit/core";
import { type HmacScheme, messageOf, signHmac, signStandardWebhook } from "@cxkit/signing";
import { type Delivery, secretsFor, type SignedDelivery } from "./delivery.ts";
import { signAlipay } from "./sign-alipay.ts";
import { signTwilio } from "./sign-form.ts";
import { signFeishu, signTencent, signWechat } from "./sign-sealed.ts";

/**
 * A body with that by which its producer proves that it is its own: headers, parameters behind the address, a seal around it.
 *
 * @throws {CxError} `invalid-setup` when nothing is known of how the channel's producer signs, or what it signs with is not all there
 */
export async function signDelivery(delivery: Delivery): Promise<SignedDelivery> {
  const { channel, body, now, id } = delivery;
  const scheme = delivery.scheme === undefined ? own[channel] : schemeOf(delivery.scheme);
  if (scheme === undefined)
    throw cxError(
      "invalid-setup",
      `nothing is known of how ${channel} signs: say it with --scheme standard-webhooks or --scheme hmac:HEADER:SHA-256:hex`,
      { path: "scheme" },
    );
  if (typeof scheme === "function") return scheme(delivery);
  const secrets = [secretsFor(delivery, ["secret"]).secret];
  const whole = { body, parameters: {}, mediaType: "application/json" };
  if (scheme === "standard-webhooks")
    return { ...whole, headers: { ...(await signStandardWebhook(body, secrets, { id, now })) } };
  const { header, timestampHeader, ...hmac } = scheme;
  const message = timestampHeader === undefined ? body : messageOf(now, body);
  const signature = await signHmac({ ...hmac, secrets, message });
  const time = timestampHeader !== undefined && { [timestampHeader]: now };
  return { ...whole, headers: { [header]: signature, ...time } };
}

type Signing =
  | "standard-webhooks"
  | (HmacScheme & { readonly header: string; readonly timestampHeader?: string })
  | ((delivery: Delivery) => Promise<SignedDelivery>);

/** As the channels' own pages and their producers say. */
const own: { readonly [channel: string]: Signing } = {
  webhook: "standard-webhooks",
  formbricks: "standard-webhooks",
  typeform: { header: "typeform-signature", hash: "SHA-256", encoding: "base64", prefix: "sha256=" },
  surveymonkey: { header: "sm-signature", hash: "SHA-1", encoding: "base64" },
  segment: { header: "x-signature", hash: "SHA-1", encoding: "hex" },
  zendesk: {
    header: "x-zendesk-webhook-signature",
    timestampHeader: "x-zendesk-webhook-signature-timestamp",
    hash: "SHA-256",
    encoding: "base64",
  },
  feishu: signFeishu,
  "twilio-sms": signTwilio,
  alipay: signAlipay,
  wechat: signWechat,
  wecom: signTencent,
};

function schemeOf(text: string): Signing {
  if (text === "standard-webhooks") return text;
  const [kind, header = "", hash, encoding, ...prefix] = text.split(":");
  const known =
    kind === "hmac" &&
    /^[\w-]+$/.test(header) &&
    (hash === "SHA-1" || hash === "SHA-256" || hash === "SHA-512") &&
    (encoding === "hex" || encoding === "base64");
  if (!known)
    throw cxError(
      "invalid-setup",
      `${text} is no scheme: standard-webhooks, or hmac:HEADER:HASH:ENCODING[:PREFIX] with SHA-1, SHA-256 or SHA-512, hex or base64`,
      { path: "scheme" },
    );
  return {
    header: header.toLowerCase(),
    hash,
    encoding,
    ...(prefix.length > 0 && { prefix: prefix.join(":") }),
  };
}
