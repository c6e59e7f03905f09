import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { storeLaws } from "@cxkit/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";

let folder: string;
let stores = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-duckdb-laws-"));
});
afterAll(() => rm(folder, { recursive: true }));

// One thread: the laws make hundreds of little stores.
describe("duckdbStore keeps the store laws", () => {
  for (const law of storeLaws(() => duckdbStore({ path: ":memory:", threads: 1 }))) it(law.name, law.check);
});

describe("duckdbStore on a file keeps them across reopening", () => {
  const file = (): string => path.join(folder, `${stores}.duckdb`);
  const make = () => {
    stores += 1;
    return duckdbStore({ path: file(), threads: 1 });
  };
  const reopen = async (store: AsyncDisposable) => {
    await store[Symbol.asyncDispose]();
    return duckdbStore({ path: file(), threads: 1 });
  };
  const laws = storeLaws(make, { reopen });
  const onDisk = laws.filter(({ name }) => /cursor|opened again|erasure|items are/.test(name));
  it("which are some", () => expect(onDisk.length).toBeGreaterThan(3));
  for (const law of onDisk) it(law.name, law.check);
});

it("duckdbStore refuses threads and megabytes that are none", async () => {
  await expect(duckdbStore({ path: ":memory:", threads: 0 })).rejects.toThrow(RangeError);
  await expect(duckdbStore({ path: ":memory:", memoryMegabytes: 1.5 })).rejects.toThrow(/memoryMegabytes/);
});
