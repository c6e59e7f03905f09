import { cxError, type Http, type HttpRequest, type HttpResponse, secretsOf } from "@cxkit/core";
import { networkDecision, type NetworkGrants } from "./network-grants.ts";

/** What a plugin's network is made of. */
export interface PluginHttpOptions extends NetworkGrants {
  /** The network itself: `guardedHttp()`, which keeps from private places, fills secrets in and gives up in time. */
  readonly http: Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after some milliseconds; rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Requests a second to one host, and at once. Default 10. */
  readonly perSecond?: number;
  /** Longest wait that a host may ask for, in seconds: a longer one is handed on. Default 600. */
  readonly longestWait?: number;
}

/**
 * The network of one connection of a plugin. Only granted hosts and methods; each secret only to the hosts that were granted it; redirects are
 * followed, at most five, each of them judged as a request of its own, and off their origin without any credentials.
 *
 * A host that asks to wait (429, or 503 to a request that may be repeated, with `Retry-After`) is waited for here, by every request to it, and
 * asked again, three times at most. That time and the pace are the host's own: it is no silence of the plugin's.
 *
 * @throws {CxError} of the function: `invalid-setup` with trouble `capability` for what was not granted, and whatever `http` throws
 * @throws {RangeError} when `perSecond` is no number above 0
 */
export function pluginHttp(options: PluginHttpOptions): Http {
  const { http, now, wait, perSecond = 10, longestWait = 600, plugin } = options;
  if (!(perSecond > 0)) throw new RangeError(`pluginHttp requires perSecond above 0, got ${perSecond}`);
  const granted = networkDecision(options);
  const hosts = new Map<string, HostPace>();

  /** Waits until a host may be asked. */
  const paced = async (host: string, signal: AbortSignal | undefined): Promise<void> => {
    const pace = hosts.get(host) ?? { free: perSecond, at: now(), until: 0 };
    hosts.set(host, pace);
    for (;;) {
      const time = now();
      pace.free = Math.min(perSecond, pace.free + ((time - pace.at) * perSecond) / 1000);
      pace.at = time;
      const left = Math.max(pace.until - time, pace.free >= 1 ? 0 : ((1 - pace.free) * 1000) / perSecond);
      if (left <= 0) break;
      await wait(Math.ceil(left), signal);
    }
    pace.free -= 1;
  };

  const once = async (request: HttpRequest, url: URL): Promise<HttpResponse> => {
    for (let attempt = 0; ; attempt += 1) {
      await paced(url.host, request.signal);
      const response = await http(request);
      const seconds = secondsToWait(request.method, response, now());
      if (seconds === null || seconds > longestWait || attempt === 3) return response;
      const pace = hosts.get(url.host);
      if (pace) pace.until = Math.max(pace.until, now() + seconds * 1000);
    }
  };

  return async (asked) => {
    let request: HttpRequest = { ...asked, method: asked.method.toUpperCase() };
    let url = whole(request.url);
    for (let hops = 0; ; hops += 1) {
      granted.place(url, request.method);
      for (const secret of secretsOf(request)) granted.secret(secret, url);
      const response = await once(request, url);
      const next = redirected(response, url);
      if (!next) return response;
      if (hops === 5) {
        throw cxError("unavailable", `${url.host} sent plugin ${plugin} on more than five times`, {
          trouble: "vendor",
        });
      }
      request = onward(request, response.status, next, next.origin === url.origin);
      url = next;
    }
  };
}

interface HostPace {
  /** Requests that may go at once. */
  free: number;
  at: number;
  /** Until when the host asked to be left alone. */
  until: number;
}

const repeatable = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);

/** Seconds that an answer asks to wait; `null` where it asks for nothing that is done here. */
function secondsToWait(method: string, { status, headers }: HttpResponse, time: number): number | null {
  if (status !== 429 && !(status === 503 && repeatable.has(method))) return null;
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return /^[A-Z][a-z]{2}, /.test(text) && !Number.isNaN(date) ? Math.max(0, (date - time) / 1000) : null;
}

function whole(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw cxError("invalid-setup", "a request needs a whole URL");
}

function redirected({ status, headers }: HttpResponse, from: URL): URL | null {
  const location = headers["location"];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : null;
}

/** The request for where an answer sends it. What is a secret, or is made for keeping one, stays behind off the origin. */
function onward(request: HttpRequest, status: number, url: URL, sameOrigin: boolean): HttpRequest {
  const keeps = status === 307 || status === 308;
  const { body, headers = {}, signal } = request;
  const secretBody = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
  if (keeps && secretBody && !sameOrigin) {
    throw cxError("unavailable", "a request with a secret in it was sent on to another place", {
      trouble: "vendor",
    });
  }
  const kept = Object.entries(headers).filter(
    ([name, value]) =>
      (sameOrigin || (typeof value === "string" && !credentials.has(name.toLowerCase()))) &&
      (keeps || !/^content-/i.test(name)),
  );
  const method = keeps || request.method === "HEAD" ? request.method : "GET";
  return {
    method,
    url: url.href,
    headers: Object.fromEntries(kept),
    ...(keeps && body !== undefined && { body }),
    ...(signal && { signal }),
  };
}

const credentials = new Set(["authorization", "proxy-authorization", "cookie", "x-api-key"]);
