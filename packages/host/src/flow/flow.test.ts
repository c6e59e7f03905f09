import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AlertEngine, CxEvent, Json, Store } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { openLedger } from "../journal/ledger.ts";
import { grumbleEngine } from "./fixtures/grumble-engine.ts";
import type { ShopRecord } from "./fixtures/shop-channel.ts";
import { contents, shopRequest, type Workbench, workbench } from "./fixtures/workbench.ts";

describe("a page", () => {
  it("loses nothing beside a record that is no good", async () => {
    await using bench = await workbench();
    const { host, store } = bench;
    const records = [
      { id: "a", score: 9 },
      { id: "b", bomb: true, email: "ada@example.com" },
      7,
      { id: "c", score: 11 },
    ];
    await host.receive("survey", shopRequest(records));
    await host.settled();
    expect((await contents(store, ["survey.responded"])).map(({ key }) => key)).toEqual(["a", "c"]);
    expect(host.quarantine.list().map(({ id, reason }) => [id, reason])).toEqual([
      ["1.1", "contribution-failed"],
      ["1.2", "no-record"],
      ["1.3", "off-scale"],
    ]);
    expect(JSON.stringify([bench.log, host.quarantine.list()])).not.toContain("ada@");
    expect(host.status().connections["survey"]).toMatchObject({ appended: 2, setAside: 3 });
  });

  it("names an edit without a revision, and keeps the first", async () => {
    await using bench = await workbench();
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.receive("survey", shopRequest({ id: "a", score: 8 }));
    await bench.host.settled();
    expect(bench.host.status().connections["survey"]).toMatchObject({ appended: 1, conflicts: 1 });
    expect(bench.log).toContainEqual(
      expect.objectContaining({ event: "conflict", facts: { source: "shop:north", id: "a" } }),
    );
    expect(await contents(bench.store, ["survey.responded"])).toMatchObject([
      { data: { answers: [{ value: 9 }] } },
    ]);
  });

  it("is stored without an event over which the store fails, and that one is in quarantine", async () => {
    await using bench = await workbench();
    const { append } = bench.store;
    Object.assign(bench.store, {
      append: async (...call: Call) => {
        if (call[0].some(({ key }) => key === "b")) throw new TypeError("sentinel");
        return append(...call);
      },
    });
    await bench.host.receive("survey", shopRequest(["a", "b", "c"].map((id) => ({ id, score: 2 }))));
    await bench.host.receive("survey", shopRequest({ id: "b", score: 3 }));
    await bench.host.settled();
    expect((await contents(bench.store, ["survey.responded"])).map(({ key }) => key)).toEqual(["a", "c"]);
    expect(bench.host.cases.list()).toHaveLength(2);
    expect(bench.host.quarantine.list()).toMatchObject([
      { reason: "store-failed" },
      { reason: "store-failed" },
    ]);
    expect(JSON.stringify(bench.log)).not.toContain("sentinel");
    expect(bench.host.status()).toMatchObject({ state: "running", backlog: 0 });
  });

  it("is tried again as a whole when the store takes nothing", async () => {
    await using bench = await workbench();
    const { append } = bench.store;
    let broken = true;
    Object.assign(bench.store, {
      append: async (...call: Call) => {
        if (broken) throw new TypeError("broken");
        return append(...call);
      },
    });
    await bench.host.receive(
      "survey",
      shopRequest([
        { id: "a", score: 9 },
        { id: "b", score: 9 },
      ]),
    );
    await expect(bench.host.settled()).rejects.toThrow("broken");
    broken = false;
    await bench.host.tick();
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(2);
    expect(bench.host.quarantine.list()).toEqual([]);
  });

  it("is judged by one event at a time when the engine fails over it", async () => {
    const engine = grumbleEngine({ fails: ({ key }) => key === "b" });
    await using bench = await workbench({ engine });
    await bench.host.receive("survey", shopRequest(["a", "b", "c"].map((id) => ({ id, score: 2 }))));
    await bench.host.settled();
    expect(bench.host.cases.list().map(({ id }) => id)).toEqual(["shop:north/a", "shop:north/c"]);
    expect(bench.log.filter(({ event }) => event === "contribution-failed")).toHaveLength(2);
  });
});

describe("a file", () => {
  it("puts later content in the place of earlier, and counts what became of its records", async () => {
    await using bench = await workbench();
    const read = async (records: readonly unknown[]) => {
      const ingestion = bench.host.ingest("survey", { name: "may.csv" });
      for (const record of records) await ingestion.append([record]);
      return ingestion.end();
    };
    const edited = [
      { id: "a", score: 7 },
      { id: "a", score: 8 },
      { id: "b", score: 9 },
    ];
    expect(
      await read([
        { id: "a", score: 9 },
        { id: "x", score: 99 },
      ]),
    ).toEqual({ records: 2, appended: 2, duplicates: 0, conflicts: 0, setAside: 1 });
    expect(await read(edited)).toEqual({ records: 3, appended: 3, duplicates: 0, conflicts: 2, setAside: 0 });
    expect(await read(edited)).toEqual({ records: 3, appended: 0, duplicates: 3, conflicts: 0, setAside: 0 });
    const [first] = await contents(bench.store, ["survey.responded"]);
    expect(first).toMatchObject({ id: "a~2", data: { answers: [{ value: 8 }] } });
  });

  it("brings a configuration of its own", async () => {
    await using bench = await workbench();
    const ingestion = bench.host.ingest("survey", { name: "may.csv", config: { shop: "south" } });
    await ingestion.append([{ id: "a", score: 9 }]);
    await ingestion.end();
    expect((await contents(bench.store)).map(({ source }) => source)).toEqual(["shop:south"]);
    await expect(bench.host.ingest("survey", { name: "x", config: {} }).append([])).rejects.toMatchObject({
      code: "invalid-setup",
    });
    expect(() => bench.host.ingest("nobody")).toThrow(/no connection is called nobody/);
  });
});

