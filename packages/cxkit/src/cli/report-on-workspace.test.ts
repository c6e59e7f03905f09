import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { shopExport, writeShop } from "../workspace/fixtures/shop.ts";
import { temporaryFolder } from "../workspace/fixtures/temporary-folder.ts";
import { called } from "./fixtures/called.ts";

async function shop() {
  const folder = await temporaryFolder();
  await writeShop(folder.path);
  return {
    path: folder.path,
    cx: (...args: readonly string[]) => called([...args, "--folder", folder.path], { env: {} }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

describe("cxkit report without a file", () => {
  it("reports on what the workspace has collected", async () => {
    await using at = await shop();
    const file = path.join(at.path, "january.csv");
    await writeFile(file, shopExport(60));
    await at.cx("ingest", file);
    const out = path.join(at.path, "all.html");
    const written = await at.cx("report", "--out", out);
    expect([written.code, written.err]).toEqual([0, ""]);
    expect(written.out).toContain("60 responses");
    expect(await readFile(out, "utf8")).toMatch(/^<!doctype html>/i);

    const { out: json } = await at.cx("report", "--json", "--minimum-cell", "10", "--interval", "wald");
    const model = JSON.parse(json) as {
      responses: number;
      scores: { estimate: { n: number; method: string } }[];
    };
    expect([model.responses, model.scores[0]?.estimate.n]).toEqual([60, 60]);
    expect(model.scores[0]?.estimate.method).toContain("wald");
  });

  it("says that there is nothing yet, and writes that", async () => {
    await using at = await shop();
    const out = path.join(at.path, "all.html");
    expect((await at.cx("report", "--out", out)).code).toBe(5);
  });

  it("refuses options that are about a file", async () => {
    await using at = await shop();
    const { code, err } = await at.cx("report", "--save-mapping", "m.json");
    expect([code, err]).toEqual([4, "cxkit: --save-mapping is about a file, and no file is named\n"]);
  });
});
