import { verifyUrlParameters } from "@cxkit/signing";
import type { Scheme } from "./scheme.ts";
import { headerName } from "./signed-message.ts";

/** An HMAC over the public address and the parameters of the form. */
export interface UrlParameters<Config = unknown> {
  /** Lower-case name of the header that holds it. */
  readonly header: string;
  /** The address that the producer was given, where it is another than the one the workspace knows itself by. */
  readonly publicUrl?: (config: Config) => string | undefined;
}

/**
 * The scheme of producers that sign address and parameters: Twilio. It signs no time; every request has the producer's own id of what it
 * tells.
 *
 * @throws {RangeError} when the header's name is not in lower case
 * @example
 * const request = { method: "POST", url: "https://cx.example.org/in/sms", headers: {}, body: new Uint8Array(0) };
 * await urlParameters({ header: "x-twilio-signature" })(request, [], "2026-03-01T09:30:00Z", { secrets: {}, config: {} }) // => { ok: false, reason: "secret-missing" }
 */
export function urlParameters<Config = unknown>(options: UrlParameters<Config>): Scheme<Config> {
  const header = headerName(options.header);
  return (request, secrets, _, { config }) => {
    const told = options.publicUrl?.(config);
    const url = told === undefined ? request.url : withQueryOf(told, request.url);
    return verifyUrlParameters({ secrets, signature: request.headers[header], url, body: request.body });
  };
}

/** The address told, with the query that came: producers add to it. */
function withQueryOf(told: string, came: string): string {
  const at = came.indexOf("?");
  return at === -1 || told.includes("?") ? told : told + came.slice(at);
}
