import { cpSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { shopChannel } from "./fixtures/shop-channel.ts";
import {
  contents,
  everyByte,
  shopConnection,
  shopRequest,
  testKey,
  workbench,
} from "./fixtures/workbench.ts";
import { rebuildStore } from "../rebuild-store.ts";

const email = "sentinel-ada@example.com";
const ada = { id: "sentinel-a", score: 1, email, words: "sentinel words" };
const bob = { id: "bob", score: 2, email: "bob@example.com", words: "bob's words" };

async function lived() {
  const bench = await workbench({ mask: (words) => words, publicUrl: "https://cx.example.com" });
  const { host } = bench;
  await host.receive("survey", shopRequest([ada, bob]));
  await host.receive("survey", shopRequest({ ...ada, id: "sentinel-b" }));
  await host.receive("survey", shopRequest({ id: "sentinel-broken", bomb: true, email }));
  const ingestion = host.ingest("survey", { name: "may.csv" });
  await ingestion.append([
    { ...ada, id: "sentinel-c" },
    { ...bob, id: "bob2" },
    { ...bob, id: "bob3", score: 99 },
  ]);
  await ingestion.end();
  await host.settled();
  await host.cases.act({ action: "note", case: "shop:north/sentinel-a", by: "ann", note: "sentinel note" });
  await host.cases.contact("shop:north/sentinel-b", "ann");
  await host.settled();
  return bench;
}

describe("erase", () => {
  it("finds somebody however an address or a number is written", async () => {
    const channel = shopChannel();
    const calling = {
      ...channel,
      decode: (raw, context) =>
        channel.decode(raw, { ...context, subject: (_, value) => context.subject("phone", value) }),
    } as typeof channel;
    const phoned = { ...shopConnection(calling), id: "phoned" };
    await using bench = await workbench({ connections: [shopConnection(), phoned] });
    const { host, store } = bench;
    await host.receive("survey", shopRequest({ ...bob, email: "Bob@Example.com " }));
    await host.receive("phoned", shopRequest({ id: "1", score: 9, email: "0049 (0)170-123" }));
    await host.settled();
    expect(await host.erase({ kind: "email", value: "bob@example.COM" })).toMatchObject({ events: 2 });
    expect(await host.erase({ kind: "phone", value: "+49170123" })).toMatchObject({ events: 1 });
    expect(await contents(store, ["survey.responded"])).toEqual([]);
  });

  it("leaves no byte of the person in any file, and everything of others", async () => {
    await using bench = await lived();
    const { host, store } = bench;
    const others = (await contents(store)).filter(
      ({ data }) => !JSON.stringify(data).includes("sentinel"),
    ).length;
    expect(others).toBeGreaterThan(3);
    expect(await everyByte(bench.directory)).toContain("sentinel");
    const erased = await host.erase({ kind: "email", value: email });
    expect(erased.events).toBeGreaterThanOrEqual(6);
    expect(await everyByte(bench.directory)).not.toContain("sentinel");
    expect(await everyByte(bench.directory)).toContain("bob@example.com");
    expect(
      JSON.stringify([
        await contents(store),
        host.cases.list(),
        host.notifications(),
        host.quarantine.list(),
      ]),
    ).not.toContain("sentinel");
    expect(
      host.cases
        .list()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["shop:north/bob", "shop:north/bob2"]);
    // Others' records keep their places.
    expect(host.quarantine.list()).toMatchObject([{ reason: "off-scale" }]);
    expect(await host.quarantine.show(host.quarantine.list()[0]!.id)).toMatchObject({ raw: { id: "bob3" } });
    expect(JSON.stringify(bench.log)).not.toMatch(/sentinel-ada|sentinel words|sentinel note/);
  });

  it("is remembered: what comes later is set aside, and rebuilding brings nothing back", async () => {
    await using bench = await lived();
    const { subject } = await bench.host.erase({ kind: "email", value: email });
    await bench.host.receive("survey", shopRequest({ ...ada, id: "later" }));
    await bench.host.settled();
    expect(
      (await contents(bench.store)).filter((event) => event.subject === subject).map(({ type }) => type),
    ).toEqual(["subject.erased"]);
    const before = await contents(bench.store);
    await bench.host[Symbol.asyncDispose]();
    await using store = memoryStore();
    await rebuildStore({ directory: bench.directory, connections: [shopConnection()], key: testKey, store });
    expect(await contents(store)).toEqual(before);
  });

  it("takes away what came later when it is asked for again, by subject or by address", async () => {
    await using bench = await lived();
    const { subject } = await bench.host.erase({ kind: "email", value: email });
    await bench.host.receive("survey", shopRequest({ ...ada, id: "sentinel-later" }));
    await bench.host.settled();
    expect(await everyByte(bench.directory)).toContain("sentinel-later");
    bench.clock.advance(1);
    expect((await bench.host.erase({ subject })).journalEntries).toBe(2);
    expect(await everyByte(bench.directory)).not.toContain("sentinel");
  });

  it("by subject takes what quarantine says of their answers too", async () => {
    await using bench = await lived();
    const { host, store } = bench;
    const idsNow = (): readonly string[] => host.quarantine.list().map(({ id }) => id);
    const before = idsNow();
    await host.receive("survey", shopRequest([{ ...ada, id: "sentinel-d", score: 77 }, bob]));
    await host.settled();
    const [theirs = "", ...others] = idsNow().filter((id) => !before.includes(id));
    expect(others).toEqual([]);
    const [{ subject = "" } = {}] = (await contents(store)).filter(({ key }) => key === "sentinel-d");
    await host.erase({ subject });
    expect(idsNow()).toEqual(before.filter((id) => id !== theirs));
  });

  it("of somebody who was never here changes nothing but that they are gone", async () => {
    await using bench = await lived();
    const before = (await contents(bench.store)).length;
    expect(await bench.host.erase({ kind: "email", value: "nobody@example.com" })).toMatchObject({
      events: 0,
      journalEntries: 0,
    });
    expect(await contents(bench.store)).toHaveLength(before + 1);
    await expect(bench.host.erase({ subject: "" })).rejects.toThrow(RangeError);
  });

  it("is finished by the next process when one dies over it", async () => {
    await using bench = await lived();
    const { directory, host, store } = bench;
    const folders: string[] = [];
    const snapshot = (): void => {
      const folder = `${directory}-at-${folders.length}`;
      cpSync(directory, folder, { recursive: true });
      for (const name of readdirSync(folder))
        if (name.startsWith("workspace-lock")) rmSync(path.join(folder, name), { recursive: true });
      folders.push(folder);
    };
    const { erase, append } = store;
    Object.assign(store, {
      append: (...call: Parameters<typeof append>) => {
        snapshot();
        return append(...call);
      },
      erase: async (subject: string) => {
        snapshot();
        const result = await erase(subject);
        snapshot();
        return result;
      },
    });
    await host.erase({ kind: "email", value: email });
    expect(folders).toHaveLength(3);
    for (const folder of folders) {
      expect(await everyByte(folder)).toContain("sentinel");
      const again = await workbench({ directory: folder });
      expect(await everyByte(folder)).not.toContain("sentinel");
      await again.host.settled();
      expect(JSON.stringify(await contents(again.store))).not.toContain("sentinel");
      await again[Symbol.asyncDispose]();
    }
  });
});
