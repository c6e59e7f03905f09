import {
  cxError,
  type FilledRequest,
  filledRequest,
  type Http,
  type HttpRequest,
  type HttpResponse,
} from "@cxkit/core";
import { type VendorAuth, openToAll } from "./vendor-auth.ts";
import type { VendorPaging, VendorRow } from "./vendor-paging.ts";
import { type VendorAnswer, type VendorRequest, vendorRequest } from "./vendor-request.ts";
import type { Fault, Refusal, VendorScript } from "./vendor-script.ts";

/** A producer, as blocks: where it is, how it pages, how it knows who asks, how it says no. */
export interface VendorSetup<Row> {
  /** `https://api.example.com`; the kit's own is as good as any. */
  readonly origin: string;
  readonly paging: VendorPaging<Row>;
  /** Default: anybody may ask. */
  readonly auth?: VendorAuth;
  /** Which requests are for the list. Default: all to `origin` that are not for a token. */
  lists?(request: VendorRequest): boolean;
  /** Other requests: for details, accounts. What nobody answers is a 404. */
  answers?(request: VendorRequest, rows: readonly VendorRow<Row>[]): VendorAnswer | undefined;
  /** Which rows a request is for: `since` parameters. Default: all. */
  selects?(row: VendorRow<Row>, request: VendorRequest): boolean;
  /** Default: oldest first. */
  readonly order?: "oldest-first" | "newest-first";
  /** How it says no, where that is not by status: codes inside 200. */
  readonly refusals?: { readonly [R in Refusal]?: VendorAnswer };
  /** Writes what is answered. Default: as JSON. */
  write?(body: unknown): string;
  /** What stands in the place of a row that is garbage. Default: an object that says nothing. */
  readonly garbage?: Row;
}

/** One call as it was made. */
export interface VendorCall {
  readonly kind: "list" | "token" | "other" | "foreign";
  /** As the channel wrote it, secrets as handles. */
  readonly asked: HttpRequest;
  /** As it would have left. */
  readonly sent: FilledRequest;
  readonly status: number | null;
}

/** A producer in memory. */
export interface VendorDouble<Row> {
  readonly http: Http;
  readonly calls: readonly VendorCall[];
  /** The most calls that were under way at one time. */
  readonly busiest: () => number;
  /** Tells another thing, or the same thing anew. */
  add(row: VendorRow<Row>): void;
  remove(n: number): void;
  rows(): readonly VendorRow<Row>[];
}

/** What a double starts with. */
export interface VendorStart<Row> {
  readonly rows: readonly VendorRow<Row>[];
  readonly secrets?: { readonly [name: string]: string };
  readonly script?: VendorScript;
  /** The producer's clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Makes the rows that a script inserts. */
  readonly rowOf?: (n: number, at: number) => VendorRow<Row>;
  /** Calls after which nothing is answered any more: what runs in a circle ends. Default 10,000. */
  readonly limit?: number;
}

/**
 * A producer in memory, for trying channels: no network, its own clock, the same every time. Secrets are filled in as the network would
 * and compared; every call is kept.
 *
 * @throws {RangeError} when `origin` is no https origin
 * @example
 * import { cursorPages } from "@cxkit/testkit/conformance";
 * const setup = { origin: "https://api.example.com", paging: cursorPages({ parameter: "after", body: (rows, { next }) => ({ rows, next }) }) };
 * const { http } = vendorDouble(setup, { rows: [{ row: { id: "a" }, n: 0, at: 0 }] });
 * const { status, body } = await http({ method: "GET", url: "https://api.example.com/list" });
 * `${status} ${new TextDecoder().decode(body)}` // => '200 {"rows":[{"id":"a"}],"next":null}'
 */
