import {
  cxError,
  type Http,
  type HttpRequest,
  type HttpResponse,
  type Secret,
  secretText,
} from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { guardedHttp } from "../../guarded-http.ts";
import { pluginHttp, type PluginHttpOptions } from "./plugin-http.ts";

const token: Secret = secretOf("sentinel-0123456789", "env:TOKEN");
const refusal = { code: "invalid-setup", place: { trouble: "capability", contribution: "acme.reviews" } };

type Answer = Partial<Omit<HttpResponse, "headers">> & {
  readonly headers?: { readonly [name: string]: string };
};

/** A network that answers as told, and remembers. */
function brokered(
  answers: (request: HttpRequest, count: number) => Answer,
  options: Partial<PluginHttpOptions> = {},
) {
  const sent: HttpRequest[] = [];
  const waits: number[] = [];
  let time = Date.parse("2026-03-01T09:30:00Z");
  const http: Http = (request) => {
    sent.push(request);
    return Promise.resolve({
      status: 200,
      headers: {},
      body: new Uint8Array(),
      ...answers(request, sent.length),
    });
  };
  const why = "it is there";
  return {
    sent,
    waits,
    http: pluginHttp({
      http,
      plugin: "acme.reviews",
      network: [
        { host: "api.example.com", methods: ["GET", "POST"], why },
        { host: "*.regional.example.com", why },
        { host: "${config:server}", why },
        { host: "${config:at.plain}", why },
      ],
      secrets: [{ name: "token", hosts: ["api.example.com"], why }],
      held: { token: [token] },
      config: { server: "Mine.Example.org:8443", at: { plain: "http://127.0.0.1:8080/path" } },
      now: () => time,
      wait(milliseconds, signal) {
        if (signal?.aborted === true) return Promise.reject(cxError("unavailable", "given up"));
        waits.push(milliseconds);
        time += milliseconds;
        return Promise.resolve();
      },
      ...options,
    }),
  };
}

it("reaches what was granted: exact hosts, one leading label, what the configuration says", async () => {
  const { http, sent } = brokered(() => ({}));
  for (const url of [
    "https://api.example.com/v1",
    "https://API.example.com./v1",
    "https://eu.regional.example.com/",
    "https://mine.example.org:8443/",
    "http://127.0.0.1:8080/other",
  ]) {
    expect(await http({ method: "get", url })).toMatchObject({ status: 200 });
  }
  expect(sent).toHaveLength(5);
});

it.each([
  ["GET", "https://example.com/"],
  ["GET", "http://api.example.com/"],
  ["GET", "https://api.example.com:444/"],
  ["GET", "https://api.example.com.evil.test/"],
  ["GET", "https://regional.example.com/"],
  ["GET", "https://a.b.regional.example.com/"],
  ["GET", "https://mine.example.org/"],
  ["GET", "http://127.0.0.1:8081/"],
  ["DELETE", "https://api.example.com/"],
  ["POST", "https://eu.regional.example.com/"],
])("does not send %s %s", async (method, url) => {
  const { http, sent } = brokered(() => ({}));
  await expect(http({ method, url })).rejects.toMatchObject(refusal);
  expect(sent).toEqual([]);
});

it("a configuration that says nothing, or more than one place, grants nothing", async () => {
  for (const config of [{}, { server: "*.example.org" }, { server: 3 }, null]) {
    const { http } = brokered(() => ({}), { config });
    await expect(http({ method: "GET", url: "https://mine.example.org:8443/" })).rejects.toMatchObject(
      refusal,
    );
  }
});

it("sends a secret to the hosts that were granted it, a token where secrets go, and nobody is told its value", async () => {
  const { http, sent } = brokered(() => ({}));
  const request = (url: string, secret: Secret) =>
    http({ method: "GET", url, headers: { authorization: secretText`Bearer ${secret}` } });
  await request("https://api.example.com/", token);
  await request("https://api.example.com/", secretOf("fetched-0123456789", "token:access"));
  expect(sent).toHaveLength(2);
  for (const secret of [token, secretOf("fetched-0123456789", "token:access")]) {
    const refused = await request("https://eu.regional.example.com/", secret).catch(
      (thrown: Error) => thrown,
    );
    expect(refused).toMatchObject(refusal);
    expect(refused instanceof Error && refused.message).not.toMatch(/sentinel|fetched-/);
  }
  await expect(
    http({ method: "GET", url: "https://eu.regional.example.com/", query: { key: secretText`${token}` } }),
  ).rejects.toMatchObject(refusal);
});

