import { describe, expect, it } from "vitest";
import { bodies, codeOf, event } from "./fixtures/entries.ts";
import { type Fault, type Operation, memoryDisk } from "./fixtures/memory-disk.ts";
import { openJournal } from "./journal.ts";

const folder = "/w";

/** Fails some operations, as often as it is told. */
function failing(faults: Partial<Record<Operation, readonly (Fault | undefined)[]>>) {
  const left = new Map(Object.entries(faults).map(([operation, list]) => [operation, [...list]]));
  return (operation: Operation) => left.get(operation)?.shift();
}

describe("when the disk refuses, a journal", () => {
  it("rejects the whole group, keeps nothing of it, and goes on when there is room again", async () => {
    for (const code of ["ENOSPC", "EIO"] as const) {
      const disk = memoryDisk();
      const journal = await openJournal(folder, { disk });
      await journal.append([event("before")]);
      disk.fault = (operation) => (operation === "write" ? code : undefined);
      const group = await Promise.all([1, 2, 3].map((n) => codeOf(journal.append([event(String(n))]))));
      expect(group).toEqual(["unavailable", "unavailable", "unavailable"]);
      await expect(journal.append([event("x")])).rejects.toThrow(code);
      expect(journal.last).toBe(1);
      disk.fault = undefined;
      expect(await journal.append([event("after")])).toBe(2);
      expect(await bodies(journal)).toEqual(["before", "after"]);
      disk.restart();
      expect(await bodies(await openJournal(folder, { disk }))).toEqual(["before", "after"]);
    }
  });

  it("writes on where a write was short", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    disk.fault = failing({ write: [5, 1, 20] });
    await journal.append([event("a long enough body")]);
    expect(await bodies(journal)).toEqual(["a long enough body"]);
    disk.restart();
    expect(await bodies(await openJournal(folder, { disk }))).toEqual(["a long enough body"]);
  });

  it("takes away what a disk that became full had taken of a write", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    await journal.append([event("before")]);
    disk.fault = failing({ write: [30, "ENOSPC"] });
    expect(await codeOf(journal.append([event("lost")]))).toBe("unavailable");
    const [file = ""] = disk.names();
    expect(disk.bytes(file).length).toBe(journal.bytes);
    await journal.append([event("after")]);
    expect(await bodies(journal)).toEqual(["before", "after"]);
  });

  it("takes nothing more until what a failed write left behind could be taken away", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    disk.fault = failing({ write: [30, "EIO"], truncate: ["EIO", "EIO", "EIO"] });
    expect(await codeOf(journal.append([event("1")]))).toBe("unavailable");
    expect(await codeOf(journal.append([event("2")]))).toBe("unavailable");
    expect(await journal.append([event("3")])).toBe(1);
    disk.restart();
    expect(await bodies(await openJournal(folder, { disk }))).toEqual(["3"]);
  });

  it("takes nothing more after a failed flush, until it is opened again", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk, segmentBytes: 200 });
    await journal.append([event("before")]);
    disk.fault = failing({ flush: ["EIO"] });
    expect(await codeOf(journal.append([event("unknown")]))).toBe("unavailable");
    await expect(journal.append([event("x".repeat(200))])).rejects.toThrow(/could not be flushed \(EIO\)/);
    expect(await bodies(journal)).toEqual(["before"]);
    await journal[Symbol.asyncDispose]();
    const again = await openJournal(folder, { disk });
    expect(await bodies(again)).toEqual(["before"]);
    expect(await again.append([event("after")])).toBe(2);
  });

  it("stays with its file while no new one can be begun", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk, segmentBytes: 120 });
    await journal.append([event("before")]);
    disk.fault = failing({ open: ["ENOSPC"] });
    expect(await codeOf(journal.append([event("x".repeat(90))]))).toBe("unavailable");
    expect(await journal.append([event("x".repeat(90))])).toBe(2);
    expect(disk.names().length).toBe(2);
    expect((await bodies(journal)).length).toBe(2);
  });

  it("takes nothing more when the name of a new file may not last", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk, segmentBytes: 120 });
    await journal.append([event("before")]);
    disk.fault = failing({ flushDirectory: ["EIO"] });
    expect(await codeOf(journal.append([event("x".repeat(90))]))).toBe("unavailable");
    expect(await codeOf(journal.append([event("y")]))).toBe("unavailable");
    expect(await bodies(await openJournal(folder, { disk }))).toEqual(["before"]);
  });

  it("keeps the old file when a rewriting fails", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    await journal.append([event("old")]);
    await journal.append([event("old")]);
    disk.fault = (operation, file) =>
      operation === "write" && file.includes("0001.cxlog.unfinished") ? "ENOSPC" : undefined;
    expect(await codeOf(journal.rewrite(() => null))).toBe("unavailable");
    expect(await bodies(journal)).toEqual(["old", "old"]);
    disk.fault = undefined;
    expect(await journal.rewrite(() => null)).toBe(2);
    expect(await journal.rewrite(() => null)).toBe(0);
    expect(await bodies(journal)).toEqual(["", ""]);
  });

  it("says which folder could not be opened", async () => {
    const disk = memoryDisk();
    disk.fault = () => "EIO";
    await expect(openJournal(folder, { disk })).rejects.toThrow(
      "the journal in /w could not be opened (EIO)",
    );
    disk.fault = undefined;
    const journal = await openJournal(folder, { disk });
    await journal.append([event("a")]);
    disk.fault = (operation) => (operation === "read" ? "EIO" : undefined);
    expect(await codeOf(bodies(journal))).toBe("unavailable");
    expect(await codeOf(openJournal(folder, { disk }))).toBe("unavailable");
  });
});

describe("while a journal is rewritten", () => {
  it("appending and reading go on, and what comes meanwhile stays as it is", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk, segmentBytes: 500 });
    for (let number = 1; number <= 30; number += 1) await journal.append([event("old")]);
    const reading = bodies(journal);
    const rewriting = journal.rewrite((entry) => (entry.number % 2 === 0 ? event("new and longer") : entry));
    const appended = [];
    for (let number = 31; number <= 60; number += 1) appended.push(journal.append([event("old")]));
    expect(await rewriting).toBe(15);
    await Promise.all(appended);
    const read = await reading;
    expect(read.length).toBeGreaterThanOrEqual(30);
    for (const body of read) expect(["old", "new and longer"]).toContain(body);
    const after = await bodies(journal);
    expect(after.map((body) => body.startsWith("new"))).toEqual(
      Array.from({ length: 60 }, (_, index) => index < 30 && index % 2 === 1),
    );
  });

  it("a reader that was about to read its file finds its place in the new one", async () => {
    const disk = memoryDisk();
    const journal = await openJournal(folder, { disk });
    for (let number = 1; number <= 300; number += 1)
      await journal.append([event(`${String(number)} `.repeat(300))]);
    const reading = journal.read(1)[Symbol.asyncIterator]();
    await reading.next();
    let resume: (() => void) | undefined;
    const paused = new Promise<void>((reached) => {
      disk.pause = (operation) => {
        if (operation !== "read") return undefined;
        disk.pause = undefined;
        reached();
        return new Promise((resolve) => (resume = resolve));
      };
    });
    const rest = (async () => {
      const numbers = [];
      for (let next = await reading.next(); !next.done; next = await reading.next())
        numbers.push(next.value.number);
      return numbers;
    })();
    await paused;
    expect(await journal.rewrite((entry) => (entry.number === 1 ? null : entry))).toBe(1);
    resume?.();
    expect(await rest).toEqual(Array.from({ length: 299 }, (_, index) => index + 2));
  });
});
