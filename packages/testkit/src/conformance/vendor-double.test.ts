import { secretText } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { plainSecret } from "./plain-secret.ts";
import { bearerAuth, tokenAuth } from "./vendor-auth.ts";
import { vendorDouble, type VendorSetup, type VendorStart } from "./vendor-double.ts";
import { cursorPages } from "./vendor-paging.ts";
import { type Fault, scriptText } from "./vendor-script.ts";

interface Row {
  readonly id: number;
  readonly text: string;
}
const origin = "https://api.example.com";
const setup: VendorSetup<Row> = {
  origin,
  paging: cursorPages({ parameter: "after", size: 2, body: (rows, { next }) => ({ rows, next }) }),
};
const rowOf = (n: number, at: number) => ({ row: { id: n, text: `Row ${n}` }, n, at });
const rows = [1, 2, 3].map((n) => rowOf(n, n));
const opened = (start: Partial<VendorStart<Row>> = {}, change: Partial<VendorSetup<Row>> = {}) => {
  const double = vendorDouble({ ...setup, ...change }, { rows, ...start });
  const ask = async (query: { readonly [name: string]: string } = {}, url = `${origin}/list`) => {
    const { status, headers, body } = await double.http({ method: "GET", url, query });
    return { status, headers, text: new TextDecoder().decode(body) };
  };
  return { ...double, ask };
};
const withFault = (fault: Fault, change: Partial<VendorSetup<Row>> = {}) =>
  opened({ script: { faults: [{ call: 1, fault }] } }, change).ask();

describe("vendorDouble answers", () => {
  it("with pages, of what a request selects, in the producer's own writing", async () => {
    expect((await opened().ask()).text).toBe(
      '{"rows":[{"id":1,"text":"Row 1"},{"id":2,"text":"Row 2"}],"next":"p2-2"}',
    );
    const selecting = opened(
      {},
      {
        selects: ({ n }, { query }) => n >= Number(query["from"] ?? 0),
        write: (body) => `<${JSON.stringify(body)}>`,
      },
    );
    expect((await selecting.ask({ from: "3" })).text).toBe(
      '<{"rows":[{"id":3,"text":"Row 3"}],"next":null}>',
    );
  });

  it("to other requests with what it knows, or not at all", async () => {
    const { ask, calls } = opened(
      {},
      {
        lists: ({ path }) => path === "/list",
        answers: ({ path }) => (path === "/me" ? { body: { me: 1 } } : undefined),
      },
    );
    expect((await ask({}, `${origin}/me`)).text).toBe('{"me":1}');
    expect((await ask({}, `${origin}/you`)).status).toBe(404);
    expect((await ask({}, "https://elsewhere.example.net/")).status).toBe(200);
    expect(calls.map(({ kind }) => kind)).toEqual(["other", "other", "foreign"]);
  });

  it("what comes and goes meanwhile, and garbage where it is told to", async () => {
    const script = {
      changes: [
        { call: 2, insert: { n: 9, at: 9 } },
        { call: 2, remove: 3 },
      ],
      garbage: [9],
    };
    const { ask, rows: all } = opened({ script, rowOf });
    await ask();
    expect((await ask({ after: "p2-2" })).text).toBe('{"rows":[{"garbage":true}],"next":null}');
    expect(all().map(({ n }) => n)).toEqual([1, 2, 9]);
  });

  it("by other sizes, and the same again, from a call on", async () => {
    const sized = opened({ script: { pageSize: { call: 2, size: 1 } } });
    await sized.ask();
    expect((await sized.ask()).text).toContain('"next":"p1-1"');
    const repeating = opened({ script: { repeats: { call: 2 } } });
    const first = await repeating.ask();
    expect((await repeating.ask({ after: "p2-2" })).text).toBe(first.text);
  });
});

