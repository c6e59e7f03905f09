import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exchange, request } from "./fixtures/exchange.ts";
import { signed, signedConnection } from "./fixtures/signed-channel.ts";
import { answer, inside, limits, now, openTrial, post, type Trial } from "./fixtures/trial.ts";
import { serveHost } from "./serve-host.ts";

let trial: Trial;
beforeEach(async () => {
  trial = await openTrial();
});
afterEach(async () => expect(await trial.end()).not.toMatch(inside));

const send: Trial["send"] = (...what) => trial.send(...what);

describe("a request that is not its producer's stores nothing and learns nothing:", () => {
  afterEach(() => expect(trial.host.taken()).toBe(0));

  it("without a signature", async () => {
    const body = JSON.stringify(answer);
    const plain = { "content-type": "application/json", "content-length": body.length };
    expect(await send(request("POST /hooks/survey", plain, body))).toEqual([401]);
    expect(trial.heard()).toContain('{"error":"unauthorized"}');
    expect(trial.host.refused()).toEqual({ "signature-missing": 1 });
  });

  it("forged", async () => {
    const forged = `v1,${Buffer.alloc(32).toString("base64")}`;
    expect(await send(await post({ headers: { "webhook-signature": forged } }))).toEqual([401]);
    expect(trial.heard()).not.toContain("signature");
    expect(trial.host.refused()).toEqual({ "signature-wrong": 1 });
  });

  it("with the right signature and another's after it, since none is dropped", async () => {
    const text = await post();
    const double = text.replace(/(webhook-id: )(msg_1\r\n)/, "$1$2$1msg_2\r\n");
    expect(await send(double)).toEqual([401]);
    expect(trial.host.seen[0]?.request.headers["webhook-id"]).toBe("msg_1, msg_2");
  });

  it("stale, or from the future", async () => {
    expect(await send(await post({ at: "2026-03-01T09:50:00Z" }))).toEqual([401]);
    expect(await send(await post({ at: "2026-03-01T10:10:00Z" }))).toEqual([401]);
    expect(trial.host.refused()).toEqual({ stale: 1, "too-early": 1 });
  });

  it("to a connection we do not have", async () => {
    const paths = [
      "nobody",
      "",
      "survey/",
      "survey/x",
      "SURVEY",
      "%73urvey",
      "survey%2f",
      "..%2fhealth",
      "a%00",
    ];
    const odd = [
      "/hooks/../hooks/survey",
      "/hooks//survey",
      "/hooks/./survey",
      "//hooks/survey",
      "/hooks\\survey",
    ];
    const all = [...paths.map((path) => `/hooks/${path}`), ...odd];
    for (const path of all) expect([path, await send(request(`GET ${path}`))]).toEqual([path, [404]]);
    expect(new Set(trial.reasons())).toEqual(new Set(["unknown-connection", "no-such-route"]));
    expect(trial.refused.every(({ connection }) => connection === null)).toBe(true);
    expect(trial.host.seen).toEqual([]);
  });

  it("to an address that is none", async () => {
    for (const path of ["/hooks/%", "/hooks/%zz", "/%c0%ae"])
      expect([path, await send(request(`GET ${path}`))]).toEqual([path, [400]]);
    expect(await send(request("POST http://evil.example/hooks/survey"))).toEqual([400]);
    expect(trial.reasons()).toEqual(["bad-url", "bad-url", "bad-url", "bad-url"]);
  });

  it("of a type or by a method that the channel does not take", async () => {
    expect(await send(await post({ headers: { "content-type": "text/html" } }))).toEqual([415]);
    for (const method of ["GET", "PUT", "DELETE", "OPTIONS", "TRACE"])
      expect([method, await send(request(`${method} /hooks/survey`))]).toEqual([method, [405]]);
    expect(trial.host.refused()).toEqual({ "content-type": 1, "wrong-method": 5 });
  });

  it("of a type that is none", async () => {
    expect(await send(await post({ headers: { "content-type": "application/json, text/html" } }))).toEqual([
      415,
    ]);
    expect(trial.reasons()).toEqual(["media-type"]);
  });

  it("that would have a tunnel, or what nobody promises", async () => {
    expect(await send("CONNECT survey:80 HTTP/1.1\r\nhost: survey\r\n\r\n")).toEqual([400]);
    expect(await send(await post({ headers: { expect: "200-fine" } }))).toEqual([417]);
    expect(trial.heard()).toContain('{"error":"expectation failed"}');
    expect(trial.reasons()).toEqual(["malformed-request", "malformed-request"]);
    expect(trial.host.seen).toEqual([]);
  });

  it("packed, however small", async () => {
    const bomb = gzipSync(Buffer.alloc(9_000_000));
    const { headers } = await signed(new Uint8Array(bomb), { id: "msg_1", now });
    const packed = { ...headers, "content-encoding": "gzip", "content-length": bomb.length };
    expect(await send([request("POST /hooks/survey", packed), bomb])).toEqual([415]);
    expect(trial.reasons()).toEqual(["content-encoding"]);
  });

  it("in bytes that are no text", async () => {
    const { body, headers } = await signed(Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), { id: "msg_1", now });
    const head = request("POST /hooks/survey", { ...headers, "content-length": body.length });
    expect(await send([head, body])).toEqual([400]);
    expect(trial.host.refused()).toEqual({ "unreadable-body": 1 });
  });
});

