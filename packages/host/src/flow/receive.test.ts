import { describe, expect, it } from "vitest";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, everyByte, shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

const answer = { id: "a", score: 9 };

describe("receive refuses without saying why, and counts why", () => {
  const cases: readonly (readonly [string, number, string, Parameters<typeof shopRequest>, object])[] = [
    ["a method that is none", 405, "wrong-method", [answer], { method: "GET" }],
    ["another media type", 415, "content-type", [answer, { headers: { "content-type": "text/xml" } }], {}],
    ["a body over the limit", 413, "too-large", [{ id: "a", words: "x".repeat(3_000) }], {}],
    [
      "more records than are taken at once",
      413,
      "too-many-records",
      [[1, 2, 3, 4].map((id) => ({ id }))],
      {},
    ],
    [
      "a missing signature",
      401,
      "signature-missing",
      [answer],
      { headers: { "content-type": "application/json" } },
    ],
    ["a wrong signature", 401, "signature-wrong", [answer], { body: Buffer.from('{"id":"b"}') }],
    ["a signature of yesterday", 401, "stale", [answer, { at: "2026-02-28T10:00:00.000Z" }], {}],
  ];
  for (const [what, status, reason, request, changed] of cases) {
    it(`${what} is ${status}`, async () => {
      await using bench = await workbench({ limits: { bodyBytes: 2_000, records: 3 } });
      const reply = await bench.host.receive("survey", { ...shopRequest(...request), ...changed });
      expect(reply.status).toBe(status);
      expect(Object.keys(JSON.parse(String(reply.body)) as object)).toEqual(["error"]);
      expect(String(reply.body)).not.toContain(reason);
      expect(bench.host.status()).toMatchObject({
        journal: { entries: 0 },
        connections: { survey: { received: 0, refused: { [reason]: 1 } } },
      });
    });
  }

  it("an unknown connection is 404", async () => {
    await using bench = await workbench();
    expect((await bench.host.receive("nobody", shopRequest(answer))).status).toBe(404);
    expect((await bench.host.receive("__proto__", shopRequest(answer))).status).toBe(404);
  });

  it("a channel that throws is charged, and nothing of what it threw is told or logged", async () => {
    const channel = shopChannel();
    const webhook = {
      ...channel.webhook!,
      verify: async () => {
        throw new Error("sentinel-secret");
      },
    };
    await using bench = await workbench({ connections: [shopConnection({ ...channel, webhook })] });
    const reply = await bench.host.receive("survey", shopRequest(answer));
    expect(reply.status).toBe(500);
    expect(JSON.stringify([reply, bench.log])).not.toContain("sentinel");
    expect(bench.log).toContainEqual(
      expect.objectContaining({ event: "contribution-failed", contribution: "survey", level: "error" }),
    );
  });

  it("a channel that never comes back is charged after five seconds", async () => {
    const channel = shopChannel();
    const webhook = { ...channel.webhook!, verify: () => new Promise<never>(() => {}) };
    await using bench = await workbench({ connections: [shopConnection({ ...channel, webhook })] });
    const reply = bench.host.receive("survey", shopRequest(answer));
    await Promise.resolve();
    bench.clock.advance(2_500);
    bench.clock.advance(2_500);
    expect((await reply).status).toBe(500);
  });

  it("things that are no requests are answered", async () => {
    await using bench = await workbench();
    const odd = [{}, { method: "POST" }, { ...shopRequest(answer), headers: null }, null];
    for (const request of odd) {
      expect((await bench.host.receive("survey", request as never)).status).toBe(500);
    }
  });
});

