import { type Channel, cxError } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { rebuildStore } from "../rebuild-store.ts";
import { type ShopRecord, shopChannel } from "./fixtures/shop-channel.ts";
import {
  contents,
  everyByte,
  shopConnection,
  shopRequest,
  testKey,
  workbench,
} from "./fixtures/workbench.ts";

/** A producer that tells ids only, and the rest when it is asked. */
function thinShop(producer: (id: string) => ShopRecord | Promise<ShopRecord>): Channel {
  const asked: string[] = [];
  const channel = shopChannel() as Channel;
  return Object.assign(
    {
      ...channel,
      hydrate: {
        needs: (raw: unknown) => (raw as ShopRecord).score === undefined,
        async complete(raw: unknown) {
          const { id } = raw as ShopRecord;
          asked.push(id);
          return producer(id);
        },
      },
    },
    { asked },
  );
}
const askedOf = (channel: Channel): readonly string[] => (channel as unknown as { asked: string[] }).asked;
const whole = (id: string): ShopRecord => ({ id, score: 9, email: `${id}@example.com` });

async function keys(bench: { readonly store: Parameters<typeof contents>[0] }): Promise<readonly string[]> {
  return (await contents(bench.store, ["survey.responded"])).map(({ key }) => key);
}

describe("thin records", () => {
  it("are acknowledged first and completed then; records that lack nothing go straight on", async () => {
    const channel = thinShop(whole);
    await using bench = await workbench({ connections: [shopConnection(channel as never)] });
    expect(
      (await bench.host.receive("survey", shopRequest([{ id: "a" }, { id: "b", score: 3 }]))).status,
    ).toBe(202);
    await bench.host.settled();
    expect(await keys(bench)).toEqual(["b"]);
    expect(bench.host.status().connections["survey"]).toMatchObject({ incomplete: 1, setAside: 0 });
    await bench.host.tick();
    expect(await keys(bench)).toEqual(["a", "b"]);
    expect(bench.host.status().connections["survey"]).toMatchObject({ incomplete: 0, troubles: [] });
    await bench.host.tick();
    expect(askedOf(channel)).toEqual(["a"]);
  });

  it("wait while the producer is away, are asked for again, and survive a restart", async () => {
    let away = true;
    const channel = thinShop((id) => {
      if (away) throw cxError("unavailable", "sentinel", { trouble: "rate-limited", retryAfter: 60 });
      return whole(id);
    });
    await using bench = await workbench({ connections: [shopConnection(channel as never)] });
    await bench.host.receive("survey", shopRequest([{ id: "a" }]));
    await bench.host.settled();
    await bench.host.tick();
    await bench.host.tick();
    expect(askedOf(channel)).toHaveLength(1);
    expect(bench.host.status().connections["survey"]).toMatchObject({
      incomplete: 1,
      troubles: [
        { stage: "hydrate", trouble: "rate-limited", failures: 1, next: "2026-03-01T10:01:00.000Z" },
      ],
    });
    expect(JSON.stringify(bench.log)).not.toContain("sentinel");
    const host = await bench.reopen();
    expect(host.status().connections["survey"]).toMatchObject({ incomplete: 1 });
    away = false;
    await host.tick();
    expect(await keys(bench)).toEqual(["a"]);
  });

  it("that the producer no longer has are set aside with the reason, and asked for again when they are replayed", async () => {
    let gone = true;
    const channel = thinShop((id) => {
      if (gone) throw cxError("invalid-event", "404");
      return whole(id);
    });
    await using bench = await workbench({ connections: [shopConnection(channel as never)] });
    await bench.host.receive("survey", shopRequest([{ id: "a" }]));
    await bench.host.settled();
    await bench.host.tick();
    expect(bench.host.quarantine.list()).toMatchObject([{ id: "1.0", reason: "gone", connection: "survey" }]);
    expect(bench.host.status().connections["survey"]).toMatchObject({ incomplete: 0 });
    gone = false;
    expect(await bench.host.quarantine.replay()).toMatchObject({ resolved: 1 });
    await bench.host.tick();
    expect(await keys(bench)).toEqual(["a"]);
    expect(bench.host.quarantine.list()).toEqual([]);
  });

  it("over which the channel fails five times are set aside; those over which the producer is away wait three days", async () => {
    for (const [thrown, tries, reason] of [
      [new TypeError("no"), 5, "contribution-failed"],
      [cxError("unavailable", "away"), 73, "unavailable"],
    ] as const) {
      const channel = thinShop(() => Promise.reject(thrown));
      await using bench = await workbench({ connections: [shopConnection(channel as never)] });
      await bench.host.receive("survey", shopRequest([{ id: "a" }]));
      await bench.host.settled();
      for (let round = 0; round < tries; round += 1) {
        expect(bench.host.quarantine.list()).toEqual([]);
        await bench.host.tick();
        bench.clock.advance(3_600_000);
      }
      expect(bench.host.quarantine.list()).toMatchObject([{ id: "1.0", reason }]);
      expect(bench.host.status().connections["survey"]?.incomplete).toBe(0);
    }
  });

  it("are completed once however often the host is opened, and a rebuilding asks nobody", async () => {
    const channel = thinShop(whole);
    await using bench = await workbench({ connections: [shopConnection(channel as never)] });
    await bench.host.receive("survey", shopRequest([{ id: "a" }, { id: "b", score: 2 }]));
    await bench.host.settled();
    await bench.host.tick();
    const before = await contents(bench.store);
    await bench.host[Symbol.asyncDispose]();
    const store = memoryStore();
    await rebuildStore({
      directory: bench.directory,
      store,
      connections: [shopConnection(channel as never)],
      key: testKey,
    });
    expect(await contents(store, ["survey.responded"])).toEqual(
      before.filter(({ type }) => type === "survey.responded"),
    );
    expect(askedOf(channel)).toEqual(["a"]);
  });

  it("go with the person they turned out to be about", async () => {
    const channel = thinShop(whole);
    await using bench = await workbench({ connections: [shopConnection(channel as never)] });
    await bench.host.receive("survey", shopRequest([{ id: "ada-1" }, { id: "bob-2" }]));
    await bench.host.settled();
    await bench.host.tick();
    await bench.host.erase({ kind: "email", value: "ada-1@example.com" });
    expect(await keys(bench)).toEqual(["bob-2"]);
    await bench.host[Symbol.asyncDispose]();
    const bytes = await everyByte(bench.directory);
    expect(bytes).not.toContain("ada-1");
    expect(bytes).toContain("bob-2");
  });
});
