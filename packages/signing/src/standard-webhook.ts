import { hmacProof } from "./hmac-proof.ts";
import { messageOf } from "./message.ts";
import { type NotProven, notProven, type ProvenInTime } from "./proof.ts";
import type { Secret } from "./secret.ts";
import { signHmac } from "./sign-hmac.ts";
import { timeOf } from "./verify-timestamped-hmac.ts";

/** A Standard Webhook that is its sender's and was signed just now. */
export interface ProvenWebhook extends ProvenInTime {
  /** `webhook-id`: the same for every attempt to deliver one thing. */
  readonly id: string;
}

const scheme = { hash: "SHA-256", encoding: "base64", key: "whsec" } as const;
/** At most so many signatures are tried: a sender writes one, two while it changes its secret. */
const mostSignatures = 10;

/**
 * Proves a request as Standard Webhooks 1.0 ask: HMAC-SHA-256 over `webhook-id.webhook-timestamp.body`, any of the `v1` signatures by
 * any of the secrets. Signatures of other versions (`v1a`, Ed25519) are left aside; an entry that is none at all refuses the request,
 * as does an id with a full stop, behind which another id could hide.
 *
 * @param headers names in lower case
 * @param body raw bytes
 * @param secrets `whsec_` and base64; without the prefix the text is the key
 * @param now RFC 3339
 * @returns `digest` until `until` is the key of this attempt; `id` is that of the thing told, through all attempts
 * @throws {RangeError} when `now` is no instant or the tolerance is negative; when a `whsec_` secret holds no base64
 * @source Standard Webhooks, specification 1.0, sections "Signature scheme" and "Webhook headers"
 * @example
 * import { messageOf, secretOf, verifyStandardWebhook } from "@cxkit/signing";
 * const secrets = [secretOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")];
 * const body = messageOf('{"test": 2432232314}');
 * const headers = {
 *   "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
 *   "webhook-timestamp": "1614265330",
 *   "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
 * };
 * (await verifyStandardWebhook(headers, body, secrets, "2021-02-25T15:02:15Z")).ok // => true
 */
export async function verifyStandardWebhook(
  headers: { readonly [name: string]: string },
  body: Uint8Array,
  secrets: readonly Secret[],
  now: string,
  options: { readonly toleranceSeconds?: number } = {},
): Promise<ProvenWebhook | NotProven> {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"];
  const signatures = signaturesOf(headers["webhook-signature"]);
  const time = timeOf({ ...options, timestamp, now });
  if (secrets.length === 0) return notProven("secret-missing");
  if (typeof signatures === "string") return notProven(signatures);
  if (id === "") return notProven("id-missing");
  if (id.includes(".") || !/^[\x20-\x7e]+$/.test(id)) return notProven("id-malformed");
  if (typeof time === "string") return notProven(time);

  const message = messageOf(`${id}.${timestamp ?? ""}.`, body);
  let why: NotProven | undefined;
  for (const signature of signatures) {
    const proof = await hmacProof({ ...scheme, secrets, signature, message });
    if (!proof.ok) {
      why = proof;
      continue;
    }
    if (time.early) return notProven("too-early");
    if (time.stale) return notProven("stale");
    return { ok: true, id, digest: proof.digest, until: time.until };
  }
  // Only signatures of other versions: none that this secret could have made.
  return why ?? notProven("signature-missing");
}

/** The three headers that make a request a Standard Webhook. */
export interface StandardWebhookHeaders {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
}

/**
 * Signs a body as a Standard Webhook.
 *
 * @param body raw bytes, exactly those that will be sent
 * @param secrets under one name; the first signs
 * @param attempt `id`: the same for every attempt to deliver this, printable ASCII without a full stop; `now`: RFC 3339, of this attempt
 * @throws {RangeError} when there is no secret, the id has a full stop, or `now` is no instant
 * @example
 * import { messageOf, secretOf, signStandardWebhook } from "@cxkit/signing";
 * const secrets = [secretOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")];
 * const attempt = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", now: "2021-02-25T15:02:10Z" };
 * const headers = await signStandardWebhook(messageOf('{"test": 2432232314}'), secrets, attempt);
 * headers["webhook-timestamp"] // => "1614265330"
 */
export async function signStandardWebhook(
  body: Uint8Array,
  secrets: readonly Secret[],
  attempt: { readonly id: string; readonly now: string },
): Promise<StandardWebhookHeaders> {
  const { id, now } = attempt;
  const seconds = Math.floor(Date.parse(now) / 1000);
  if (!/^[\x21-\x2d\x2f-\x7e]+$/.test(id) || Number.isNaN(seconds)) {
    throw new RangeError(
      `signStandardWebhook requires an id of printable ASCII without a full stop and an instant, got ${id} and ${now}`,
    );
  }
  const message = messageOf(`${id}.${seconds}.`, body);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${await signHmac({ ...scheme, secrets, message })}`,
  };
}

/** The `v1` signatures of the header, or why there are none. */
function signaturesOf(
  header: string | undefined,
): readonly string[] | "signature-missing" | "signature-malformed" {
  if (header === undefined || header === "") return "signature-missing";
  const entries = header.split(" ");
  if (entries.length > mostSignatures || !entries.every((entry) => /^v\d+[a-z]*,[\w+/=-]+$/.test(entry))) {
    return "signature-malformed";
  }
  return entries.filter((entry) => entry.startsWith("v1,")).map((entry) => entry.slice(3));
}
