import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isCxError, type CxErrorCode, type Store } from "@cxkit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";
import { killedAfter } from "./fixtures/killed-process.ts";
import { olderFile } from "./fixtures/older-file.ts";
import { comment, pageOf, pageSize, recommend, response } from "./fixtures/plain-pages.ts";
import { rowsOf, sql } from "./fixtures/plain-sql.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-duckdb-"));
});
afterAll(() => rm(folder, { recursive: true }));

const place = (name: string): string => path.join(folder, name);
const all = { types: ["survey.responded"] } as const;

async function gathered<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

async function refusal(work: () => Promise<unknown>): Promise<{ code: CxErrorCode; message: string }> {
  try {
    await work();
  } catch (thrown) {
    if (isCxError(thrown)) return { code: thrown.code, message: thrown.message };
    throw thrown;
  }
  throw new Error("it was done");
}

/** Bytes of all files of a store, looked through for a text. */
async function filesWith(text: string, name: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.startsWith(name));
  const found = await Promise.all(
    files.map(async (file) => ((await readFile(place(file))).includes(text) ? [file] : [])),
  );
  return found.flat();
}

describe("a store on a file", () => {
  it("is the same after closing and opening again: events, counts, cursors, erasures, retractions", async () => {
    const file = place("again.duckdb");
    const options = { path: file, instruments: [recommend, comment] };
    const events = [
      response("1", { subject: "s1" }),
      response("2", { subject: "s2" }),
      response("3", {}, [{ item: "late", value: 3, instrument: "later@1" }]),
    ];
    const retraction = {
      ...response("gone"),
      type: "event.retracted",
      data: { type: "survey.responded", key: "4" },
    } as const;
    {
      await using store = await duckdbStore(options);
      await store.append([...events, retraction], { stream: "pages", value: { after: [1, "x"] } });
      await store.erase("s2");
    }
    await using store = await duckdbStore({ path: file });
    expect(await store.cursor("pages")).toEqual({ after: [1, "x"] });
    expect(await gathered(store.events(all))).toEqual([events[0], events[2]]);
    expect(await store.items()).toEqual([{ item: "nps", instrument: recommend, answers: 1 }]);
    const again = await store.append([events[0]!, response("4"), response("5", { subject: "s2" })]);
    expect(again).toMatchObject({ appended: 1, duplicates: 1, setAside: [{ id: "5", reason: "erased" }] });
    await store.declare([{ ...recommend, id: "later" }]);
    expect((await store.items()).map(({ item }) => item)).toEqual(["late", "nps"]);
    expect(await gathered(store.events(all))).toHaveLength(2);
  });

  it("has every page that was resolved, and none in half, after the process was killed", async () => {
    const file = place("killed.duckdb");
    const said = await killedAfter("append-until-killed.ts", [file, "3"], "appending");
    expect(said.slice(0, 3)).toEqual(["0", "1", "2"]);
    await using store = await duckdbStore({ path: file });
    const cursor = Number(await store.cursor("pages"));
    expect([2, 3]).toContain(cursor);
    const [cell] = await store.tally({ select: { ...all, item: "nps" }, by: [], zone: "UTC" });
    expect(cell?.tally).toMatchObject({ counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, (cursor + 1) * pageSize, 0] });
    expect(await gathered(store.events(all))).toHaveLength((cursor + 1) * pageSize);
    expect(await store.append(pageOf(2))).toMatchObject({ duplicates: pageSize });
  });

  it("refuses a second opener, in this process and in another, by the name of the file", async () => {
    const file = place("shared.duckdb");
    const other = place("held.duckdb");
    {
      await using store = await duckdbStore({ path: file });
      expect(await store.items()).toEqual([]);
      const { code, message } = await refusal(() => duckdbStore({ path: file }));
      expect({ code, named: message.includes(file) }).toEqual({ code: "unavailable", named: true });
    }
    await using again = await duckdbStore({ path: file });
    expect(await again.items()).toEqual([]);
    await refusedWhileHeld(other);
  });

  it("refuses what is no store: a text, another database, a newer schema, a folder that is not there", async () => {
    await writeFile(place("text.duckdb"), "This is no database.".repeat(500));
    await writeFile(place("empty.duckdb"), "");
    await sql(place("other.duckdb"), "create table sales (amount integer)");
    {
      await using store = await duckdbStore({ path: place("newer.duckdb") });
      await store.append([response("1")]);
    }
    await sql(place("newer.duckdb"), "insert into cxkit_schema values (99)");
    const bytes = await readFile(place("other.duckdb"));
    await writeFile(place("torn.duckdb"), bytes.subarray(0, 5000));
    const codes: { [file: string]: CxErrorCode } = {};
    for (const name of ["text", "empty", "other", "newer", "torn", "nowhere/x"]) {
      const file = place(`${name}.duckdb`);
      const { code, message } = await refusal(() => duckdbStore({ path: file }));
      expect(message).toContain(file);
      codes[name] = code;
    }
    expect(codes).toEqual({
      text: "invalid-file",
      empty: "invalid-file",
      other: "invalid-file",
      newer: "invalid-setup",
      torn: "invalid-file",
      "nowhere/x": "invalid-setup",
    });
  });

  it("brings files of every earlier schema to the present one, with the same answers", async () => {
    for (const version of [0, 1]) {
      const file = place(`version-${version}.duckdb`);
      await olderFile(file, version);
      await using store = await duckdbStore({ path: file, instruments: [recommend] });
      const { appended, duplicates } = await store.append(pageOf(0));
      expect({ appended, duplicates }).toEqual(
        version === 0 ? { appended: pageSize, duplicates: 0 } : { appended: 0, duplicates: pageSize },
      );
      const [cell] = await store.tally({ select: { ...all, item: "nps" }, by: ["channel"], zone: "UTC" });
      expect(cell?.tally).toMatchObject({ counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, pageSize, 0] });
      await store[Symbol.asyncDispose]();
      expect(
        await rowsOf(
          file,
          "select max(version), (select count(*) from answers where value = 9) from cxkit_schema",
        ),
      ).toEqual([[2, BigInt(pageSize)]]);
    }
  });

  it("leaves no byte of an erased subject in any of its files", async () => {
    const file = place("erased.duckdb");
    const secret = "Jane Q. Sentinel of 12 Elm Street";
    const mine = (key: string, revision = 0) =>
      response(
        `${key}-key-of-jane`,
        {
          id: `${key}-key-of-jane~${revision}`,
          revision,
          subject: "subject-of-jane",
          dimensions: { account: "account-of-jane" },
        },
        [
          { item: "nps", value: 9, instrument: "recommend@1" },
          { item: "why", value: `${secret} ${key} ${revision}`, instrument: "comment@1" },
        ],
      );
    {
      await using store = await duckdbStore({ path: file, instruments: [recommend, comment] });
      await store.append([...pageOf(0), mine("a"), mine("a", 1), mine("b")]);
    }
    await using store = await duckdbStore({ path: file });
    await store.append([mine("c")]);
    expect(await filesWith("subject-of-jane", "erased")).not.toEqual([]);
    expect(await store.erase("subject-of-jane")).toEqual({ events: 4 });
    await store.append([mine("d"), response("after")]);
    for (const word of [secret, "subject-of-jane", "account-of-jane", "key-of-jane", "Sentinel"]) {
      expect(await filesWith(word, "erased"), word).toEqual([]);
    }
    expect(await gathered(store.events(all))).toHaveLength(pageSize + 1);
    expect(await refusal(() => duckdbStore({ path: file }))).toMatchObject({ code: "unavailable" });
  });

  it("ends an erasure that a crash interrupted, wherever it stood", async () => {
    const file = place("interrupted.duckdb");
    {
      await using store = await duckdbStore({ path: file, instruments: [recommend] });
      await store.append([response("1", { subject: "subject-of-jane" }), response("2")]);
    }
    await sql(file, "insert into erased values (sha256('subject-of-jane'), null, false, true)");
    await writeFile(`${file}.erasing`, "half a file");
    await using store = await duckdbStore({ path: file });
    expect((await gathered(store.events(all))).map(({ id }) => id)).toEqual(["2"]);
    expect(await filesWith("subject-of-jane", "interrupted")).toEqual([]);
    expect(await readdir(folder)).not.toContain("interrupted.duckdb.erasing");
    expect(await store.append([response("3", { subject: "subject-of-jane" })])).toMatchObject({
      appended: 0,
    });
  });

  it("takes names that would mean something to a database for names", async () => {
    await using store = await duckdbStore({ path: place("it's; drop.duckdb"), instruments: [recommend] });
    const evil = "x') from event; drop table event; --";
    await store.append(
      [
        response("1", { channel: evil, dimensions: { [evil]: evil }, source: evil }, [
          { item: evil, value: 9, instrument: "recommend@1" },
        ]),
        response("2", { subject: evil }),
      ],
      { stream: evil, value: evil },
    );
    const where = { field: `dimensions.${evil}`, in: [evil] };
    const select = { ...all, item: evil, where };
    const by = ["channel", `dimensions.${evil}`, `data.${evil}`];
    const [cell] = await store.tally({ select, by, every: "day", zone: "UTC" });
    expect(cell?.by).toEqual({ channel: evil, [`dimensions.${evil}`]: evil, [`data.${evil}`]: null });
    expect(await store.cursor(evil)).toBe(evil);
    expect(await store.erase(evil)).toEqual({ events: 1 });
    expect((await gathered(store.events(all))).map(({ id }) => id)).toEqual(["1"]);
  });

  it("behaves as if calls that overlap came one after the other", async () => {
    await using store = await duckdbStore({ path: place("busy.duckdb"), instruments: [recommend] });
    const count = async (): Promise<number> => {
      const [cell] = await store.tally({ select: all, by: [], zone: "UTC" });
      return cell?.tally.kind === "category" ? (cell.tally.counts["survey.responded"] ?? 0) : 0;
    };
    const results = await Promise.all([
      count(),
      store.append([response("1", { subject: "s1" }), response("2")]).then(({ appended }) => appended),
      count(),
      store.append([response("2"), response("3")]).then(({ duplicates }) => duplicates),
      count(),
      store.erase("s1").then(({ events }) => events),
      count(),
    ]);
    expect(results).toEqual([0, 2, 2, 1, 3, 1, 2]);
  });

  it("gives a stream up that an erasure overtakes", async () => {
    await using store = await duckdbStore({ path: place("overtaken.duckdb"), instruments: [recommend] });
    await store.append([response("1", { subject: "s1" }), response("2", { subject: "s1" })]);
    const stream = store.events(all)[Symbol.asyncIterator]();
    await stream.next();
    await store.erase("s1");
    expect(await refusal(() => stream.next())).toMatchObject({ code: "unavailable" });
  });

  it("forgets nothing of a page that cannot be written", async () => {
    const store: Store = await duckdbStore({ path: place("refused.duckdb"), instruments: [recommend] });
    await store.append([response("1")], { stream: "pages", value: 1 });
    const unwritable = { stream: "pages", value: undefined as unknown as number };
    await refusal(() => store.append([response("2")], unwritable));
    expect(await store.cursor("pages")).toBe(1);
    expect(await gathered(store.events(all))).toHaveLength(1);
    expect(await store.append([response("2")])).toMatchObject({ appended: 1, duplicates: 0 });
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    expect(await refusal(() => store.cursor("pages"))).toMatchObject({ code: "unavailable" });
    expect(await refusal(() => store.items())).toMatchObject({ code: "unavailable" });
  });
});

/** Another process holds the file: whoever comes second hears so. */
async function refusedWhileHeld(file: string): Promise<void> {
  const script = path.join(import.meta.dirname, "fixtures", "hold-open.ts");
  const node = ["--conditions=@cxkit/source"];
  const child = spawn(process.execPath, [...node, script, file]);
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve());
      child.once("close", () => reject(new Error("the holder ended")));
    });
    const { code, message } = await refusal(() => duckdbStore({ path: file }));
    expect({ code, named: message.includes(file) }).toEqual({ code: "unavailable", named: true });
    expect(message).toContain("another process");
  } finally {
    child.kill("SIGKILL");
  }
}
