import type { HmacScheme } from "@cxkit/signing";
import { hmacBody } from "../authoring/hmac-body.ts";
import { hmacTimed } from "../authoring/hmac-timed.ts";
import type { Scheme } from "../authoring/scheme.ts";
import { standardWebhooks } from "../authoring/standard-webhooks.ts";

/** How a producer signs. */
export type WebhookSignature =
  | { readonly scheme: "standard-webhooks"; readonly toleranceSeconds?: number }
  | (HmacScheme & {
      readonly scheme: "hmac";
      /** Lower-case name of the header that holds it. */
      readonly header: string;
      /** The header of the time of signing; `template` has to name `{timestamp}`, or the time is not proven. */
      readonly timestampHeader?: string;
      readonly unit?: "s" | "ms" | "rfc3339";
      readonly toleranceSeconds?: number;
      /** What is signed: `{timestamp}`, `{body}`, `{method}` and `{url}` between any other text. Default: `{body}`. */
      readonly template?: string;
    });

/**
 * Makes the proof of a scheme.
 *
 * @throws {RangeError} when a template leaves out the body, or the time that a header gives
 */
export function proofBy(signature: WebhookSignature): Scheme {
  if (signature.scheme === "standard-webhooks") return standardWebhooks(signature);
  const { timestampHeader, template = "{body}" } = signature;
  return timestampHeader === undefined
    ? hmacBody({ ...signature, signs: template })
    : hmacTimed({ ...signature, timestampHeader, signs: template });
}
