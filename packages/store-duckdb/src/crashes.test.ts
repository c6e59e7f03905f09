import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type CrashedWriter, storeConformance } from "@cxkit/testkit/conformance";
import { describe, it, onTestFinished } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";
import { killedAfter } from "./fixtures/killed-process.ts";

/** A process that writes, and is killed by the operating system; its file opened again. */
const crashed: CrashedWriter = async (pages, after) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "cxkit-crash-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [file, told] = [path.join(folder, "cx.duckdb"), path.join(folder, "pages.json")];
  await writeFile(told, JSON.stringify(pages));
  await killedAfter("write-until-killed.ts", [file, told, String(after)], "appending");
  return { acknowledged: after, store: await duckdbStore({ path: file }) };
};

describe("duckdbStore passes the conformance kit's check of crashes", () => {
  const checks = storeConformance(() => duckdbStore({ path: ":memory:", threads: 1 }), { crashed });
  for (const { name, check } of checks.filter(({ id }) => id === "S10")) it(name, check, 120_000);
});
