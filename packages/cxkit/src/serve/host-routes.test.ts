import { type FastifyInstance, fastify } from "fastify";
import { describe, expect, it } from "vitest";
import { type MemoryHost, type MemoryHostOptions, memoryHost } from "./fixtures/memory-host.ts";
import { signedConnection } from "./fixtures/signed-channel.ts";
import { hostRoutes } from "./host-routes.ts";
import type { Refusal } from "./refusals.ts";
import type { RouteOptions } from "./serve-options.ts";

const made: MemoryHostOptions = {
  connections: [signedConnection],
  reply: () => Promise.resolve({ status: 200, body: "success" }),
};

async function routes(
  options: RouteOptions & { readonly prefix?: string } = {},
  hostOptions: MemoryHostOptions = made,
): Promise<{ readonly app: FastifyInstance; readonly host: MemoryHost; readonly refused: Refusal[] }> {
  const host = memoryHost(hostOptions);
  const refused: Refusal[] = [];
  const app = fastify();
  const { prefix = "", ...rest } = options;
  await app.register(hostRoutes(host, { onRefused: (refusal) => refused.push(refusal), ...rest }), {
    prefix,
  });
  return { app, host, refused };
}

describe("hostRoutes hand a channel the request as it came", () => {
  it("with the public address that was signed, whatever the request says of itself", async () => {
    const { app, host } = await routes({ publicUrl: "https://cx.example.com/" });
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" };
    await app.inject({ method: "POST", url: "/hooks/survey?a=%20b&a=c&d=%C3%A9%2F", headers, payload: "x" });
    expect(host.seen[0]?.request.url).toBe("https://cx.example.com/hooks/survey?a=%20b&a=c&d=%C3%A9%2F");
    expect(host.seen[0]?.connection).toBe("survey");
  });

  it("below a path of somebody else's server", async () => {
    const { app, host } = await routes({ prefix: "/cx", publicUrl: "https://shop.example.com/cx" });
    await app.inject({ method: "POST", url: "/cx/hooks/survey?a=1", payload: "x" });
    expect(host.seen[0]?.request.url).toBe("https://shop.example.com/cx/hooks/survey?a=1");
  });

  it("with every byte of its body, whatever it is said to be", async () => {
    const { app, host } = await routes();
    const payload = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const types = [
      "application/json",
      "text/plain; charset=utf-16",
      "application/x-www-form-urlencoded",
      "a/b",
    ];
    for (const type of types)
      await app.inject({ method: "POST", url: "/hooks/survey", headers: { "content-type": type }, payload });
    expect(host.seen.map(({ request }) => Buffer.from(request.body).equals(payload))).toEqual(
      types.map(() => true),
    );
  });

  it("by every method, so that challenges and 405 are the channel's", async () => {
    const { app, host } = await routes();
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"] as const;
    for (const method of methods) await app.inject({ method, url: "/hooks/survey?challenge=1" });
    expect(host.seen.map(({ request }) => request.method)).toEqual(methods);
  });
});