type Call = Parameters<Store["append"]>;

/** A store that can be had again as it was at any moment: what a machine finds on its disk. */
function recordedStore(): { readonly store: Store; readonly calls: Call[] } {
  const calls: Call[] = [];
  const store = memoryStore();
  const { append } = store;
  return {
    calls,
    store: Object.assign(store, {
      append: async (...call: Parameters<Store["append"]>) => {
        const result = await append(...call);
        calls.push(call);
        return result;
      },
    }),
  };
}

async function storeOf(calls: readonly Call[]): Promise<Store> {
  const { store } = recordedStore();
  const instruments = [
    {
      id: "recommend",
      version: "1",
      construct: "nps",
      scale: { min: 0, max: 10, step: 1 },
      direction: "higher-is-better",
    },
    { id: "words", version: "1", construct: "verbatim", scale: null, direction: "higher-is-better" },
  ] as const;
  await store.declare(instruments);
  for (const [page, cursor] of calls) await store.append(page, cursor);
  return store;
}

const requests: readonly (readonly ShopRecord[])[] = [
  [{ id: "a", score: 2, email: "ada@example.com", words: "slow" }],
  [
    { id: "b", score: 9 },
    { id: "a", score: 2, email: "ada@example.com", words: "slow" },
  ],
  [
    { id: "a", revision: 1, score: 5, email: "ada@example.com" },
    { id: "c", score: 4 },
  ],
  [
    { id: "d", bomb: true },
    { id: "e", score: 3 },
  ],
];

async function send(bench: Workbench, from = 0): Promise<void> {
  for (const request of requests.slice(from)) {
    await bench.host.receive("survey", shopRequest(request));
    await bench.host.settled();
  }
}

/** What must not differ: stored events, what the engine remembers, who was told, what was set aside. */
async function outcome(bench: Workbench): Promise<unknown> {
  const events = (await contents(bench.store)).map((event) => ({ ...event, received: "", time: "" }));
  const { host } = bench;
  await host[Symbol.asyncDispose]();
  const ledger = await openLedger(bench.directory);
  const kept: { [key: string]: Json | undefined } = {};
  for (const key of ledger.keys("")) {
    // Steps of cases that are journalled again shift the numbers behind them.
    if (key === "engine/count" || key.startsWith("quarantine/"))
      kept[key.replace(/\d+\./, "")] = ledger.get(key);
    else if (!key.startsWith("judged")) kept[key] = true;
  }
  await ledger[Symbol.asyncDispose]();
  return { events, kept };
}

describe("after a crash at any moment", () => {
  it("nothing is lost, nothing doubled, and the engine remembers the same", async () => {
    const folders: {
      readonly folder: string;
      readonly calls: number;
      readonly sent: number;
      readonly at: string;
    }[] = [];
    const { store, calls } = recordedStore();
    let sent = 0;
    let directory = "";
    const scratch = mkdtempSync(path.join(tmpdir(), "cxkit-crash-"));
    const snapshot = (at: string): void => {
      const folder = path.join(scratch, String(folders.length));
      cpSync(directory, folder, { recursive: true });
      for (const name of readdirSync(folder))
        if (name.startsWith("workspace-lock")) rmSync(path.join(folder, name), { recursive: true });
      folders.push({ folder, calls: calls.length, sent, at });
    };
    const plain = grumbleEngine();
    const engine: AlertEngine = {
      ...plain,
      seen(events: readonly CxEvent[], state) {
        snapshot("stored, not judged");
        return plain.seen(events, state);
      },
    };
    const { append } = store;
    Object.assign(store, {
      append: (...call: Parameters<typeof append>) => {
        snapshot("journalled, not stored");
        return append(...call);
      },
    });
    const expected = await (async () => {
      const bench = await workbench({ engine, store });
      ({ directory } = bench);
      for (const request of requests) {
        await bench.host.receive("survey", shopRequest(request));
        sent += 1;
        await bench.host.settled();
        snapshot("settled");
      }
      return outcome(bench);
    })();
    expect(folders.length).toBeGreaterThan(15);

    const reopened = async (folder: string, count: number, from: number): Promise<unknown> => {
      const bench = await workbench({ directory: folder, store: await storeOf(calls.slice(0, count)) });
      await bench.host.settled();
      await send(bench, from);
      return outcome(bench);
    };
    // A request whose first page is under way was acknowledged, or would be sent again by its producer: both are tried.
    for (const [place, { folder, calls: count, sent: from, at }] of folders.entries()) {
      const next = folders[place + 1];
      if (next && at === "stored, not judged") {
        // Between the steps of cases and the write of what follows from them: the later journal, the earlier ledger.
        const between = `${folder}-between`;
        cpSync(next.folder, between, { recursive: true });
        for (const name of readdirSync(between))
          if (name.startsWith("ledger")) rmSync(path.join(between, name));
        for (const name of readdirSync(folder)) {
          if (name.startsWith("ledger")) cpSync(path.join(folder, name), path.join(between, name));
        }
        expect(await reopened(between, count, from), `between, ${place}`).toEqual(expected);
      }
      expect(await reopened(folder, count, from), `${at}, ${place}`).toEqual(expected);
    }
    // The store's disk is gone altogether: everything comes again, and nothing is judged again.
    const last = folders.at(-1);
    if (last && !existsSync(`${last.folder}-lost`)) {
      const bench = await workbench({ directory: last.folder, store: memoryStore() });
      await bench.host.settled();
      expect(await outcome(bench)).toEqual(expected);
    }
    rmSync(scratch, { recursive: true });
    rmSync(directory, { recursive: true, force: true });
  });
});
