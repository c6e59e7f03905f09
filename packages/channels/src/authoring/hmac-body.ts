import { type HmacScheme, verifyHmac } from "@cxkit/signing";
import type { Scheme } from "./scheme.ts";
import { headerName, signedMessage } from "./signed-message.ts";

/** An HMAC over the body, in a header. */
export interface HmacBody extends HmacScheme {
  /** Lower-case name of the header that holds it. */
  readonly header: string;
  /** What is signed, where it is more than the body: any text with `{body}`, `{method}` and `{url}` in it. Default: `{body}`. */
  readonly signs?: string;
}

/**
 * The scheme of producers that sign the body alone: Typeform, GitHub, Segment, SurveyMonkey. It signs no time, so that a request that was
 * seen can be sent again; it then says what it said.
 *
 * @throws {RangeError} when the header's name is not in lower case, or `signs` leaves out the body
 * @example
 * const scheme = hmacBody({ header: "x-hub-signature-256", hash: "SHA-256", encoding: "hex", prefix: "sha256=" });
 * const request = { method: "POST", url: "https://cx.example.org/in/shop", headers: {}, body: new Uint8Array(0) };
 * await scheme(request, [], "2026-03-01T09:30:00Z", { secrets: {}, config: {} }) // => { ok: false, reason: "secret-missing" }
 */
export function hmacBody(options: HmacBody): Scheme {
  const header = headerName(options.header);
  const message = signedMessage(options.signs ?? "{body}", false);
  return (request, secrets) =>
    verifyHmac({
      ...options,
      secrets,
      signature: request.headers[header],
      message: message(request, undefined),
    });
}