describe("hostRoutes answer what the host says", () => {
  it("status, headers and body", async () => {
    const reply = { status: 200, headers: { "content-type": "text/xml" }, body: "<ok/>" };
    const { app } = await routes({}, { ...made, reply: () => Promise.resolve(reply) });
    const { statusCode, headers, body } = await app.inject({ method: "POST", url: "/hooks/survey" });
    expect([statusCode, headers["content-type"], body]).toEqual([200, "text/xml", "<ok/>"]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  });

  it("bytes as they are", async () => {
    const body = new Uint8Array([9, 0, 255, 128, 9]).subarray(1, 4);
    const { app } = await routes({}, { ...made, reply: () => Promise.resolve({ status: 200, body }) });
    const answer = await app.inject({ method: "POST", url: "/hooks/survey" });
    expect([...answer.rawPayload]).toEqual([0, 255, 128]);
  });

  it("an error without words in the words of its status, with a time to come back", async () => {
    const { app } = await routes({}, { ...made, reply: () => Promise.resolve({ status: 503 }) });
    const answer = await app.inject({ method: "POST", url: "/hooks/survey" });
    expect([answer.statusCode, answer.json()]).toEqual([503, { error: "service unavailable" }]);
    expect(answer.headers["retry-after"]).toBe("5");
  });

  it("500 without a word of the inside when something is broken", async () => {
    const log: unknown[] = [];
    const { app, refused } = await routes(
      { log: (entry) => log.push(entry) },
      { ...made, reply: () => Promise.reject(new TypeError("ada@example.com is no number")) },
    );
    const answer = await app.inject({ method: "POST", url: "/hooks/survey" });
    expect([answer.statusCode, answer.body]).toEqual([500, '{"error":"internal server error"}']);
    expect(JSON.stringify(log)).toContain("TypeError");
    expect(JSON.stringify(log)).not.toContain("ada@example.com");
    expect(refused).toEqual([{ connection: "survey", reason: "failed", status: 500 }]);
  });
});

describe("hostRoutes keep to themselves", () => {
  it("leaving the bodies and errors of the server around them alone", async () => {
    const { app } = await routes({ prefix: "/cx" });
    app.post("/own", (request) => ({ got: request.body }));
    const answer = await app.inject({ method: "POST", url: "/own", payload: { a: 1 } });
    expect(answer.json()).toEqual({ got: { a: 1 } });
    expect(answer.headers["cache-control"]).toBeUndefined();
  });

  it("whatever limit the server around them sets", async () => {
    const { app, host } = await routes({ limits: { bodyBytes: 4_000 } });
    const send = (length: number) =>
      app.inject({ method: "POST", url: "/hooks/survey", payload: Buffer.alloc(length) });
    expect((await send(4_000)).statusCode).toBe(200);
    expect((await send(4_001)).statusCode).toBe(413);
    expect(host.seen).toHaveLength(1);
  });
});

describe("hostRoutes count requests", () => {
  const post = (app: FastifyInstance, remoteAddress: string, name = "survey") =>
    app.inject({ method: "POST", url: `/hooks/${name}`, remoteAddress });

  it("from each address", async () => {
    const { app, refused } = await routes({ limits: { perAddress: 2 } });
    expect((await post(app, "192.0.2.1")).statusCode).toBe(200);
    expect((await post(app, "192.0.2.1")).statusCode).toBe(200);
    const third = await post(app, "192.0.2.1");
    expect([third.statusCode, third.json()]).toEqual([429, { error: "too many requests" }]);
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
    expect(Number(third.headers["retry-after"])).toBeLessThanOrEqual(60);
    expect((await post(app, "192.0.2.2")).statusCode).toBe(200);
    expect(refused).toEqual([{ connection: "survey", reason: "too-many-from-address", status: 429 }]);
  });

  it("taking a customer's whole IPv6 network for one", async () => {
    const { app } = await routes({ limits: { perAddress: 1 } });
    expect((await post(app, "2001:db8:1:2::1")).statusCode).toBe(200);
    expect((await post(app, "2001:db8:1:2:ffff::2")).statusCode).toBe(429);
    expect((await post(app, "2001:db8:1:3::1")).statusCode).toBe(200);
  });

  it("for each connection", async () => {
    const other = { ...signedConnection, id: "other" };
    const { app, refused } = await routes(
      { limits: { perConnection: 1 } },
      { ...made, connections: [signedConnection, other] },
    );
    expect((await post(app, "192.0.2.1")).statusCode).toBe(200);
    expect((await post(app, "192.0.2.2")).statusCode).toBe(429);
    expect((await post(app, "192.0.2.2", "other")).statusCode).toBe(200);
    expect(refused).toEqual([{ connection: "survey", reason: "too-many-for-connection", status: 429 }]);
  });
});
