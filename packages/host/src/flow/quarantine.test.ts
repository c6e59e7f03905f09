import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { openJournal } from "../journal/journal.ts";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

function lasting() {
  return Object.assign(memoryStore(), { [Symbol.asyncDispose]: async () => undefined });
}

/** The channel once its author has mended it. */
function mended() {
  const channel = shopChannel();
  return {
    ...channel,
    decode: (raw, context) => channel.decode({ ...raw, bomb: false }, context),
  } as typeof channel;
}

describe("quarantine", () => {
  it("shows what was set aside as the channel got it, and keeps no copy", async () => {
    await using bench = await workbench();
    const { host } = bench;
    await host.receive(
      "survey",
      shopRequest([
        { id: "a", score: 9 },
        { id: "b", bomb: true, score: 3 },
      ]),
    );
    await host.settled();
    expect(host.quarantine.list()).toMatchObject([
      { id: "1.1", connection: "survey", path: "record", reason: "contribution-failed" },
    ]);
    expect(await host.quarantine.show("1.1")).toMatchObject({ raw: { id: "b", bomb: true, score: 3 } });
    await expect(host.quarantine.show("1.0")).rejects.toMatchObject({ code: "invalid-setup" });
  });

  it("is emptied by replaying after a fix; what was right goes on as if it had just come", async () => {
    await using bench = await workbench({ store: lasting() });
    await bench.host.receive(
      "survey",
      shopRequest([{ id: "b", bomb: true, score: 3, email: "bob@example.com" }, 7]),
    );
    await bench.host.settled();
    expect(await bench.host.quarantine.replay()).toEqual({ replayed: 2, resolved: 0, left: 2 });
    bench.clock.advance(3_600_000);
    const host = await bench.reopen({ connections: [shopConnection(mended())], store: bench.store });
    expect(await host.quarantine.replay(["1.1"])).toEqual({ replayed: 1, resolved: 0, left: 1 });
    expect(await host.quarantine.replay()).toEqual({ replayed: 2, resolved: 1, left: 1 });
    await host.settled();
    expect(host.quarantine.list().map(({ id }) => id)).toEqual(["1.1"]);
    expect(await contents(bench.store, ["survey.responded"])).toMatchObject([
      { key: "b", received: "2026-03-01T11:00:00.000Z" },
    ]);
    expect(host.cases.list()).toMatchObject([{ id: "shop:north/b" }]);
    expect(await host.cases.contact("shop:north/b", "care")).toMatchObject({ kind: "vault" });
  });

  it("puts a value that was set aside into the event that went on without it", async () => {
    await using bench = await workbench({
      connections: [shopConnection(undefined, { shop: "north", most: 5 })],
      store: lasting(),
    });
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.settled();
    const { store } = bench;
    const host = await bench.reopen({ connections: [shopConnection()], store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
    expect(await contents(store, ["survey.responded"])).toMatchObject([
      { id: "a~1", data: { answers: [{ value: 9 }] } },
    ]);
  });

  it("does not put back what the producer has told anew since", async () => {
    await using bench = await workbench({ store: lasting() });
    await bench.host.receive("survey", shopRequest({ id: "a", bomb: true, score: 9 }));
    await bench.host.receive(
      "survey",
      shopRequest({ id: "a", revision: 3, score: 4, time: "2026-03-02T00:00:00Z" }),
    );
    await bench.host.settled();
    const { store } = bench;
    const host = await bench.reopen({ connections: [shopConnection(mended())], store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
    expect(await contents(store, ["survey.responded"])).toMatchObject([
      { id: "a~3", data: { answers: [{ value: 4 }] } },
    ]);
  });

  it("keeps a body that could not be read, and takes it apart once it can be", async () => {
    await using bench = await workbench({ store: lasting() });
    const { store } = bench;
    const old = '{"id":"a","score":9}{"id":"b","score":8}';
    await bench.host[Symbol.asyncDispose]();
    const journal = await openJournal(bench.directory);
    await journal.append([
      {
        kind: "request",
        connection: "survey",
        received: "2026-03-01T10:00:00Z",
        head: { method: "POST", url: "/hooks/survey", headers: { "content-type": "application/json" } },
        body: new TextEncoder().encode(old),
      },
    ]);
    await journal[Symbol.asyncDispose]();
    const deaf = await bench.reopen({ store });
    await deaf.settled();
    expect(await deaf.quarantine.show("1.0")).toMatchObject({
      raw: old,
      record: { reason: "unreadable-body" },
    });
    const channel = shopChannel();
    const hearing = {
      ...channel,
      webhook: {
        ...channel.webhook!,
        records: () => [
          { id: "a", score: 9 },
          { id: "b", score: 8 },
        ],
      },
    } as typeof channel;
    const host = await bench.reopen({ connections: [shopConnection(hearing)], store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
    expect(await contents(store, ["survey.responded"])).toHaveLength(2);
  });

  it("holds events that the store does not know, until it does", async () => {
    const channel = shopChannel();
    const odd = {
      ...channel,
      decode: (raw, context) => ({
        ...channel.decode(raw, context),
        events: channel
          .decode(raw, context)
          .events.map((event) => ({ ...event, type: "parcel.delivered" as never })),
      }),
    } as typeof channel;
    await using bench = await workbench({ connections: [shopConnection(odd)], store: lasting() });
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.settled();
    expect(bench.host.quarantine.list()).toMatchObject([
      { id: "1.0", path: "type", reason: "undeclared-type" },
    ]);
    expect(await bench.host.quarantine.replay()).toEqual({ replayed: 1, resolved: 0, left: 1 });
    expect(bench.host.quarantine.list().map(({ id }) => id)).toEqual(["1.0"]);
    const host = await bench.reopen({ connections: [shopConnection()], store: bench.store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
    expect(host.quarantine.list()).toEqual([]);
  });

  it("waits for an instrument that is not known yet", async () => {
    const channel = shopChannel();
    const { instruments: _, ...silent } = channel;
    await using bench = await workbench({ connections: [shopConnection(silent)], store: lasting() });
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.settled();
    expect(bench.host.quarantine.list()).toMatchObject([
      { path: expect.stringContaining("data.answers[0]"), reason: "unknown-instrument" },
    ]);
    expect(await bench.host.quarantine.replay()).toEqual({ replayed: 1, resolved: 0, left: 1 });
    const host = await bench.reopen({ connections: [shopConnection(channel)], store: bench.store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
  });
});
