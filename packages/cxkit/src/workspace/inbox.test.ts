import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { cxError, type Json } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { inbox } from "./inbox.ts";

/** An inbox with a clock that is set by hand; `said` holds what was read, in order. */
async function watched(read?: (file: string) => Promise<Json>) {
  const folder = await temporaryFolder();
  const said: string[] = [];
  let time = 0;
  const made = inbox({
    folder: folder.path,
    now: () => time,
    read: async (file) => {
      said.push(`${path.basename(file)}: ${await readFile(file, "utf8")}`);
      return (await read?.(file)) ?? null;
    },
  });
  return {
    said,
    path: folder.path,
    write: (name: string, text: string) => writeFile(path.join(folder.path, name), text),
    look: (after: number, signal?: AbortSignal) => {
      time += after;
      return made.look(signal);
    },
    names: async (part = "") => (await readdir(path.join(folder.path, part))).toSorted(),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

describe("an inbox", () => {
  it("reads a file once it has come to rest, and moves it when all of it is durable", async () => {
    await using box = await watched();
    await box.write("a.csv", "1");
    expect(await box.look(0)).toEqual([]);
    expect(await box.look(1_999)).toEqual([]);
    expect(await box.look(1)).toEqual([{ file: "a.csv", outcome: "done", summary: null }]);
    expect(box.said).toEqual(["a.csv: 1"]);
    expect([await box.names(), await box.names("done")]).toEqual([["done"], ["a.csv"]]);
    expect(await box.look(9_000)).toEqual([]);
  });

  it("waits anew while a file still grows", async () => {
    await using box = await watched();
    await box.write("a.csv", "1");
    await box.look(0);
    await box.write("a.csv", "12");
    expect(await box.look(5_000)).toEqual([]);
    expect(await box.look(1_000)).toEqual([]);
    await box.look(1_000);
    expect(box.said).toEqual(["a.csv: 12"]);
  });

  it("reads several in the order people give them, and keeps both of one name", async () => {
    await using box = await watched();
    for (const name of ["wave 10.csv", "wave 2.csv"]) await box.write(name, name);
    await box.look(0);
    await box.look(2_000);
    await box.write("wave 2.csv", "again");
    await box.look(0);
    await box.look(2_000);
    expect(box.said).toEqual(["wave 2.csv: wave 2.csv", "wave 10.csv: wave 10.csv", "wave 2.csv: again"]);
    expect(await box.names("done")).toEqual(["wave 10.csv", "wave 2 (2).csv", "wave 2.csv"]);
  });

  it("puts aside what cannot be read, with the reason beside it", async () => {
    await using box = await watched(async () => {
      throw cxError("invalid-file", "a.csv: line 3 is cut off");
    });
    await box.write("a.csv", "1");
    await box.look(0);
    expect(await box.look(2_000)).toEqual([
      { file: "a.csv", outcome: "failed", why: "a.csv: line 3 is cut off" },
    ]);
    expect(await box.names("failed")).toEqual(["a.csv", "a.csv.txt"]);
    expect(await readFile(path.join(box.path, "failed", "a.csv.txt"), "utf8")).toBe(
      "a.csv: line 3 is cut off\n",
    );
  });

  it.each([
    ["the disk is full", cxError("unavailable", "the disk is full")],
    ["a bug of ours", new TypeError("x is undefined")],
  ])("keeps a file and tries again when %s", async (_what, error) => {
    let broken = true;
    await using box = await watched(async () => {
      if (broken) throw error;
      return "read";
    });
    await box.write("a.csv", "1");
    await box.look(0);
    expect(await box.look(2_000)).toEqual([{ file: "a.csv", outcome: "later", why: error.message }]);
    expect(await box.names()).toEqual(["a.csv"]);
    broken = false;
    expect(await box.look(59_999)).toEqual([]);
    expect(await box.look(1)).toEqual([{ file: "a.csv", outcome: "done", summary: "read" }]);
  });

  it("picks a file up again that a process was reading when it died", async () => {
    await using box = await watched(() => Promise.reject(cxError("unavailable", "killed")));
    await box.write("a.csv", "1");
    await box.look(0);
    await box.look(2_000);
    const said: string[] = [];
    let time = 0;
    const later = inbox({
      folder: box.path,
      now: () => time,
      read: async (file) => {
        said.push(path.basename(file));
        return null;
      },
    });
    await later.look();
    time = 2_000;
    await later.look();
    expect([said, await box.names("done")]).toEqual([["a.csv"], ["a.csv"]]);
  });

  it("does not move a file that was changed while it was read", async () => {
    await using box = await watched(async (file) => {
      await writeFile(file, "1 and more");
      return null;
    });
    await box.write("a.csv", "1");
    await box.look(0);
    expect(await box.look(2_000)).toMatchObject([{ outcome: "later" }]);
    expect(await box.names()).toEqual(["a.csv"]);
  });

  it("leaves alone what is hidden, linked, empty, a folder, or not whole yet", async () => {
    await using box = await watched();
    for (const name of [".hidden.csv", "a.csv.part", "b.csv.crdownload", "~$c.xlsx", "d.tmp", "e.csv~"])
      await box.write(name, "1");
    await box.write("empty.csv", "");
    await mkdir(path.join(box.path, "folder.csv"));
    await symlink("/etc/passwd", path.join(box.path, "link.csv"));
    const before = await box.names();
    await box.look(0);
    expect(await box.look(9_000)).toEqual([]);
    expect([box.said, await box.names()]).toEqual([[], before]);
  });

  it("stops between two files when it is told to", async () => {
    const stop = new AbortController();
    await using box = await watched(async () => {
      stop.abort();
      return null;
    });
    for (const name of ["a.csv", "b.csv"]) await box.write(name, "1");
    await box.look(0);
    expect(await box.look(2_000, stop.signal)).toMatchObject([{ file: "a.csv", outcome: "done" }]);
    expect(await box.names()).toEqual(["b.csv", "done"]);
  });

  it("takes code that ended over a file for an accident once, and for the file's doing the second time", async () => {
    await using box = await watched(async () => {
      throw cxError("contribution-failed", "acme.till ended: its process was ended by SIGKILL", {
        trouble: "crash",
      });
    });
    await box.write("a.csv", "1");
    await box.look(0);
    expect(await box.look(2_000)).toMatchObject([{ outcome: "later" }]);
    expect(await box.names()).toEqual(["a.csv"]);
    expect(await box.look(60_000)).toMatchObject([{ outcome: "failed" }]);
    expect(await box.names("failed")).toEqual(["a.csv", "a.csv.txt"]);
    // Another under the same name starts anew.
    await box.write("a.csv", "2");
    await box.look(0);
    expect(await box.look(2_000)).toMatchObject([{ outcome: "later" }]);
  });
});
