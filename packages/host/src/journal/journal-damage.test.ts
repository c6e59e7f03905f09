import { isCxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { bodies, codeOf, event } from "./fixtures/entries.ts";
import { type MemoryDisk, memoryDisk } from "./fixtures/memory-disk.ts";
import { openJournal } from "./journal.ts";

const folder = "/w";

/** A journal of some files, each entry written by itself. */
async function written(segmentBytes: number, close = false): Promise<MemoryDisk> {
  const disk = memoryDisk();
  const journal = await openJournal(folder, { disk, segmentBytes });
  for (const body of ["one", "two", "three", "four", "five", "six"]) await journal.append([event(body)]);
  if (close) await journal[Symbol.asyncDispose]();
  return disk;
}

/** The same file with one bit turned. */
function turned(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

async function thrown(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a journal that was damaged", () => {
  it("is not opened when one bit of its last file differs before the last write, and says where", async () => {
    const disk = await written(1 << 20);
    const [file = ""] = disk.names();
    const sound = disk.bytes(file).slice();
    const entry = (sound.length - 32 - 1 - "five".length - "six".length) / 6;
    // Before "six" all had been flushed when it was written.
    const flushed = sound.length - Math.ceil(entry) - "six".length;
    for (let bit = 0; bit < 8 * (flushed - 8); bit += 7) {
      disk.replace(file, turned(sound, bit));
      const error = await thrown(openJournal(folder, { disk }));
      expect(isCxError(error, "invalid-file") && error.message).toContain(file);
    }
    disk.replace(file, sound);
    expect((await bodies(await openJournal(folder, { disk }))).length).toBe(6);
  });

  it("is not opened when one bit differs anywhere, once it was closed in order", async () => {
    const disk = await written(1 << 20, true);
    const [file = ""] = disk.names();
    const sound = disk.bytes(file).slice();
    const closing = 19;
    for (let bit = 0; bit < 8 * (sound.length - closing); bit += 5) {
      disk.replace(file, turned(sound, bit));
      expect(await codeOf(openJournal(folder, { disk }))).toBe("invalid-file");
    }
  });

  it("is read up to the damage when one bit of an earlier file differs, never past it", async () => {
    const disk = await written(150);
    const [file = "", ...others] = disk.names().toSorted();
    expect(others.length).toBeGreaterThan(0);
    const sound = disk.bytes(file).slice();
    for (let bit = 0; bit < 8 * sound.length; bit += 5) {
      disk.replace(file, turned(sound, bit));
      const journal = await openJournal(folder, { disk });
      const error = await thrown(bodies(journal));
      // The reserved bytes of the header are covered by its checksum, too.
      expect(isCxError(error, "invalid-file") && error.message).toContain(file);
      expect(await codeOf(journal.rewrite(() => null))).toBe("invalid-file");
      expect((await bodies(journal, 6)).at(-1)).toBe("six");
    }
  });

  it("is refused when a file of it is missing, empty or another one's", async () => {
    const disk = await written(150);
    const [first = "", second = "", third = ""] = disk.names().toSorted();
    await disk.remove(first);
    expect(await codeOf(openJournal(folder, { disk }))).toBe("invalid-file");

    const gap = await written(150);
    await gap.remove(second);
    expect(await codeOf(openJournal(folder, { disk: gap }).then((journal) => bodies(journal)))).toBe(
      "invalid-file",
    );

    const swapped = await written(150);
    swapped.replace(second, swapped.bytes(third));
    expect(await codeOf(openJournal(folder, { disk: swapped }).then((journal) => bodies(journal)))).toBe(
      "invalid-file",
    );

    const empty = await written(1 << 20);
    empty.replace(first, new Uint8Array());
    expect(await codeOf(openJournal(folder, { disk: empty }))).toBe("invalid-file");
    empty.replace(first, Buffer.from("something else that is long enough to be a header"));
    await expect(openJournal(folder, { disk: empty })).rejects.toThrow("is no log of CXKit");
  });

  it("is not taken for damaged because a body holds what looks like a log", async () => {
    const disk = await written(1 << 20);
    const [file = ""] = disk.names();
    const journal = await openJournal(folder, { disk });
    const copy = disk.bytes(file).slice();
    await journal.append([{ ...event(""), body: copy }]);
    const sound = disk.bytes(file).slice();
    for (const cut of [0, 1, 50, 300]) {
      // A crash in the middle of the last write: behind the cut stand whole frames, copies of earlier ones.
      const torn = sound.slice();
      torn.fill(0, copy.length, copy.length + 10);
      disk.replace(file, torn.subarray(0, torn.length - cut));
      const again = await openJournal(folder, { disk });
      expect((await bodies(again)).length).toBe(6);
    }
  });

  it("is not taken for damaged when a power cut kept the end of the last write and not its beginning", async () => {
    const disk = await written(1 << 20);
    const [file = ""] = disk.names();
    const { length } = disk.bytes(file);
    const journal = await openJournal(folder, { disk });
    await Promise.all(["seven", "eight", "nine"].map((body) => journal.append([event(body)])));
    const bytes = disk.bytes(file).slice();
    bytes.fill(0, length, length + 20);
    disk.replace(file, bytes);
    const again = await openJournal(folder, { disk });
    expect(again.torn).toEqual({ file, at: length, bytes: bytes.length - length });
    expect((await bodies(again)).length).toBe(6);
  });
});
