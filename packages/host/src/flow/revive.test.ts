import { cxError } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import type { HostedChannel, OpenChannel } from "../plugins/hosted-channel.ts";
import { inProcessChannel } from "../plugins/in-process-channel.ts";
import { rebuildStore } from "../rebuild-store.ts";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, shopRequest, testKey, workbench } from "./fixtures/workbench.ts";

/** The shop's channel as a plugin whose code somebody switches off and on, every answer a promise. */
function elsewhere(id = "acme.shop/shop") {
  const inner = inProcessChannel(shopChannel());
  const state = { why: null as string | null, proves: false };
  const check = (): void => {
    if (state.why !== null) throw cxError("unavailable", state.why);
  };
  const hosted: HostedChannel = {
    ...inner,
    contribution: id,
    unavailable: () => state.why,
    async open(config, services): Promise<OpenChannel> {
      check();
      const open = await inner.open(config, services);
      return {
        ...open,
        async verify(...asked) {
          if (!state.proves) check();
          return open.verify(...asked);
        },
        async records(request) {
          check();
          return open.records(request);
        },
        async decode(records) {
          check();
          return open.decode(records);
        },
      };
    },
  };
  return { hosted, state };
}

const keysOf = async (store: Parameters<typeof contents>[0]): Promise<readonly string[]> =>
  (await contents(store, ["survey.responded"])).map(({ key }) => key);

describe("records of a channel whose code cannot run", () => {
  it("are set aside by name, the others go on, and they come back by themselves", async () => {
    const { hosted, state } = elsewhere();
    const good = { ...shopConnection(), id: "good", config: { shop: "south" } };
    await using bench = await workbench({ connections: [{ ...shopConnection(), channel: hosted }, good] });
    // It was there for the proof, and is not for the records.
    Object.assign(state, { why: "acme.shop is quarantined: it ended", proves: true });
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.receive("good", shopRequest({ id: "b", score: 8 }));
    await bench.host.settled();
    expect(await keysOf(bench.store)).toEqual(["b"]);
    expect(bench.host.quarantine.list()).toMatchObject([
      { connection: "survey", reason: "plugin-unavailable", message: "acme.shop is quarantined: it ended" },
    ]);
    expect(bench.host.status()).toMatchObject({
      state: "running",
      backlog: 0,
      connections: { survey: { troubles: [{ stage: "plugin", trouble: state.why }] } },
    });
    await bench.host.tick();
    expect(bench.host.quarantine.list()).toHaveLength(1);
    state.why = null;
    await bench.host.tick();
    expect(await keysOf(bench.store)).toEqual(["a", "b"]);
    expect(bench.host.quarantine.list()).toEqual([]);
  });

  it("come back after a restart too, and each that is no good then is set aside by itself", async () => {
    const { hosted, state } = elsewhere();
    const connections = [{ ...shopConnection(), channel: hosted }];
    await using bench = await workbench({ connections });
    Object.assign(state, { why: "acme.shop waits to be started again", proves: true });
    await bench.host.receive("survey", shopRequest([{ id: "a", score: 9 }, { id: "b", bomb: true }, 7]));
    await bench.host.settled();
    const host = await bench.reopen();
    state.why = null;
    await host.tick();
    expect(await keysOf(bench.store)).toEqual(["a"]);
    expect(host.quarantine.list().map(({ id, reason }) => [id, reason])).toEqual([
      ["1.1", "contribution-failed"],
      ["1.2", "no-record"],
    ]);
    await bench.host[Symbol.asyncDispose]();
    const store = memoryStore();
    await rebuildStore({ directory: bench.directory, store, connections, key: testKey });
    expect(await keysOf(store)).toEqual(["a"]);
  });

  it("keep producers coming again, and are no reason to make a store without them", async () => {
    const { hosted, state } = elsewhere();
    const connections = [{ ...shopConnection(), channel: hosted }];
    await using bench = await workbench({ connections });
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.settled();
    state.why = "acme.shop is blocked";
    const refused = await bench.host.receive("survey", shopRequest({ id: "b", score: 9 }));
    expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
    await bench.host[Symbol.asyncDispose]();
    await expect(
      rebuildStore({ directory: bench.directory, store: memoryStore(), connections, key: testKey }),
    ).rejects.toMatchObject({ code: "unavailable", message: "acme.shop is blocked" });
  });

  it("do not keep a workspace from opening: the channel is opened when it can be", async () => {
    const { hosted, state } = elsewhere();
    state.why = "acme.shop is blocked: not granted";
    const good = { ...shopConnection(), id: "good", config: { shop: "south" } };
    await using bench = await workbench({ connections: [{ ...shopConnection(), channel: hosted }, good] });
    expect((await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }))).status).toBe(503);
    expect((await bench.host.receive("good", shopRequest({ id: "b", score: 9 }))).status).toBe(202);
    state.why = null;
    expect((await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }))).status).toBe(202);
    await bench.host.settled();
    expect(await keysOf(bench.store)).toEqual(["a", "b"]);
  });

  it("are forgotten like all others when a person is", async () => {
    const { hosted } = elsewhere();
    await using bench = await workbench({ connections: [{ ...shopConnection(), channel: hosted }] });
    const people = ["ada", "bob"].map((id) => ({ id, score: 9, email: `${id}@example.com` }));
    await bench.host.receive("survey", shopRequest(people));
    await bench.host.settled();
    expect(await bench.host.erase({ kind: "email", value: "ada@example.com" })).toMatchObject({
      events: 1,
      journalEntries: 1,
    });
    expect(await keysOf(bench.store)).toEqual(["bob"]);
  });
});
