import { verifyDigest, verifyTimestampedDigest } from "@cxkit/signing";
import type { Scheme } from "./scheme.ts";
import { headerName } from "./signed-message.ts";

/** A plain hash of the body with the secret inside, in a header. */
export interface HashWithSecret {
  /** Lower-case name of the header that holds it. */
  readonly header: string;
  readonly hash: "SHA-1" | "SHA-256";
  /** Lower-case hexadecimal digits (default), or padded base64 in the standard alphabet. */
  readonly encoding?: "hex" | "base64";
  /** What is hashed, in its order: `["secret", "body"]`; other texts name headers in lower case: `x-lark-request-nonce`. */
  readonly signs: readonly ("secret" | "body" | "method" | "url" | (string & {}))[];
  /** The header among `signs` that holds the time, a whole number since 1970. Without it no time is proven. */
  readonly timestampHeader?: string;
  readonly unit?: "s" | "ms" | "rfc3339";
  /** How far the time may be from now, either way, in seconds. Default 300. */
  readonly toleranceSeconds?: number;
}

/**
 * The scheme of producers that hash the secret with the message: Feishu, HubSpot's versions 1 and 2.
 *
 * @throws {RangeError} when `signs` leaves out the secret, the body, or the time; when a header's name is not in lower case
 * @example
 * const scheme = hashWithSecret({ header: "x-hubspot-signature", hash: "SHA-256", signs: ["secret", "method", "url", "body"] });
 * const request = { method: "POST", url: "https://cx.example.org/in/shop", headers: {}, body: new Uint8Array(0) };
 * await scheme(request, [], "2026-03-01T09:30:00Z", { secrets: {}, config: {} }) // => { ok: false, reason: "secret-missing" }
 */
export function hashWithSecret(options: HashWithSecret): Scheme {
  const { signs, timestampHeader, hash, encoding } = options;
  const header = headerName(options.header);
  for (const name of signs) headerName(name);
  const needed = ["secret", "body", ...(timestampHeader === undefined ? [] : [timestampHeader])];
  const missing = needed.find((name) => signs.filter((each) => each === name).length !== 1);
  if (missing !== undefined)
    throw new RangeError(
      `hashWithSecret requires ${missing} once among what is signed, got ${signs.join(", ")}`,
    );
  return (request, secrets, now) => {
    const { body, method, url, headers } = request;
    const told = new Map<string, string | Uint8Array>([
      ["body", body],
      ["method", method],
      ["url", url],
    ]);
    const pieces = signs.map((name) => (name === "secret" ? null : (told.get(name) ?? headers[name] ?? "")));
    const claim = { secrets, hash, pieces, signature: headers[header], ...(encoding && { encoding }) };
    if (timestampHeader === undefined) return verifyDigest(claim);
    return verifyTimestampedDigest({ ...options, ...claim, timestamp: headers[timestampHeader], now });
  };
}