export function vendorDouble<Row>(setup: VendorSetup<Row>, start: VendorStart<Row>): VendorDouble<Row> {
  if (!/^https:\/\/[^/]+$/.test(setup.origin))
    throw new RangeError(`vendorDouble requires an https origin, got ${setup.origin}`);
  const { auth = openToAll(), order = "oldest-first", paging } = setup;
  const write = (body: unknown): string => setup.write?.(body) ?? JSON.stringify(body);
  const { secrets = {}, script = {}, now = () => 0, rowOf, limit = 10_000 } = start;
  const gate = auth.open({ secrets, now });
  const calls: VendorCall[] = [];
  let rows = [...start.rows];
  let lists = 0;
  let underWay = 0;
  let busiest = 0;
  let before: VendorAnswer | undefined;

  const happens = (call: number): void => {
    for (const change of script.changes ?? []) {
      if (change.call !== call) continue;
      if (change.remove !== undefined) rows = rows.filter(({ n }) => n !== change.remove);
      if (change.insert && rowOf) rows.push(rowOf(change.insert.n, change.insert.at));
    }
  };
  const listed = (request: VendorRequest): VendorAnswer => {
    const chosen = rows
      .filter((row) => setup.selects?.(row, request) ?? true)
      .toSorted((a, b) => (order === "newest-first" ? b.at - a.at : a.at - b.at) || a.n - b.n)
      .map((row) =>
        script.garbage?.includes(row.n) ? { ...row, row: setup.garbage ?? (nothing as Row) } : row,
      );
    const size = script.pageSize && lists >= script.pageSize.call ? script.pageSize.size : paging.size;
    return paging.page(chosen, request, { size, order });
  };
  const list = (request: VendorRequest): VendorAnswer | Fault => {
    lists += 1;
    happens(lists);
    const fault = script.faults?.find(
      ({ call, forever }) => call === lists || (forever && lists > call),
    )?.fault;
    if (fault?.is === "token-expired") gate.expire?.();
    if (!gate.admits(request)) return refusal(setup, "wrong-secret");
    if (fault && fault.is !== "token-expired") return fault;
    if (script.repeats && lists >= script.repeats.call && before) return before;
    before = listed(request);
    return before;
  };
  const answered = (
    request: VendorRequest,
  ): { readonly kind: VendorCall["kind"]; readonly answer: VendorAnswer | Fault } => {
    const token = gate.token?.(request);
    if (token) return { kind: "token", answer: token };
    if (![setup.origin, ...(auth.origins ?? [])].includes(request.origin))
      return { kind: "foreign", answer: { body: {} } };
    if (setup.lists?.(request) ?? request.origin === setup.origin)
      return { kind: "list", answer: list(request) };
    const other = setup.answers?.(request, rows) ?? { status: 404, body: { error: "not found" } };
    return { kind: "other", answer: gate.admits(request) ? other : refusal(setup, "wrong-secret") };
  };

  return {
    calls,
    busiest: () => busiest,
    rows: () => rows,
    add(row) {
      rows = [...rows.filter(({ n }) => n !== row.n), row];
    },
    remove(n) {
      rows = rows.filter((row) => row.n !== n);
    },
    async http(asked) {
      asked.signal?.throwIfAborted();
      if (calls.length >= limit)
        throw new Error(`the channel made ${limit} calls: it goes round in a circle`);
      underWay += 1;
      busiest = Math.max(busiest, underWay);
      try {
        const sent = filledRequest(asked);
        const { kind, answer } = answered(vendorRequest(sent));
        const response = "is" in answer ? faulty(answer, sent) : responseOf(answer);
        calls.push({ kind, asked, sent, status: "trouble" in response ? null : response.status });
        // Answers take a while, and others ask meanwhile.
        for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
        if ("trouble" in response) {
          throw cxError("unavailable", `${new URL(asked.url).host} did not answer`, response);
        }
        return response;
      } finally {
        underWay -= 1;
      }
    },
  };

  function responseOf({ status = 200, headers = {}, body }: VendorAnswer): HttpResponse {
    const text = typeof body === "string" ? body : write(body);
    const type = typeof body === "string" ? "text/plain" : "application/json";
    return { status, headers: { "content-type": type, ...headers }, body: new TextEncoder().encode(text) };
  }

  function faulty(
    fault: Fault,
    sent: FilledRequest,
  ): HttpResponse | { readonly trouble: "timeout" | "vendor" } {
    const whole = (): string => {
      const { body } = listed(vendorRequest(sent));
      return typeof body === "string" ? body : write(body);
    };
    switch (fault.is) {
      case "status":
        return responseOf({
          status: fault.status,
          headers: fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
          body: { error: "trouble" },
        });
      case "truncated":
        return responseOf({ body: whole().slice(0, Math.ceil(whole().length / 2)) });
      case "not-json":
        return responseOf({ body: spoiled(whole()) });
      case "html":
        return responseOf({ body: "<!doctype html><title>Maintenance</title>" });
      case "empty":
        return responseOf({ body: "" });
      case "slow":
        return { trouble: "timeout" };
      case "offline":
        return { trouble: "vendor" };
      case "redirect":
        return responseOf({ status: 302, headers: { location: fault.to }, body: "" });
      case "echo":
        return responseOf({ status: 400, body: { error: `bad request: ${JSON.stringify(sent)}` } });
      case "token-expired":
        return responseOf(refusal(setup, "wrong-secret"));
      default:
        return responseOf(refusal(setup, fault.is));
    }
  }
}

/** No JSON any more, right before its longest text: parsers quote what they stumble over. */
function spoiled(whole: string): string {
  const texts = [...whole.matchAll(/":"(?:[^"\\]|\\.)*"/g)].toSorted((a, b) => b[0].length - a[0].length);
  const at = texts[0]?.index;
  return at === undefined ? `OK ${whole}` : `${whole.slice(0, at + 2)}#${whole.slice(at + 2)}`;
}

const nothing: unknown = { garbage: true };

function refusal<Row>({ refusals }: VendorSetup<Row>, how: Refusal): VendorAnswer {
  const statuses = { "wrong-secret": 401, revoked: 401, scope: 403, limited: 429, broken: 503 };
  return refusals?.[how] ?? { status: statuses[how], body: { error: how } };
}
