import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inputPaths } from "./input-paths.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-in-"));
  for (const name of [
    "wave 10.csv",
    "wave 2.csv",
    "wave 2.csv.bak",
    ".wave 1.csv",
    "a[1].csv",
    "b*.csv",
  ].filter((one) => process.platform !== "win32" || !one.includes("*")))
    await writeFile(path.join(folder, name), "x");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("inputPaths", () => {
  it("leaves names alone, there or not, in the given order", async () => {
    expect(await inputPaths(["b.csv", "a[1].csv"])).toEqual(["b.csv", "a[1].csv"]);
  });

  it("spells patterns out in the order a reader expects, hidden files left out", async () => {
    const found = await inputPaths([path.join(folder, "*wave*.csv")]);
    expect(found.map((file) => path.basename(file))).toEqual(["wave 2.csv", "wave 10.csv"]);
    expect((await inputPaths([path.join(folder, "wave ?.csv")])).length).toBe(1);
  });

  it.skipIf(process.platform === "win32")("takes a file that is really called so", async () => {
    expect(await inputPaths([path.join(folder, "b*.csv")])).toEqual([path.join(folder, "b*.csv")]);
  });

  it("says when a pattern finds nothing, and that standard input is not read", async () => {
    await expect(inputPaths(["nowhere/*.csv"])).rejects.toThrow("nowhere/*.csv: no file is called like that");
    await expect(inputPaths(["-"])).rejects.toThrow(/standard input cannot be read: save it to a file/);
  });
});
