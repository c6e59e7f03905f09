import { lookup } from "node:dns/promises";
import {
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import {
  cxError,
  filledRequest,
  type FilledRequest,
  type Http,
  type HttpResponse,
  isCxError,
} from "@cxkit/core";
import { type AllowedPlaces, allowedPlaces } from "./guarded-http-places.ts";

/** What a guarded network allows. */
export interface GuardedHttpOptions {
  /** Private places that may be spoken to: a host, `host:port`, an address or a range such as `10.0.0.0/8`. Default: none. */
  readonly allow?: readonly string[];
  /** For everything, from the look-up of the name to the last byte, in milliseconds. Default 20 000. */
  readonly timeoutMs?: number;
  /** Longest answer, in bytes. Default 10 MiB. */
  readonly maxResponseBytes?: number;
  /** Addresses of a host name. Default: the operating system's. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/**
 * The network for channels and notifiers, which send where a configuration or a producer's data say: to everybody's addresses, and to
 * no private one unless it is allowed.
 *
 * A name is looked up and judged at the moment of connecting, and the connection goes to what was judged. Redirects are answers and
 * are not followed; proxies of the environment are not used; cookies and connections are not kept. Errors name the host, never path, query or header.
 *
 * @throws {CxError} `invalid-setup` when `allow` holds what is no place; of the function that is returned: `invalid-setup` for an address
 *   that is not allowed or a request that is none, `unavailable` when nothing answered, in time, in full
 * @throws {RangeError} when a limit is not a whole number ≥ 1
 */
export function guardedHttp(options: GuardedHttpOptions = {}): Http {
  const { allow = [], timeoutMs = 20_000, maxResponseBytes = 10 * 1024 * 1024 } = options;
  const { resolve = systemAddresses } = options;
  for (const [name, limit] of Object.entries({ timeoutMs, maxResponseBytes })) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new RangeError(`guardedHttp requires ${name} to be a whole number ≥ 1, got ${limit}`);
    }
  }
  const places = allowedPlaces(allow);
  return async (asked) => {
    const request = filledRequest(asked);
    const url = destination(request.url);
    const head = headOf(request);
    const origin = `${url.protocol}//${url.host}`;
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    try {
      // Before the first look-up, so that what was given up is not even asked for.
      signal.throwIfAborted();
      return await exchange(url, head, request.body, { places, resolve, maxResponseBytes, signal });
    } catch (thrown) {
      if (isCxError(thrown)) throw thrown;
      if (request.signal?.aborted === true) throw cxError("unavailable", `${origin}: given up`);
      if (deadline.aborted) throw cxError("unavailable", `${origin} did not answer within ${timeoutMs} ms`);
      // Only the code: an error of Node's may carry the whole request, or what was answered.
      const code = (thrown as { readonly code?: unknown } | null)?.code;
      if (typeof code === "string" && badRequest.has(code)) {
        throw cxError(
          "invalid-setup",
          `${origin}: a header, the method or the path holds what must not be sent`,
        );
      }
      throw cxError(
        "unavailable",
        `${origin} did not answer: ${typeof code === "string" ? code : "no reason"}`,
      );
    }
  };
}

interface Exchange {
  readonly places: AllowedPlaces;
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal;
}

async function exchange(
  url: URL,
  { method, headers }: Head,
  body: FilledRequest["body"],
  { places, resolve, maxResponseBytes, signal }: Exchange,
): Promise<HttpResponse> {
  const secure = url.protocol === "https:";
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const literal = isIP(host) !== 0;
  const addresses = literal ? [host] : await abortable(resolve(host), signal);
  if (addresses.length === 0) throw Object.assign(new Error(), { code: "ENOTFOUND" });
  const byName = !literal && places.host(host, port);
  // All of them: which one is connected to is not ours to say.
  if (!addresses.every((address) => places.address(address, port, byName))) {
    throw cxError("invalid-setup", `${url.host} is, or stands for, an address that is not allowed`);
  }
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  const found: RequestOptions["lookup"] = (_, wanted, answer) => {
    const [first] = known;
    if (wanted.all === true) answer(null, known);
    else answer(null, first?.address ?? "", first?.family);
  };
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const settings: RequestOptions & { readonly rejectUnauthorized: true } = {
    method,
    hostname: host,
    port,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, ...(bytes !== undefined && { "content-length": String(bytes.byteLength) }) },
    // An agent of its own: no connection of anybody's is used again.
    agent: false,
    lookup: found,
    signal,
    rejectUnauthorized: true,
  };
  const sent = secure ? secureRequest(settings) : plainRequest(settings);
  const response = await answered(sent, bytes);
  const content = await contentOf(response, maxResponseBytes, url.host);
  const received = Object.entries(response.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(", ")] as const],
  );
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(received), body: content };
}

function answered(sent: ClientRequest, body: Uint8Array | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Stays: an error may come while the answer is read, and is told there.
    sent.on("error", reject);
    sent.once("response", resolve);
    // What ends without an answer and without an error: a server that would rather speak another protocol.
    sent.once("close", () => reject(Object.assign(new Error(), { code: "ECONNRESET" })));
    sent.end(body);
  });
}

async function contentOf(response: IncomingMessage, most: number, host: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop destroys the connection.
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw cxError("unavailable", `${host} answered more than ${most} bytes`);
    chunks.push(chunk);
  }
  const content = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.byteLength;
  }
  return content;
}

/** The URL, when it is one that says plainly where it goes. */
function destination(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw cxError("invalid-setup", "a request needs a whole URL");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw cxError("invalid-setup", `a request needs https: or http:, got ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw cxError("invalid-setup", `a URL must not hold credentials: ${url.host}`);
  }
  // 0x7f.1, 2130706433 and ０ have become dotted decimals; whoever writes an address so hides something.
  const [, written] = /^https?:\/\/([^/?#:]*)/i.exec(text) ?? [];
  if (isIP(url.hostname) === 4 && written !== url.hostname) {
    throw cxError("invalid-setup", "an address is written as four decimal numbers");
  }
  return url;
}

interface Head {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
}

function headOf({ method, headers }: FilledRequest): Head {
  if (!/^[A-Z]{1,20}$/.test(method) || method === "CONNECT" || method === "TRACE") {
    throw cxError("invalid-setup", "a request needs a method such as POST");
  }
  for (const [name, value] of Object.entries(headers)) {
    const header = name.toLowerCase();
    // Node refuses these too, except that it sends Latin-1 and lets a header frame the body anew.
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(header) || !/^[\t\u0020-\u007e]*$/.test(value)) {
      throw cxError("invalid-setup", "a header holds what must not be sent", { path: "headers" });
    }
    if (framing.has(header)) {
      throw cxError("invalid-setup", `the header ${header} is not a request's own to set`, {
        path: "headers",
      });
    }
  }
  return { method, headers };
}

const framing = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const badRequest = new Set(["ERR_INVALID_CHAR", "ERR_UNESCAPED_CHARACTERS", "ERR_INVALID_HTTP_TOKEN"]);

async function systemAddresses(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** A look-up cannot be stopped, only no longer waited for. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error("aborted"));
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
