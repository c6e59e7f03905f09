import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isCxError, type Store } from "@cxkit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";
import { recommend, response } from "./fixtures/plain-pages.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-duckdb-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** More than one page of a scan holds. */
const many = 66_000;
const nps = { types: ["survey.responded"], item: "nps" } as const;
const scanned = { select: nps, fields: ["key"] } as const;

async function filled(name: string): Promise<Store> {
  const store = await duckdbStore({ path: path.join(folder, name), instruments: [recommend] });
  for (let from = 0; from < many; from += 11_000) {
    await store.append(
      Array.from({ length: 11_000 }, (_, at) => response(`${from + at}`, { subject: `s${from + at}` })),
    );
  }
  return store;
}

async function count(store: Store): Promise<number> {
  const [cell] = await store.tally({ select: nps, by: [], zone: "UTC" });
  return cell?.tally.kind === "scale" ? (cell.tally.counts[9] ?? 0) : 0;
}

async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (thrown) {
    if (isCxError(thrown)) return thrown.code;
    throw thrown;
  }
  return "it was done";
}

describe("what is read while more is written", () => {
  it("is what was there when it began, and keeps nobody from writing or reading, until an erasure ends it", async () => {
    await using store = await filled("streams.duckdb");
    const stream = store.scan(scanned)[Symbol.asyncIterator]();
    const overtaken = store.scan(scanned)[Symbol.asyncIterator]();
    const first = await stream.next();
    await overtaken.next();
    const more = await store.append([
      response("1~1", { key: "1", revision: 1, subject: "s1" }),
      response("x"),
    ]);
    expect(more.appended).toBe(2);
    expect(await count(store)).toBe(many + 1);
    const rest = await stream.next();
    const keys = [first, rest].flatMap(({ value, done }) =>
      done ? [] : (value.fields["key"]?.values ?? []),
    );
    expect({ keys: keys.length, x: keys.includes("x") }).toEqual({ keys: many, x: false });
    expect((await stream.next()).done).toBe(true);

    expect(await store.erase("s2")).toEqual({ events: 1 });
    expect(await refusal(() => overtaken.next())).toBe("unavailable");
    expect(await count(store)).toBe(many);
  });

  it("does not keep a store from closing", async () => {
    const store = await filled("closing.duckdb");
    const stream = store.scan(scanned)[Symbol.asyncIterator]();
    await stream.next();
    const counted = Promise.all(Array.from({ length: 9 }, () => count(store)));
    await store[Symbol.asyncDispose]();
    expect(await counted).toEqual(Array.from({ length: 9 }, () => many));
    expect(await refusal(() => stream.next())).toBe("unavailable");
    await using again = await duckdbStore({ path: path.join(folder, "closing.duckdb") });
    expect(await count(again)).toBe(many);
  });

  it("answers each question by what was appended before it was asked, and nothing later", async () => {
    await using store = await duckdbStore({ path: ":memory:", instruments: [recommend] });
    const counts: Promise<number>[] = [];
    for (let at = 0; at < 24; at += 1) {
      counts.push(count(store));
      void store.append([response(`${at}`)]);
    }
    expect(await Promise.all(counts)).toEqual(counts.map((_, at) => at));
  });
});
