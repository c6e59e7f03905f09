import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { type MemoryDisk, memoryDisk } from "./fixtures/memory-disk.ts";
import { all, bodies, codeOf, event, text } from "./fixtures/entries.ts";
import { type JournalEntry, type NewEntry, openJournal } from "./journal.ts";

const folder = "/w";

function lastFile(disk: MemoryDisk): string {
  return disk.names().toSorted().at(-1) ?? "";
}

describe("a journal", () => {
  it("gives back what was appended, with numbers from 1, bytes as they came", async () => {
    const journal = await openJournal(folder, { disk: memoryDisk() });
    const body = Uint8Array.from({ length: 256 }, (_, index) => index);
    const request: NewEntry = {
      kind: "request",
      connection: "微信",
      received: "2026-03-01T09:30:00.000Z",
      delivery: "d-1",
      head: { method: "POST", url: "/hook?a=ü", headers: { "x-signature": "abc" } },
      body,
    };
    const records: NewEntry = {
      ...event("[]"),
      kind: "records",
      file: { name: "a.csv", config: { a: [1] } },
    };
    expect(await journal.append([request])).toBe(1);
    expect(await journal.append([records, event("x")])).toBe(2);
    expect(journal.last).toBe(3);
    const [first, second, third] = await all(journal);
    expect({ ...first, body: new Uint8Array(first?.body ?? []) }).toEqual({ number: 1, ...request });
    expect({ ...second, body: undefined }).toEqual({ number: 2, ...records, body: undefined });
    expect(text(third)).toBe("x");
    expect(third && "delivery" in third).toBe(false);
  });

  it("finds an entry by its number, and none where there is none", async () => {
    const journal = await openJournal(folder, { disk: memoryDisk(), segmentBytes: 5000 });
    for (let number = 1; number <= 300; number += 1) await journal.append([event(`entry ${String(number)}`)]);
    expect(text(await journal.entry(277))).toBe("entry 277");
    expect(await bodies(journal, 299)).toEqual(["entry 299", "entry 300"]);
    expect(await journal.entry(0)).toBeUndefined();
    expect(await journal.entry(301)).toBeUndefined();
    expect(await bodies(journal, 301)).toEqual([]);
  });

  it("writes calls that come together with one write and one flush, never two at a time", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    const seen: string[] = [];
    disk.fault = (operation) => void seen.push(operation);
    const numbers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => journal.append([event(String(index))])),
    );
    expect(seen).toEqual(["write", "flush"]);
    expect(numbers).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });

  it("resolves only when what was appended is flushed", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    let flushed = false;
    disk.fault = (operation) => void (flushed ||= operation === "flush");
    await journal.append([event("a")]);
    expect(flushed).toBe(true);
  });

  it("reads on while it grows", async () => {
    const journal = await openJournal(folder, { disk: memoryDisk(), segmentBytes: 300 });
    await journal.append([event("1")]);
    const seen: string[] = [];
    for await (const entry of journal.read(1)) {
      seen.push(text(entry));
      if (entry.number < 9) await journal.append([event(String(entry.number + 1))]);
    }
    expect(seen).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });

  it("begins files of about the size it is told, and sums them up", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk, segmentBytes: 1000 });
    for (let number = 0; number < 40; number += 1) await journal.append([event("x".repeat(50))]);
    const sizes = disk.names().map((name) => disk.bytes(name).length);
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
    expect(journal.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  it("refuses what it cannot do, by name", async () => {
    const journal = await openJournal(folder, { disk: memoryDisk() });
    await expect(journal.append([])).rejects.toThrow(/^append requires at least one entry/);
    await expect(journal.append([event("", { connection: "x".repeat(256) })])).rejects.toThrow(RangeError);
    await expect(all(journal, 0)).rejects.toThrow(/^read requires an entry's number, got 0/);
    await expect(openJournal(folder, { disk: memoryDisk(), segmentBytes: 0 })).rejects.toThrow(RangeError);
    await journal[Symbol.asyncDispose]();
    await journal[Symbol.asyncDispose]();
    expect(await codeOf(journal.append([event("")]))).toBe("unavailable");
    expect(await codeOf(journal.entry(1))).toBe("unavailable");
    expect(await codeOf(journal.rewrite(() => null))).toBe("unavailable");
  });

  it("writes what was appended before it is closed", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    const appended = journal.append([event("late")]);
    await journal[Symbol.asyncDispose]();
    expect(await appended).toBe(1);
    expect(await bodies(await openJournal(folder, { disk }))).toEqual(["late"]);
  });
});

describe("on the machine's own disk, a journal", () => {
  const folders: string[] = [];
  const made = async () => {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "cxkit-journal-"));
    folders.push(directory);
    return directory;
  };
  afterEach(async () => {
    for (const directory of folders.splice(0)) await fs.rm(directory, { recursive: true });
  });

  it("is there again after it was closed, and after it was not", async () => {
    const directory = await made();
    const first = await openJournal(directory, { segmentBytes: 400 });
    for (let number = 1; number <= 20; number += 1) await first.append([event(String(number))]);
    await first[Symbol.asyncDispose]();
    const second = await openJournal(directory, { segmentBytes: 400 });
    expect(second.torn).toBeNull();
    expect(await second.append([event("21"), event("22")])).toBe(21);
    const third = await openJournal(directory);
    expect(await bodies(third)).toEqual(Array.from({ length: 22 }, (_, index) => String(index + 1)));
    await third[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
  });

  it("keeps its files to their owner, and leaves no byte of what was rewritten", async () => {
    const directory = path.join(await made(), "new");
    await using journal = await openJournal(directory, { segmentBytes: 400 });
    for (const name of ["ada", "bob", "cyd", "dan"]) await journal.append([event(name.repeat(20))]);
    expect(await journal.rewrite((entry) => (text(entry).startsWith("bob") ? null : entry))).toBe(1);
    expect(await bodies(journal)).toEqual(["ada".repeat(20), "", "cyd".repeat(20), "dan".repeat(20)]);
    for (const name of await fs.readdir(directory)) {
      const file = path.join(directory, name);
      expect(await fs.readFile(file, "latin1")).not.toContain("bob");
      if (process.platform !== "win32") expect((await fs.stat(file)).mode & 0o077).toBe(0);
    }
  });
});

