import { cxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { inProcessChannel } from "../plugins/in-process-channel.ts";
import { keys, lasting, pluginConnection, tell } from "./fixtures/plugin-connection.ts";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, workbench } from "./fixtures/workbench.ts";

const another = { path: "source", reason: "another-channels-source" };

describe("a source that another channel told", () => {
  it("is closed to a plugin: it tells, revises and retracts nothing there, and its contacts are not kept", async () => {
    await using bench = await workbench({ connections: [shopConnection(), pluginConnection("stranger")] });
    const { host } = bench;
    await tell(host, "survey", [{ id: "a", score: 2, email: "ada@example.com" }]);
    await tell(host, "stranger", [
      { id: "gone", retract: "a" },
      { id: "a", revision: 7, score: 10, email: "eve@example.com" },
      { id: "b", score: 10 },
    ]);
    expect(await contents(bench.store)).toMatchObject([
      { type: "case.opened" },
      { source: "shop:north", key: "a", revision: 0, data: { answers: [{ value: 2 }] } },
    ]);
    expect(host.quarantine.list()).toMatchObject([
      { ...another, id: "3.0", connection: "stranger", message: "source shop:north is told by shop" },
      { ...another, id: "3.1" },
      { ...another, id: "3.2" },
    ]);
    expect(host.status().connections["stranger"]).toMatchObject({ appended: 0, setAside: 3 });
    const said = bench.log.filter(({ event }) => event === "another-channels-source");
    expect(said).toEqual([expect.objectContaining({ level: "warn", contribution: "stranger" })]);
    const reached = await host.cases.contact("shop:north/a", "care");
    expect(reached).toMatchObject({ kind: "vault", details: [{ value: "ada@example.com" }] });
  });

  it("stays so after a restart, and for the other connections of the plugin", async () => {
    const connections = [
      pluginConnection("first"),
      pluginConnection("again", { channel: "export" }),
      pluginConnection("other", { plugin: "other.shop" }),
    ];
    await using bench = await workbench({ connections, store: lasting() });
    await tell(bench.host, "first", [{ id: "a", score: 9 }]);
    const host = await bench.reopen({ store: bench.store });
    await tell(host, "other", [{ id: "gone", retract: "a" }]);
    await tell(host, "again", [{ id: "b", score: 9 }]);
    expect(await keys(bench.store)).toEqual(["shop:north a", "shop:north b"]);
    expect(host.quarantine.list()).toMatchObject([
      { ...another, message: "source shop:north is told by acme.shop/shop" },
    ]);
  });

  it("goes to the operator's own channel as soon as that tells it, whoever was first", async () => {
    await using bench = await workbench({ connections: [shopConnection(), pluginConnection("stranger")] });
    const { host, store } = bench;
    await tell(host, "stranger", [{ id: "mine", score: 9 }]);
    await tell(host, "survey", [{ id: "a", score: 9 }]);
    await tell(host, "stranger", [{ id: "gone", retract: "a" }]);
    expect(await keys(store)).toEqual(["shop:north a", "shop:north mine"]);
    expect(bench.log).toContainEqual({
      level: "warn",
      event: "source-handed-over",
      facts: { source: "shop:north", from: "acme.shop/shop", to: "shop" },
    });
  });

  it("is taken within a page as between two", async () => {
    const store = lasting();
    await using bench = await workbench({
      connections: [shopConnection(), pluginConnection("stranger")],
      store,
    });
    const { append } = store;
    Object.assign(store, { append: () => Promise.reject(cxError("unavailable", "closed")) });
    for (const [connection, key] of [
      ["stranger", "1"],
      ["stranger", "2"],
      ["survey", "a"],
      ["stranger", "3"],
    ] as const)
      await bench.host.ingest(connection, { name: "page" }).append([{ id: key, score: 9 }]);
    Object.assign(store, { append });
    while (bench.host.status().backlog > 0) await bench.host.settled().catch(() => undefined);
    expect(await keys(store)).toEqual(["shop:north 1", "shop:north 2", "shop:north a"]);
    expect(bench.host.quarantine.list()).toMatchObject([{ ...another, id: "4.0" }]);
  });

  it("is closed where a plugin names the host's own, which nobody has to have told", async () => {
    const channel = shopChannel();
    const own = {
      ...channel,
      decode: (raw, context) => {
        const decoded = channel.decode(raw, context);
        return { ...decoded, events: decoded.events.map((event) => ({ ...event, source: "cxkit" })) };
      },
    } as typeof channel;
    const hosted = inProcessChannel(own);
    const connection = { ...pluginConnection("stranger"), channel: { ...hosted, contribution: "a.b/shop" } };
    await using bench = await workbench({ connections: [connection] });
    await tell(bench.host, "stranger", [{ id: "gone", retract: "shop:north/a/opened" }]);
    expect(bench.host.quarantine.list()).toMatchObject([another]);
  });
});

