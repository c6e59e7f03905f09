import type { Instant, RawRequest, Secret } from "@cxkit/core";
import {
  type HmacScheme,
  messageOf,
  type NotProven,
  type Proven,
  type ProvenInTime,
  verifyHmac,
  verifyStandardWebhook,
  verifyTimestampedHmac,
} from "@cxkit/signing";

/** How a producer signs. */
export type WebhookSignature =
  | { readonly scheme: "standard-webhooks"; readonly toleranceSeconds?: number }
  | (HmacScheme & {
      readonly scheme: "hmac";
      /** Lower-case name of the header that holds it. */
      readonly header: string;
      /** The header of the time of signing; `template` has to name `{timestamp}`, or the time is not proven. */
      readonly timestampHeader?: string;
      readonly unit?: "s" | "ms";
      readonly toleranceSeconds?: number;
      /** What is signed: `{timestamp}` and `{body}` between any other text. Default: `{body}`. */
      readonly template?: string;
    });

/** Proves a request in the way that a producer signs. */
export type ProveRequest = (
  request: RawRequest,
  secrets: readonly Secret[],
  now: Instant,
) => Promise<Proven | ProvenInTime | NotProven>;

/**
 * Makes the proof of a scheme.
 *
 * @throws {RangeError} when a template leaves out the body, or the time that a header gives
 */
export function proofBy(signature: WebhookSignature): ProveRequest {
  if (signature.scheme === "standard-webhooks") {
    return (request, secrets, now) =>
      verifyStandardWebhook(request.headers, request.body, secrets, now, signature);
  }
  const { header, timestampHeader, template = "{body}" } = signature;
  const named = (name: string): number => template.split(name).length - 1;
  if (named("{body}") !== 1 || named("{timestamp}") !== (timestampHeader === undefined ? 0 : 1)) {
    throw new RangeError(
      `webhook requires a template with {body} once, and {timestamp} once where there is a timestampHeader, got ${template}`,
    );
  }
  for (const name of [header, timestampHeader ?? ""])
    if (name !== name.toLowerCase())
      throw new RangeError(`webhook requires header names in lower case, got ${name}`);
  const parts = template.split(/(\{body\}|\{timestamp\})/);
  return (request, secrets, now) => {
    const timestamp = timestampHeader === undefined ? undefined : request.headers[timestampHeader];
    const message = messageOf(
      ...parts.map((part) =>
        part === "{body}" ? request.body : part === "{timestamp}" ? (timestamp ?? "") : part,
      ),
    );
    const claim = { ...signature, secrets, signature: request.headers[header], message };
    return timestampHeader === undefined
      ? verifyHmac(claim)
      : verifyTimestampedHmac({ ...claim, timestamp, now });
  };
}
