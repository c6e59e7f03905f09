import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rebuildStore } from "./rebuild-store.ts";
import {
  contents,
  shopConnection,
  shopRequest,
  testKey,
  type Workbench,
  workbench,
} from "./flow/fixtures/workbench.ts";

const id = fc.constantFrom("a", "b", "c", "d");
/** One thing told is about one person, whoever tells it again. */
const whose: { readonly [id: string]: { readonly email?: string } } = {
  a: { email: "ada@example.com" },
  b: { email: "ada@example.com" },
  c: { email: "bob@example.com" },
  d: {},
};
const record = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record(
        {
          id,
          revision: fc.integer({ min: 0, max: 2 }),
          score: fc.integer({ min: 0, max: 12 }),
          time: fc.constantFrom("2026-02-01T00:00:00Z", "2026-02-02T12:00:00+08:00"),
        },
        { requiredKeys: ["id", "score"] },
      )
      .map((one) => ({ ...one, ...whose[one.id] })),
  },
  { weight: 1, arbitrary: fc.record({ id: fc.constantFrom("r1", "r2"), retract: id }) },
  { weight: 1, arbitrary: fc.constantFrom({ id: "e", bomb: true }, 7) },
);
const records = fc.array(record, { minLength: 1, maxLength: 4 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("receive" as const), records }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("file" as const), records }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("erase" as const),
      email: fc.constantFrom("ada@example.com", "bob@example.com"),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "fix" as const }) },
);

/** A store that closing leaves as it is, as one on a disk would be found again. */
function lasting() {
  return Object.assign(memoryStore(), { [Symbol.asyncDispose]: async () => undefined });
}

async function take(
  bench: Workbench,
  one: { readonly do: string; readonly records?: readonly unknown[]; readonly email?: string },
): Promise<void> {
  bench.clock.advance(1);
  const { host } = bench;
  if (one.do === "receive") await host.receive("survey", shopRequest(one.records));
  if (one.do === "file") {
    const ingestion = host.ingest("survey", { name: "may.csv" });
    await ingestion.append(one.records ?? []);
    await ingestion.end();
  }
  if (one.do === "erase") await host.erase({ kind: "email", value: one.email ?? "" });
  if (one.do === "fix") await host.quarantine.replay();
}

describe("rebuildStore", () => {
  it("gives the store that was there, after any history", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await using bench = await workbench();
        for (const one of steps) await take(bench, one);
        await bench.host.settled();
        const before = await contents(bench.store);
        await bench.host[Symbol.asyncDispose]();
        await using store = memoryStore();
        const { entries } = await rebuildStore({
          directory: bench.directory,
          connections: [shopConnection()],
          key: testKey,
          store,
        });
        expect(await contents(store)).toEqual(before);
        expect(entries).toBe(bench.host.status().journal.entries);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps records that were tried again where they stand since", async () => {
    const strict = shopConnection(undefined, { shop: "north", most: 5 });
    await using bench = await workbench({ connections: [strict], store: lasting() });
    await bench.host.receive(
      "survey",
      shopRequest([
        { id: "a", score: 9 },
        { id: "b", score: 4 },
      ]),
    );
    await bench.host.receive("survey", shopRequest({ id: "a", score: 1 }));
    await bench.host.settled();
    const { store } = bench;
    const host = await bench.reopen({ connections: [shopConnection()], store });
    expect(await host.quarantine.replay()).toEqual({ replayed: 1, resolved: 1, left: 0 });
    const before = await contents(store, ["survey.responded"]);
    expect(before).toMatchObject([{ id: "a~1", data: { answers: [{ value: 9 }] } }, { id: "b" }]);
    await host[Symbol.asyncDispose]();
    await using fresh = memoryStore();
    await rebuildStore({
      directory: bench.directory,
      connections: [shopConnection()],
      key: testKey,
      store: fresh,
    });
    const words = (await contents(fresh, ["survey.responded"])).map(({ key, data }) => ({ key, data }));
    expect(words).toEqual(before.map(({ key, data }) => ({ key, data })));
  });

  it("refuses a store that has something in it", async () => {
    await using bench = await workbench();
    await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
    await bench.host.settled();
    await bench.host[Symbol.asyncDispose]();
    const options = { directory: bench.directory, connections: [shopConnection()], key: testKey };
    await using store = memoryStore();
    expect(await rebuildStore({ ...options, store })).toEqual({
      entries: 1,
      appended: 1,
      duplicates: 0,
      conflicts: 0,
      setAside: 0,
    });
    await expect(rebuildStore({ ...options, store })).rejects.toMatchObject({
      code: "invalid-setup",
      place: { path: "store" },
    });
  });
});
