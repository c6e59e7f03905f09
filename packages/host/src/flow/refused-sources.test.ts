import { cxError, type Store } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection } from "../host-options.ts";
import { inProcessChannel } from "../plugins/in-process-channel.ts";
import { rebuildStore } from "../rebuild-store.ts";
import { keys, lasting, pluginConnection, responses, tell } from "./fixtures/plugin-connection.ts";
import { shopChannel, type ShopRecord } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, testKey, workbench } from "./fixtures/workbench.ts";

const another = { path: "source", reason: "another-channels-source" };

describe("what is refused", () => {
  /** A channel that fails over what it says itself. */
  function telling(say: (raw: ShopRecord) => readonly string[]): Connection {
    const channel = shopChannel();
    const talking = {
      ...channel,
      decode: (raw, context) => ({
        ...channel.decode(raw, context),
        setAside: say(raw).map((reason) => ({ scope: "value", path: "source", reason, message: "said" })),
      }),
    } as typeof channel;
    const connection = pluginConnection("stranger", { shop: "south" });
    const { contribution } = connection.channel as { readonly contribution: string };
    return { ...connection, channel: { ...inProcessChannel(talking), contribution } };
  }

  async function rebuilt(directory: string, connections: readonly Connection[]): Promise<readonly string[]> {
    await using store = memoryStore();
    await rebuildStore({ directory, connections, key: testKey, store });
    return await keys(store);
  }

  it("is for the host to say: a channel that says the same of its own record loses nothing", async () => {
    const connections = [telling(() => ["another-channels-source"])];
    await using bench = await workbench({ connections });
    await tell(bench.host, "stranger", [{ id: "a", score: 9 }]);
    await bench.host[Symbol.asyncDispose]();
    expect(await rebuilt(bench.directory, connections)).toEqual(["shop:south a"]);
  });

  it("stays so where it was set aside for something else at first", async () => {
    let broken = true;
    const channel = shopChannel();
    const fixed = {
      ...channel,
      decode: (raw, context) => {
        if (broken) throw new TypeError("not yet");
        return channel.decode(raw, context);
      },
    } as typeof channel;
    const hosted = { ...inProcessChannel(fixed), contribution: "acme.shop/shop" };
    const connections = [shopConnection(), { ...pluginConnection("stranger"), channel: hosted }];
    await using bench = await workbench({ connections });
    await tell(bench.host, "survey", [{ id: "a", score: 9 }]);
    await tell(bench.host, "stranger", [{ id: "b", score: 9 }]);
    broken = false;
    expect(await bench.host.quarantine.replay()).toEqual({ replayed: 1, resolved: 0, left: 1 });
    expect(bench.host.quarantine.list()).toMatchObject([another]);
    await bench.host[Symbol.asyncDispose]();
    expect(await rebuilt(bench.directory, connections)).toEqual(["shop:north a"]);
  });
});

const record: fc.Arbitrary<ShopRecord> = fc.oneof(
  fc.constantFrom({ email: "ada@example.com", id: "a" }, { email: "bob@example.com", id: "b" }, { id: "c" }),
  fc.record({ id: fc.constantFrom("x", "y"), retract: fc.constantFrom("a", "b") }),
);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("tell" as const),
      by: fc.constantFrom("survey", "first", "other"),
      records: fc.array(record, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ do: "hand-over" }, { do: "take-back" }, { do: "replay" }, { do: "erase" }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ do: "crash" }, { do: "reopen" }, { do: "lose-store" }) },
);

/** A store that takes a page and then fails, when it is told to: what follows from the page is not written. */
function failing(store: Store): { readonly store: Store; fail(): void } {
  const { append } = store;
  let next = false;
  Object.assign(store, {
    append: async (...page: Parameters<Store["append"]>) => {
      const appended = await append(...page);
      if (next) {
        next = false;
        throw cxError("unavailable", "gone");
      }
      return appended;
    },
  });
  return { store, fail: () => void (next = true) };
}

it("who may tell what is decided once: a crash, a lost store and a store made again find the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const connections = (sources: readonly string[]): readonly Connection[] => [
        shopConnection(),
        pluginConnection("first"),
        pluginConnection("other", { plugin: "other.shop", sources }),
      ];
      let current = connections([]);
      let kept = failing(lasting());
      await using bench = await workbench({ connections: current, store: kept.store });
      for (const one of steps) {
        bench.clock.advance(1);
        if (one.do === "tell" && "by" in one)
          await tell(bench.host, one.by, one.records).catch(() => undefined);
        if (one.do === "replay") await bench.host.quarantine.replay().catch(() => undefined);
        if (one.do === "erase")
          await bench.host.erase({ kind: "email", value: "ada@example.com" }).catch(() => undefined);
        if (one.do === "crash") kept.fail();
        if (one.do === "hand-over") current = connections(["shop:north"]);
        if (one.do === "take-back") current = connections([]);
        if (one.do === "lose-store") kept = failing(lasting());
        if (!["tell", "crash", "replay", "erase"].includes(one.do))
          await bench.reopen({ connections: current, store: kept.store });
      }
      // What was cut short is taken up again.
      while (bench.host.status().backlog > 0) await bench.host.settled().catch(() => undefined);
      const before = await contents(bench.store, [...responses, "event.retracted"]);
      const aside = bench.host.quarantine.list();
      await bench.host[Symbol.asyncDispose]();
      await using store = memoryStore();
      await rebuildStore({ directory: bench.directory, connections: current, key: testKey, store });
      expect(await contents(store, [...responses, "event.retracted"])).toEqual(before);
      const host = await bench.reopen({ connections: current });
      await host.settled();
      expect(await contents(bench.store, [...responses, "event.retracted"])).toEqual(before);
      expect(host.quarantine.list()).toEqual(aside);
    }),
    { numRuns: 60 },
  );
});
