import type { IncomingMessage } from "node:http";
import type { RawRequest } from "@cxkit/core";

const nothing = new Uint8Array();

/** Path and query of a request target behind the path that the routes are mounted under: `/hooks/survey?x=1`. */
export function targetOf(request: IncomingMessage, prefix: string): string {
  return (request.url ?? "/").slice(prefix.length);
}

/** The path of a target, as it was sent: nothing decoded, so that `%2f` stays what it is. */
export function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

/** A request for a channel: the public address that was signed, every header, the bytes of the body as they came. */
export function rawRequest(
  request: IncomingMessage,
  publicUrl: string,
  target: string,
  body: unknown,
): RawRequest {
  return {
    method: request.method ?? "GET",
    url: publicUrl + target,
    headers: headersOf(request.rawHeaders),
    body: body instanceof Uint8Array ? body : nothing,
  };
}

/**
 * Every header that came, lower-case. Repeated ones are joined as Node joins those it joins; Node itself drops the second of some, and
 * a signature could hide there.
 */
export function headersOf(raw: readonly string[]): { readonly [name: string]: string } {
  const headers = Object.create(null) as Record<string, string>;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? "").toLowerCase();
    const value = raw[at + 1] ?? "";
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}${name === "cookie" ? "; " : ", "}${value}`;
  }
  return headers;
}
