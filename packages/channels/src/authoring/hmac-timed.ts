import { verifyTimestampedHmac } from "@cxkit/signing";
import type { HmacBody } from "./hmac-body.ts";
import type { Scheme } from "./scheme.ts";
import { headerName, signedMessage } from "./signed-message.ts";

/** An HMAC over the body and the time of signing. */
export interface HmacTimed extends HmacBody {
  /** Lower-case name of the header with the time: a whole number since 1970, or what `time` says. */
  readonly timestampHeader: string;
  /** Any text with `{timestamp}` and `{body}` once, and `{method}` and `{url}` where they stand in it: `v0:{timestamp}:{body}`. */
  readonly signs: string;
  /** Of the time: seconds (default), milliseconds, or an RFC 3339 text. */
  readonly unit?: "s" | "ms" | "rfc3339";
  /** How far the time may be from now, either way, in seconds. Default 300. */
  readonly toleranceSeconds?: number;
}

/**
 * The scheme of producers that sign time and body together: Slack, Zendesk, HubSpot. What is too old or from the future is refused, and
 * what comes twice in between is known.
 *
 * @throws {RangeError} when a header's name is not in lower case, or `signs` leaves out the body or the time
 * @example
 * const scheme = hmacTimed({
 *   header: "x-slack-signature",
 *   timestampHeader: "x-slack-request-timestamp",
 *   signs: "v0:{timestamp}:{body}",
 *   hash: "SHA-256",
 *   encoding: "hex",
 *   prefix: "v0=",
 * });
 * const request = { method: "POST", url: "https://cx.example.org/in/shop", headers: {}, body: new Uint8Array(0) };
 * await scheme(request, [], "2026-03-01T09:30:00Z", { secrets: {}, config: {} }) // => { ok: false, reason: "timestamp-missing" }
 */
export function hmacTimed(options: HmacTimed): Scheme {
  const header = headerName(options.header);
  const timestampHeader = headerName(options.timestampHeader);
  const message = signedMessage(options.signs, true);
  return (request, secrets, now) => {
    const timestamp = request.headers[timestampHeader];
    return verifyTimestampedHmac({
      ...options,
      secrets,
      signature: request.headers[header],
      message: message(request, timestamp),
      timestamp,
      now,
    });
  };
}
