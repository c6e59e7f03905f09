import type { Json } from "@cxkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "./fixtures/entries.ts";
import { type MemoryDisk, memoryDisk } from "./fixtures/memory-disk.ts";
import { type Ledger, openLedger } from "./ledger.ts";

const folder = "/w";
const file = "/w/ledger.cxlog";

type Changes = readonly { readonly key: string; readonly value: Json }[];

function contentOf(ledger: Ledger): { [key: string]: Json | undefined } {
  return Object.fromEntries([...ledger.keys("")].toSorted().map((key) => [key, ledger.get(key)]));
}

/** What a plain map holds after some calls. */
function folded(calls: readonly Changes[]): { [key: string]: Json } {
  const map = new Map<string, Json>();
  for (const { key, value } of calls.flat())
    if (value === null) map.delete(key);
    else map.set(key, value);
  return Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string({ maxLength: 60 }),
  fc.record({ state: fc.string({ maxLength: 20 }), seen: fc.array(fc.nat(), { maxLength: 5 }) }),
);
const changes = fc.array(fc.record({ key: fc.constantFrom("a", "b", "rule/1", "rule/2", "ü"), value }), {
  minLength: 1,
  maxLength: 4,
});

describe("a ledger", () => {
  it("gives back what was written, by key and by the beginning of keys", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk });
    await ledger.write([
      { key: "rule/a", value: { n: 1 } },
      { key: "rule/b", value: [1, "ü", true] },
      { key: "cursor", value: 17 },
    ]);
    await ledger.write([{ key: "rule/a", value: null }]);
    expect([...ledger.keys("rule/")]).toEqual(["rule/b"]);
    expect(ledger.get("rule/a")).toBeUndefined();
    await ledger[Symbol.asyncDispose]();
    const again = await openLedger(folder, { disk });
    expect(contentOf(again)).toEqual({ cursor: 17, "rule/b": [1, "ü", true] });
    expect(again.torn).toBeNull();
  });

  it("keeps a value as it was when it was written, whatever becomes of the object", async () => {
    const ledger = await openLedger(folder, { disk: memoryDisk() });
    const seen = [1];
    await ledger.write([{ key: "a", value: { seen } }]);
    seen.push(2);
    expect(ledger.get("a")).toEqual({ seen: [1] });
  });

  it("writes calls that come together at once", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk });
    const operations: string[] = [];
    disk.fault = (operation) => void operations.push(operation);
    await Promise.all([1, 2, 3].map((n) => ledger.write([{ key: `k${String(n)}`, value: n }])));
    expect(operations).toEqual(["write", "flush"]);
    await ledger.write([]);
    expect(operations.length).toBe(2);
  });

  it("shows a value once it is on disk, not before", async () => {
    const ledger = await openLedger(folder, { disk: memoryDisk() });
    const written = ledger.write([{ key: "a", value: 1 }]);
    expect(ledger.get("a")).toBeUndefined();
    await written;
    expect(ledger.get("a")).toBe(1);
  });

  it("makes its log short by itself, to about what its values take", async () => {
    const ledger = await openLedger(folder, { disk: memoryDisk(), compactAbove: 2000 });
    for (let turn = 0; turn < 500; turn += 1)
      await ledger.write([{ key: `k${String(turn % 5)}`, value: { turn, text: "x".repeat(40) } }]);
    expect(ledger.bytes).toBeLessThan(2500);
    expect([...ledger.keys("")].length).toBe(5);
    expect(ledger.get("k4")).toEqual({ turn: 499, text: "x".repeat(40) });
  });

  it("leaves no byte of a forgotten value, and no second file", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk });
    await ledger.write([{ key: "a", value: "ada@example.com" }]);
    await ledger.write([{ key: "a", value: null }]);
    await ledger.compact();
    expect(disk.names()).toEqual([file]);
    expect(Buffer.from(disk.bytes(file)).includes("ada")).toBe(false);
    expect(ledger.bytes).toBe(disk.bytes(file).length);
  });

  it("has after a crash what the first calls of all had made of it, with each that was acknowledged", async () => {
    const life = fc.record({
      calls: fc.array(changes, { maxLength: 8 }),
      compactAbove: fc.constantFrom(100, 100_000),
      dieAfter: fc.nat(12),
      together: fc.boolean(),
      powerCut: fc.boolean(),
      chances: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
        const disk = memoryDisk();
        let sure: Changes[] = [];
        for (const { calls, compactAbove, dieAfter, together, powerCut, chances } of lives) {
          const ledger = await openLedger(folder, { disk, compactAbove });
          expect(contentOf(ledger)).toEqual(folded(sure));
          disk.dieAfter = disk.operations + dieAfter;
          const acknowledged: Changes[] = [];
          const write = (call: Changes) => ledger.write(call).then(() => acknowledged.push(call));
          if (together) await Promise.allSettled(calls.map(write));
          else for (const call of calls) await write(call).catch(() => undefined);
          if (dieAfter % 3 === 0) await ledger.compact().catch(() => undefined);
          crash(disk, powerCut, chances);
          const after = contentOf(await openLedger(folder, { disk, compactAbove }));
          const counts = Array.from({ length: calls.length + 1 }, (_, count) => count);
          const count = counts.find(
            (n) =>
              n >= acknowledged.length &&
              JSON.stringify(folded([...sure, ...calls.slice(0, n)])) === JSON.stringify(after),
          );
          expect(count).toBeDefined();
          sure = [...sure, ...calls.slice(0, count)];
          disk.restart();
        }
      }),
    );
  });

  it("has what the first calls had made of it, wherever its file was cut off", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 6 }), async (calls) => {
        const disk = memoryDisk();
        const ledger = await openLedger(folder, { disk });
        for (const call of calls) await ledger.write(call);
        const whole = disk.bytes(file).slice();
        const possible = Array.from({ length: calls.length + 1 }, (_, count) =>
          folded(calls.slice(0, count)),
        );
        for (let length = 32; length <= whole.length; length += 3) {
          disk.replace(file, whole.subarray(0, length));
          expect(possible).toContainEqual(contentOf(await openLedger(folder, { disk })));
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("when the disk refuses, a ledger", () => {
  it("keeps nothing of the call, and goes on when there is room again", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk });
    await ledger.write([{ key: "a", value: 1 }]);
    disk.fault = (operation) => (operation === "write" ? "ENOSPC" : undefined);
    const refused = ledger.write([
      { key: "a", value: 2 },
      { key: "b", value: 2 },
    ]);
    expect(await codeOf(refused)).toBe("unavailable");
    expect(contentOf(ledger)).toEqual({ a: 1 });
    expect(await codeOf(ledger.compact())).toBe("unavailable");
    disk.fault = undefined;
    await ledger.write([{ key: "b", value: 3 }]);
    disk.restart();
    expect(contentOf(await openLedger(folder, { disk }))).toEqual({ a: 1, b: 3 });
  });

  it("does not fail a call because its log could not be made short", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk, compactAbove: 100 });
    disk.fault = (operation) => (operation === "open" ? "ENOSPC" : undefined);
    for (let turn = 0; turn < 20; turn += 1) await ledger.write([{ key: "a", value: turn }]);
    disk.fault = undefined;
    for (let turn = 20; turn < 60; turn += 1) await ledger.write([{ key: "a", value: turn }]);
    expect(ledger.bytes).toBeLessThan(1500);
    disk.restart();
    expect(contentOf(await openLedger(folder, { disk }))).toEqual({ a: 59 });
  });

  it("takes nothing more when nobody knows whether the old or the new log will last", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk });
    await ledger.write([{ key: "a", value: 1 }]);
    disk.fault = (operation) => (operation === "flushDirectory" ? "EIO" : undefined);
    expect(await codeOf(ledger.compact())).toBe("unavailable");
    disk.fault = undefined;
    expect(await codeOf(ledger.write([{ key: "a", value: 2 }]))).toBe("unavailable");
    expect(contentOf(await openLedger(folder, { disk }))).toEqual({ a: 1 });
  });

  it("is not opened when a bit differs in what was durable, or the file is another's", async () => {
    const disk = memoryDisk();
    const ledger = await openLedger(folder, { disk });
    await ledger.write([{ key: "a", value: "first" }]);
    await ledger.write([{ key: "b", value: "second" }]);
    const bytes = disk.bytes(file).slice();
    bytes[60] = (bytes[60] ?? 0) ^ 4;
    disk.replace(file, bytes);
    await expect(openLedger(folder, { disk })).rejects.toThrow("ledger.cxlog is damaged at byte 32");
    await ledger[Symbol.asyncDispose]();
    expect(await codeOf(ledger.write([{ key: "a", value: 1 }]))).toBe("unavailable");
  });
});

function crash(disk: MemoryDisk, powerCut: boolean, chances: readonly number[]): void {
  let next = 0;
  if (powerCut) disk.cutPower(() => chances[next++ % chances.length] ?? 0);
  else disk.restart();
}