describe("what is acknowledged", () => {
  it("is on disk: verbatim body and kept headers, and no other header, host or query", async () => {
    await using bench = await workbench();
    const { host, directory } = bench;
    await host.receive("survey", shopRequest('{"id":"a",  "score":9}'));
    const bytes = await everyByte(directory);
    expect(bytes).toContain('{"id":"a",  "score":9}');
    expect(bytes).toContain("x-shop-time");
    expect(bytes).toContain("/hooks/survey");
    expect(bytes).not.toContain("sentinel-in-header");
    expect(bytes).not.toContain("sentinel-in-query");
    expect(bytes).not.toContain("cx.example.com");
  });

  it("is stored once, 64 at a time", async () => {
    await using bench = await workbench();
    const { host, store } = bench;
    const replies = await Promise.all(
      Array.from({ length: 640 }, (_, at) =>
        host.receive("survey", shopRequest({ id: `r${at % 64}.${Math.floor(at / 64) % 2}`, score: at % 11 })),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    await host.settled();
    const counts = host.status().connections["survey"]!;
    expect(await contents(store, ["survey.responded"])).toHaveLength(128);
    expect(counts.appended).toBe(128);
    expect(counts.appended + counts.duplicates + counts.conflicts).toBe(640);
  });

  it("is acknowledged even where the channel fails to say so", async () => {
    const channel = shopChannel();
    const webhook = { ...channel.webhook!, acknowledge: undefined as never };
    await using bench = await workbench({ connections: [shopConnection({ ...channel, webhook })] });
    expect(await bench.host.receive("survey", shopRequest(answer))).toEqual({ status: 200 });
    expect(bench.host.status().journal.entries).toBe(1);
  });

  it("may lie in a buffer that is used again", async () => {
    await using bench = await workbench();
    const request = shopRequest(answer);
    const reply = bench.host.receive("survey", request);
    await reply;
    request.body.fill(0);
    await bench.host.settled();
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(1);
  });
});

describe("what comes twice", () => {
  it("under one delivery is acknowledged and not written again", async () => {
    await using bench = await workbench();
    const request = shopRequest(answer, { headers: { "x-shop-delivery": "d1" } });
    for (let time = 0; time < 3; time += 1) {
      expect((await bench.host.receive("survey", request)).status).toBe(202);
    }
    const { journal, connections } = bench.host.status();
    expect(journal.entries).toBe(1);
    expect(connections["survey"]).toMatchObject({ received: 1, duplicates: 2 });
  });

  it("under one delivery with something else in it loses neither", async () => {
    await using bench = await workbench();
    for (const id of ["a", "b"]) {
      await bench.host.receive(
        "survey",
        shopRequest({ id, score: 9 }, { headers: { "x-shop-delivery": "d1" } }),
      );
    }
    await bench.host.settled();
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(2);
  });

  it("with a signature that may be used once is a replay until it is too old", async () => {
    await using bench = await workbench();
    const request = shopRequest(answer, { headers: { "x-shop-once": "1" } });
    const [first, second] = await Promise.all([
      bench.host.receive("survey", request),
      bench.host.receive("survey", request),
    ]);
    expect([first.status, second.status]).toEqual([202, 409]);
    expect(bench.host.status().connections["survey"]?.refused).toEqual({ replayed: 1 });
    bench.clock.advance(299_000);
    expect((await bench.host.receive("survey", request)).status).toBe(409);
  });

  it("is no replay when the first one was not acknowledged", async () => {
    let times = 0;
    const channel = shopChannel();
    const webhook = channel.webhook!;
    const verify: typeof webhook.verify = async (...given) => {
      const verdict = await webhook.verify(...given);
      return verdict.verified ? { ...verdict, reply: { status: (times += 1) === 1 ? 503 : 202 } } : verdict;
    };
    const failing = { ...channel, webhook: { ...webhook, verify } };
    await using bench = await workbench({ connections: [shopConnection(failing)] });
    const request = shopRequest(answer, { headers: { "x-shop-once": "1" } });
    expect((await bench.host.receive("survey", request)).status).toBe(503);
    expect((await bench.host.receive("survey", request)).status).toBe(202);
    expect((await bench.host.receive("survey", request)).status).toBe(409);
  });
});

describe("when no more can be taken", () => {
  it("requests are told to come again, and what was acknowledged is not lost", async () => {
    let down = true;
    await using bench = await workbench({ limits: { backlog: 3 } });
    const { append } = bench.store;
    Object.assign(bench.store, {
      append: (...page: Parameters<typeof append>) =>
        down ? Promise.reject(new Error("store is down")) : append(...page),
    });
    const replies = [];
    for (const id of ["a", "b", "c", "d"]) {
      replies.push(await bench.host.receive("survey", shopRequest({ id, score: 9 })));
    }
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 503]);
    expect(replies[3]?.headers).toMatchObject({ "retry-after": "5" });
    await expect(bench.host.settled()).rejects.toThrow();
    expect(bench.host.status()).toMatchObject({ state: "failed", backlog: 3 });
    down = false;
    await bench.host.settled();
    expect(bench.host.status()).toMatchObject({ state: "running", backlog: 0 });
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(3);
  });

  it("a closed host refuses", async () => {
    await using bench = await workbench();
    const { host } = bench;
    await host[Symbol.asyncDispose]();
    expect((await host.receive("survey", shopRequest(answer))).status).toBe(503);
    await expect(host.tick()).rejects.toMatchObject({ code: "unavailable" });
    expect(host.status().state).toBe("stopped");
  });
});

describe("an unsigned connection", () => {
  it("takes what can be read, and refuses what cannot", async () => {
    const { secrets: _, ...connection } = shopConnection();
    await using bench = await workbench({ connections: [{ ...connection, unsigned: true }] });
    const bare = { headers: { "content-type": "application/json" } };
    expect((await bench.host.receive("survey", { ...shopRequest(answer), ...bare })).status).toBe(202);
    expect((await bench.host.receive("survey", { ...shopRequest("{"), ...bare })).status).toBe(422);
    expect(bench.host.status().connections["survey"]?.refused).toEqual({ "unreadable-body": 1 });
  });
});