describe("after a crash, a journal", () => {
  const crashed = fc.record({
    calls: fc.array(fc.array(fc.string({ maxLength: 90 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 12,
    }),
    segmentBytes: fc.constantFrom(200, 600, 1 << 20),
    dieAfter: fc.oneof(fc.nat(3), fc.nat(30)),
    powerCut: fc.boolean(),
    chances: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
  });

  it("has every call that was acknowledged, and whole calls only", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(crashed, { minLength: 1, maxLength: 4 }), async (lives) => {
        const disk = memoryDisk();
        let expected: string[] = [];
        for (const { calls, segmentBytes, dieAfter, powerCut, chances } of lives) {
          const journal = await openJournal(folder, { disk, segmentBytes });
          expect(await bodies(journal)).toEqual(expected);
          expect(journal.last).toBe(expected.length);
          disk.dieAfter = disk.operations + dieAfter;
          const results = await Promise.allSettled(
            calls.map((call) => journal.append(call.map((body) => event(body)))),
          );
          const acknowledged = calls.filter((_, index) => results[index]?.status === "fulfilled").flat();
          restart(disk, powerCut, chances);
          // Calls that were not acknowledged may be there, from the first of them on, each with all of its entries.
          const after = await bodies(await openJournal(folder, { disk, segmentBytes }));
          const possible = prefixes(calls).map((whole) => [...expected, ...whole]);
          expect(possible).toContainEqual(after);
          expect(after.slice(0, expected.length + acknowledged.length)).toEqual([
            ...expected,
            ...acknowledged,
          ]);
          expected = after;
          disk.restart();
        }
      }),
    );
  });

  it("has of a rewriting the old or the new of each entry, and after another try only the new", async () => {
    await fc.assert(
      fc.asyncProperty(crashed, fc.integer({ min: 2, max: 3 }), async (life, every) => {
        const { calls, segmentBytes, dieAfter, powerCut, chances } = life;
        const disk = memoryDisk();
        const journal = await openJournal(folder, { disk, segmentBytes });
        for (const call of calls) await journal.append(call.map((body) => event(`old ${body}`)));
        const change = (entry: JournalEntry) =>
          entry.number % every === 0 && text(entry).startsWith("old") ? event("new") : entry;
        const before = await bodies(journal);
        const wanted = before.map((body, index) => ((index + 1) % every === 0 ? "new" : body));
        disk.dieAfter = disk.operations + dieAfter;
        const done = await journal.rewrite(change).then(
          () => true,
          () => false,
        );
        restart(disk, powerCut, chances);
        const again = await openJournal(folder, { disk, segmentBytes });
        const found = await bodies(again);
        expect(found.length).toBe(before.length);
        for (const [index, body] of found.entries()) expect([before[index], wanted[index]]).toContain(body);
        if (done) expect(found).toEqual(wanted);
        await again.rewrite(change);
        expect(await bodies(again)).toEqual(wanted);
        expect(disk.names().filter((name) => name.endsWith(".unfinished"))).toEqual([]);
        expect(await again.append([event("next")])).toBe(before.length + 1);
      }),
    );
  });

  it("says what it took away", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    await journal.append([event("kept")]);
    const file = lastFile(disk);
    const sound = disk.bytes(file);
    disk.replace(file, Buffer.concat([sound, Buffer.from("half an entry")]));
    const again = await openJournal(folder, { disk });
    expect(again.torn).toEqual({ file, at: sound.length, bytes: 13 });
    expect(await bodies(again)).toEqual(["kept"]);
    expect(disk.bytes(file)).toEqual(sound);
  });

  it("has whole calls only, wherever its last file was cut off", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    const calls = [["a", "bb"], ["ccc"], ["dddd", "e", "ff"]];
    for (const call of calls) await journal.append(call.map((body) => event(body)));
    const file = lastFile(disk);
    const sound = disk.bytes(file).slice();
    for (let length = 32; length <= sound.length; length += 1) {
      disk.replace(file, sound.subarray(0, length));
      expect(prefixes(calls)).toContainEqual(await bodies(await openJournal(folder, { disk })));
    }
  });
});

/** The first calls, for every number of them. */
function prefixes(calls: readonly (readonly string[])[]): string[][] {
  return Array.from({ length: calls.length + 1 }, (_, count) => calls.slice(0, count).flat());
}

function restart(disk: MemoryDisk, powerCut: boolean, chances: readonly number[]): void {
  let next = 0;
  if (powerCut) disk.cutPower(() => chances[next++ % chances.length] ?? 0);
  else disk.restart();
}
