import {
  type CxErrorPlace,
  cxError,
  type HttpRequest,
  type HttpResponse,
  type PullContext,
} from "@cxkit/core";
import { readJson } from "./read-json.ts";

/** A request for JSON; `GET` unless it says otherwise. */
export type JsonRequest = Omit<HttpRequest, "method"> & {
  readonly method?: string;
  /**
   * What it is when the producer does not have what is asked for: a `record` that is gone (default), or a `setup` that names what
   * does not exist.
   */
  readonly absent?: "record" | "setup";
};

/**
 * Asks a producer for JSON, and says of every other answer what to do about it.
 *
 * | answer | error | trouble |
 * | --- | --- | --- |
 * | 401 | `invalid-setup` | `auth` |
 * | 403 | `invalid-setup` | `permission` |
 * | 404, 410 | `invalid-event`, or `invalid-setup` for `absent: "setup"` | `not-found` |
 * | 408 | `unavailable` | `timeout` |
 * | 429 | `unavailable`, with `retryAfter` | `rate-limited` |
 * | 500 and more | `unavailable`, with `retryAfter` where it is told | `vendor` |
 * | no JSON | `unavailable` | `bad-data` |
 * | anything else | `invalid-setup` | `bad-data` |
 *
 * @throws {CxError} as above; its message names the host and the status, and quotes nothing of the answer
 * @example
 * import { createPullContext } from "@cxkit/core/context";
 * const body = new TextEncoder().encode('{"reviews":[]}');
 * const context = createPullContext({}, { http: () => Promise.resolve({ status: 200, headers: {}, body }) });
 * await getJson(context, { url: "https://api.example.com/reviews" }) // => { reviews: [] }
 */
export async function getJson(
  context: Pick<PullContext<unknown>, "http" | "now" | "signal">,
  { absent = "record", ...request }: JsonRequest,
): Promise<unknown> {
  const { headers = {}, signal = context.signal } = request;
  const response = await context.http({
    method: "GET",
    ...request,
    headers: { accept: "application/json", ...headers },
    signal,
  });
  if (response.status >= 200 && response.status < 300) return jsonOf(response, request.url);
  const { code, ...place } = troubleOf(response, absent, context.now);
  throw cxError(code, `${hostOf(request.url)} answered ${response.status}`, place);
}

type Trouble = CxErrorPlace & { readonly code: "invalid-setup" | "invalid-event" | "unavailable" };

function troubleOf(
  { status, headers }: HttpResponse,
  absent: "record" | "setup",
  now: () => string,
): Trouble {
  if (status === 401) return { code: "invalid-setup", trouble: "auth" };
  if (status === 403) return { code: "invalid-setup", trouble: "permission" };
  if (status === 404 || status === 410)
    return { code: absent === "record" ? "invalid-event" : "invalid-setup", trouble: "not-found" };
  if (status === 408) return { code: "unavailable", trouble: "timeout" };
  if (status !== 429 && status < 500) return { code: "invalid-setup", trouble: "bad-data" };
  const seconds = secondsOf(headers["retry-after"], now);
  return {
    code: "unavailable",
    trouble: status === 429 ? "rate-limited" : "vendor",
    ...(seconds !== undefined && { retryAfter: seconds }),
  };
}

/** RFC 9110 section 10.2.3: a whole number of seconds, or a date; a date that is over asks to wait no longer. */
function secondsOf(text: string | undefined, now: () => string): number | undefined {
  const told = text?.trim() ?? "";
  if (/^\d{1,9}$/.test(told)) return Number(told);
  // Only what is a date in words: a parser of dates takes too much for one.
  const until = /^[A-Z][a-z]+,? /.test(told) ? Date.parse(told) : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.parse(now())) / 1000));
}

function jsonOf({ body }: HttpResponse, url: string): unknown {
  try {
    return readJson(body);
  } catch {
    throw cxError("unavailable", `${hostOf(url)} answered with something that is no JSON`, {
      trouble: "bad-data",
    });
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "the producer";
}