describe("vendorDouble fails", () => {
  it.each<readonly [Fault, number, RegExp]>([
    [{ is: "status", status: 429, retryAfter: "7" }, 429, /trouble/],
    [{ is: "truncated" }, 200, /^\{"rows":\[[^\]]*$/],
    [{ is: "not-json" }, 200, /"text":#"Row/],
    [{ is: "html" }, 200, /^<!doctype html>/],
    [{ is: "empty" }, 200, /^$/],
    [{ is: "wrong-secret" }, 401, /wrong-secret/],
    [{ is: "revoked" }, 401, /revoked/],
    [{ is: "scope" }, 403, /scope/],
    [{ is: "limited" }, 429, /limited/],
    [{ is: "broken" }, 503, /broken/],
    [{ is: "redirect", to: "https://elsewhere.example.net/" }, 302, /^$/],
    [{ is: "echo" }, 400, /api\.example\.com/],
  ])("as it is told to: %j", async (fault, status, text) => {
    const answered = await withFault(fault);
    expect(answered.status).toBe(status);
    expect(answered.text).toMatch(text);
    if (fault.is === "status") expect(answered.headers["retry-after"]).toBe("7");
    if (fault.is === "redirect") expect(answered.headers["location"]).toBe(fault.to);
  });

  it("as the producer says it, where it says it otherwise", async () => {
    expect(
      await withFault({ is: "limited" }, { refusals: { limited: { body: { errcode: 45009 } } } }),
    ).toMatchObject({ status: 200, text: '{"errcode":45009}' });
    expect((await withFault({ is: "not-json" }, { write: () => "<xml/>" })).text).toBe("OK <xml/>");
  });

  it("by no answer, as the network says that", async () => {
    await expect(withFault({ is: "slow" })).rejects.toMatchObject({
      code: "unavailable",
      place: { trouble: "timeout" },
    });
    await expect(withFault({ is: "offline" })).rejects.toMatchObject({
      code: "unavailable",
      place: { trouble: "vendor" },
    });
  });

  it("by tokens that are no longer good, until there are others", async () => {
    const auth = tokenAuth({ url: `${origin}/token`, grants: () => true });
    const { http } = vendorDouble(
      { ...setup, auth },
      { rows, script: { faults: [{ call: 1, fault: { is: "token-expired" } }] } },
    );
    const ask = async (token: string) =>
      (await http({ method: "GET", url: `${origin}/list`, headers: { authorization: `Bearer ${token}` } }))
        .status;
    await http({ method: "POST", url: `${origin}/token` });
    expect(await ask("vendor-token-1")).toBe(401);
    await http({ method: "POST", url: `${origin}/token` });
    expect(await ask("vendor-token-2")).toBe(200);
  });

  it("whoever goes round in a circle", async () => {
    const { ask } = opened({ limit: 2 });
    await ask();
    await ask();
    await expect(ask()).rejects.toThrow("it goes round in a circle");
  });
});

describe("vendorDouble keeps", () => {
  it("every call as it was asked and as it was sent, and how many there were at one time", async () => {
    const token = plainSecret("hunter2", "env:TOKEN");
    const { http, calls, busiest } = vendorDouble(
      { ...setup, auth: bearerAuth() },
      { rows, secrets: { token: "hunter2" } },
    );
    const request = {
      method: "GET",
      url: `${origin}/list`,
      headers: { authorization: secretText`Bearer ${token}` },
    };
    await Promise.all([http(request), http(request)]);
    await http(request);
    expect(busiest()).toBe(2);
    expect(calls.map(({ kind, status }) => [kind, status])).toEqual(calls.map(() => ["list", 200]));
    expect(JSON.stringify(calls[0]?.asked)).not.toContain("hunter2");
    expect(calls[0]?.sent.headers["authorization"]).toBe("Bearer hunter2");
  });

  it("nothing of what was given up before", async () => {
    const { http, calls } = opened();
    await expect(http({ method: "GET", url: origin, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(calls).toEqual([]);
  });

  it("the thing itself when it is told anew", () => {
    const { add, remove, rows: all } = opened();
    add({ ...rowOf(2, 50) });
    remove(1);
    expect(all().map(({ n, at }) => [n, at])).toEqual([
      [3, 3],
      [2, 50],
    ]);
  });
});

it("an origin that is none is refused", () => {
  expect(() => opened({}, { origin: "http://api.example.com" })).toThrow("requires an https origin");
});

it("a script is one line", () => {
  expect(scriptText({})).toBe("a producer in good order");
  expect(scriptText({ repeats: { call: 2 } })).toBe('{"repeats":{"call":2}}');
});
