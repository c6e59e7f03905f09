import { cxError, type Instant, type Secret } from "@cxkit/core";
import { type HmacScheme, messageOf, signHmac, signStandardWebhook } from "@cxkit/signing";

/** A body that is to be sent as a producer would. */
export interface Delivery {
  /** Id of the channel, whose producer's scheme is used. */
  readonly channel: string;
  /** Another scheme: `standard-webhooks`, or `hmac:HEADER:HASH:ENCODING[:PREFIX]`. */
  readonly scheme?: string;
  readonly body: Uint8Array;
  readonly secret: Secret;
  readonly now: Instant;
  /** Identity of the delivery, for schemes that have one. */
  readonly id: string;
}

/**
 * The headers by which a producer proves that a body is its own.
 *
 * @throws {CxError} `invalid-setup` when nothing is known of how the channel's producer signs
 */
export async function signDelivery(delivery: Delivery): Promise<{ readonly [header: string]: string }> {
  const { channel, body, secret, now, id } = delivery;
  const scheme = delivery.scheme === undefined ? own[channel] : schemeOf(delivery.scheme);
  if (scheme === undefined)
    throw cxError(
      "invalid-setup",
      `nothing is known of how ${channel} signs: say it with --scheme standard-webhooks or --scheme hmac:HEADER:SHA-256:hex`,
      { path: "scheme" },
    );
  const secrets = [secret];
  if (scheme === "standard-webhooks") return { ...(await signStandardWebhook(body, secrets, { id, now })) };
  const { header, timestampHeader, ...hmac } = scheme;
  const message = timestampHeader === undefined ? body : messageOf(now, body);
  const signature = await signHmac({ ...hmac, secrets, message });
  return { [header]: signature, ...(timestampHeader !== undefined && { [timestampHeader]: now }) };
}

type Signing =
  | "standard-webhooks"
  | (HmacScheme & { readonly header: string; readonly timestampHeader?: string });

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