describe("a request that is too much is cut off:", () => {
  afterEach(() => expect(trial.host.taken()).toBe(0));

  it("by its declared length, before it is read", async () => {
    expect(await send(request("POST /hooks/survey", { "content-length": 10_001 }))).toEqual([413]);
    expect(trial.refused).toEqual([{ connection: "survey", reason: "body-too-large", status: 413 }]);
  });

  it("by what comes in chunks", async () => {
    const chunk = `1000\r\n${"x".repeat(4096)}\r\n`;
    const head = request("POST /hooks/survey", { "transfer-encoding": "chunked" });
    expect(await send([head, chunk, chunk, chunk])).toEqual([413]);
    expect(trial.reasons()).toEqual(["body-too-large"]);
  });

  it("by the size or the number of its headers", async () => {
    expect(await send(request("GET /health", { "x-much": "x".repeat(9_000) }))).toEqual([431]);
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x-${index}`, "1"]));
    expect(await send(request("GET /health", many))).toEqual([431]);
    expect(trial.reasons()).toEqual(["headers-too-large", "too-many-headers"]);
  });

  it("when its headers do not end", async () => {
    expect(await send("POST /hooks/survey HTTP/1.1\r\nhost: a\r\nx-slow: ")).toEqual([408]);
    expect(trial.reasons()).toEqual(["request-timeout"]);
  });

  it("when its body does not come", async () => {
    const head = request("POST /hooks/survey", { "content-length": 1_000 });
    expect(await send([head, "slow"])).toEqual([408]);
    expect(trial.reasons()).toEqual(["request-timeout"]);
  });

  it("when nothing comes at all", async () => {
    expect(await send("")).toEqual([408]);
  });

  it("by the number of connections", async () => {
    const small = await serveHost(trial.host, {
      connections: [signedConnection],
      port: 0,
      limits: { ...limits, connections: 1, requestSeconds: 30, headerSeconds: 30 },
      onRefused: (refusal) => trial.refused.push(refusal),
    });
    const first = exchange(small.address, request("GET /health", { connection: "keep-alive" }), {
      answers: 2,
    });
    await expect
      .poll(() => exchange(small.address, request("GET /health")).then((seen) => seen.statuses))
      .toEqual([]);
    await small.close();
    expect((await first).statuses).toEqual([200]);
    expect(trial.reasons()).toContain("too-many-connections");
  });
});

describe("a request in doubt is no request:", () => {
  afterEach(() => expect(trial.host.seen).toEqual([]));

  const doubtful: Record<string, Record<string, string | number> | string> = {
    "two lengths": "content-length: 4\r\ncontent-length: 5\r\n",
    "a length and chunks": { "content-length": 4, "transfer-encoding": "chunked" },
    "an odd way of chunks": { "transfer-encoding": "xchunked" },
    "chunks that are not last": { "transfer-encoding": "chunked, identity" },
    "a length that is none": { "content-length": "+4" },
    "a space before the colon": "content-length : 4\r\n",
    "a folded header": "x-a: b\r\n content-length: 4\r\n",
    "a zero byte": { "x-a": "b\u0000c" },
  };
  for (const [what, headers] of Object.entries(doubtful))
    it(what, async () => {
      const head =
        typeof headers === "string"
          ? `POST /hooks/survey HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${headers}\r\n`
          : request("POST /hooks/survey", headers);
      expect(await send(`${head}GET `)).toEqual([400]);
      expect(trial.reasons()).toEqual(["malformed-request"]);
      expect(trial.heard()).toContain('{"error":"bad request"}');
    });

  it("bytes that are no HTTP", async () => {
    expect(await send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001")).toEqual([400]);
    expect(await send("GET / HTTP/9.9\r\n\r\n")).toEqual([400]);
    expect(trial.reasons()).toEqual(["malformed-request", "malformed-request"]);
  });

  it("one without a host", async () => {
    expect(await send("GET /health HTTP/1.1\r\nconnection: close\r\n\r\n")).toEqual([400]);
    expect(trial.reasons()).toEqual(["no-host"]);
  });

  it("one that is given up on", async () => {
    const head = request("POST /hooks/survey", { "content-length": 1_000 });
    await send([head, "half"], { hangUp: true });
    await expect.poll(() => trial.refused.length).toBe(1);
    expect(["aborted", "malformed-request"]).toContain(trial.reasons()[0]);
  });
});