it("follows redirects to what was granted, without credentials off the origin", async () => {
  const { http, sent } = brokered(({ url }) =>
    url.endsWith("/a")
      ? { status: 302, headers: { location: "/b" } }
      : url.endsWith("/b")
        ? { status: 307, headers: { location: "https://eu.regional.example.com/c" } }
        : {},
  );
  const headers = { authorization: secretText`Bearer ${token}`, cookie: "a=b", accept: "application/json" };
  expect(
    await http({
      method: "GET",
      url: "https://api.example.com/a",
      query: { k: secretText`${token}` },
      headers,
    }),
  ).toMatchObject({ status: 200 });
  expect(
    sent.map(({ url, headers: given = {}, query }) => [url, Object.keys(given), query !== undefined]),
  ).toEqual([
    ["https://api.example.com/a", ["authorization", "cookie", "accept"], true],
    ["https://api.example.com/b", ["authorization", "cookie", "accept"], false],
    ["https://eu.regional.example.com/c", ["accept"], false],
  ]);
});

it("judges every hop, follows five, and keeps a body with a secret where it is", async () => {
  const away = brokered(() => ({ status: 302, headers: { location: "https://evil.test/?from=us" } }));
  await expect(away.http({ method: "GET", url: "https://api.example.com/" })).rejects.toMatchObject(refusal);
  expect(away.sent).toHaveLength(1);

  const round = brokered(() => ({ status: 302, headers: { location: "/again" } }));
  await expect(round.http({ method: "GET", url: "https://api.example.com/" })).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(round.sent).toHaveLength(6);

  const form = brokered(({ url }) =>
    url.includes("api") ? { status: 308, headers: { location: "https://eu.regional.example.com/" } } : {},
  );
  const body = secretText`secret=${token}`;
  await expect(form.http({ method: "POST", url: "https://api.example.com/", body })).rejects.toMatchObject({
    code: "unavailable",
  });

  const seen = brokered((_, count) => (count === 1 ? { status: 303, headers: { location: "/done" } } : {}));
  await seen.http({
    method: "POST",
    url: "https://api.example.com/",
    headers: { "content-type": "text/plain" },
    body: "x",
  });
  expect(seen.sent[1]).toEqual({ method: "GET", url: "https://api.example.com/done", headers: {} });
});

it("waits out what a host asks for, seconds or a date, three times, and then hands it on", async () => {
  const { http, waits, sent } = brokered((_, count) => ({
    status: count === 1 ? 429 : 503,
    headers: { "retry-after": count === 1 ? "7" : "Sun, 01 Mar 2026 09:30:30 GMT" },
  }));
  expect(await http({ method: "GET", url: "https://api.example.com/" })).toMatchObject({ status: 503 });
  expect(waits).toEqual([7000, 23_000]);
  expect(sent).toHaveLength(4);
});

it.each([
  ["POST", 503, "5"],
  ["GET", 429, "3600"],
  ["GET", 429, "soon"],
  ["GET", 500, "5"],
])("hands on what is not its to repeat: %s %i, Retry-After %s", async (method, status, after) => {
  const { http, sent } = brokered(() => ({ status, headers: { "retry-after": after } }));
  expect(await http({ method, url: "https://api.example.com/" })).toMatchObject({ status });
  expect(sent).toHaveLength(1);
});

it("keeps a pace for each host, and gives up waiting when its caller does", async () => {
  const { http, waits } = brokered(() => ({}), { perSecond: 2 });
  for (let count = 0; count < 4; count += 1) await http({ method: "GET", url: "https://api.example.com/" });
  await http({ method: "GET", url: "https://eu.regional.example.com/" });
  expect(waits).toEqual([500, 500]);
  await expect(
    http({ method: "GET", url: "https://api.example.com/", signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({ code: "unavailable" });
  expect(() => brokered(() => ({}), { perSecond: 0 })).toThrow(RangeError);
});

it("private places stay out of reach, also behind a redirect", async () => {
  const server = createServer((request, response) => {
    response
      .writeHead(302, {
        location: `http://127.0.0.1:${(server.address() as AddressInfo).port}${request.url}`,
      })
      .end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { http } = brokered(() => ({}), {
    http: guardedHttp({
      allow: [`localhost:${(server.address() as AddressInfo).port}`],
      resolve: async () => ["127.0.0.1"],
    }),
    network: [
      { host: "${config:first}", why: "" },
      { host: "${config:second}", why: "" },
    ],
    config: { first: at, second: at.replace("localhost", "127.0.0.1") },
  });
  await expect(http({ method: "GET", url: `${at}/` })).rejects.toMatchObject({ code: "invalid-setup" });
  server.close();
});