describe("handing a source over", () => {
  const other = (sources: readonly string[]) => pluginConnection("other", { plugin: "other.shop", sources });

  it("lets what was set aside be tried again, and closes the source to the plugin that had it", async () => {
    const first = pluginConnection("first");
    await using bench = await workbench({ connections: [first, other([])], store: lasting() });
    const { store } = bench;
    await tell(bench.host, "first", [{ id: "a", score: 9 }]);
    await tell(bench.host, "other", [{ id: "b", score: 8 }]);
    expect(await bench.host.quarantine.replay()).toEqual({ replayed: 1, resolved: 0, left: 1 });
    const host = await bench.reopen({ connections: [first, other(["shop:north"])], store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
    await tell(host, "first", [{ id: "c", score: 9 }]);
    expect(await keys(store)).toEqual(["shop:north a", "shop:north b"]);
    expect(host.quarantine.list()).toMatchObject([{ ...another, connection: "first" }]);
  });

  it("leaves the operator's own channels as they are", async () => {
    await using bench = await workbench({ connections: [shopConnection(), other(["shop:north"])] });
    for (const connection of ["survey", "other", "survey", "other"])
      await tell(bench.host, connection, [{ id: `${connection}${bench.host.status().journal.entries}` }]);
    expect(await keys(bench.store)).toHaveLength(4);
    expect(bench.log.filter(({ event }) => event === "source-handed-over")).toHaveLength(1);
  });

  it.each([
    [
      "to a channel that may tell any",
      [{ ...shopConnection(), sources: ["a"] }],
      "connections.survey.sources",
    ],
    [
      "to two plugins",
      [pluginConnection("one", { sources: ["a"] }), other(["a"])],
      "connections.other.sources",
    ],
    ["of what the host tells itself", [other(["cxkit"])], "connections.other.sources"],
  ])("%s is a problem of the setup", async (_, connections, path) => {
    await expect(workbench({ connections })).rejects.toMatchObject({
      code: "invalid-setup",
      place: { path },
    });
  });
});

describe("what a plugin may be the first to tell", () => {
  it("is so many sources, and no longer than a name is", async () => {
    const shops = ["a", "b", "c", "d".repeat(500)];
    const connections = shops.map((shop, at) => pluginConnection(`shop-${at}`, { shop }));
    await using bench = await workbench({ connections, limits: { sources: 2 } });
    for (const { id } of connections) await tell(bench.host, id, [{ id: "1", score: 9 }]);
    await tell(bench.host, "shop-0", [{ id: "2", score: 9 }]);
    expect(await keys(bench.store)).toEqual(["shop:a 1", "shop:a 2", "shop:b 1"]);
    const aside = bench.host.quarantine.list().map(({ connection, reason }) => [connection, reason]);
    expect(aside).toEqual([
      ["shop-2", "too-many-sources"],
      ["shop-3", "source-too-long"],
    ]);
  });
});
