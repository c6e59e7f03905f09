import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { quarantineFile } from "./quarantine-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-quarantine-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("remembers a version of a plugin across processes, until it is taken out", async () => {
  const file = path.join(folder, "deep", "quarantined.json");
  quarantineFile(file).put("acme.a", "1.0.0", "failed 3 times");
  const later = quarantineFile(file);
  expect(later.reason("acme.a", "1.0.0")).toBe("failed 3 times");
  expect(later.reason("acme.a", "1.0.1")).toBe(null);
  expect(later.reason("constructor", "1.0.0")).toBe(null);
  later.take("acme.a");
  expect(quarantineFile(file).reason("acme.a", "1.0.0")).toBe(null);
  expect(await readdir(path.dirname(file))).toEqual([]);
});

it("knows what another process let out, and puts nothing back", () => {
  const file = path.join(folder, "quarantined.json");
  const [one, other] = [quarantineFile(file), quarantineFile(file)];
  one.put("acme.a", "1.0.0", "failed 3 times");
  other.put("acme.b", "2.0.0", "failed 3 times");
  other.take("acme.a");
  expect(one.reason("acme.a", "1.0.0")).toBe(null);
  one.put("acme.c", "1.0.0", "broke out");
  expect(
    ["acme.a", "acme.b", "acme.c"].map((id) => other.reason(id, id === "acme.b" ? "2.0.0" : "1.0.0")),
  ).toEqual([null, "failed 3 times", "broke out"]);
});

it("takes a file that is none for empty", async () => {
  const file = path.join(folder, "quarantined.json");
  for (const text of ["{", "null", "3"]) {
    await writeFile(file, text);
    expect(quarantineFile(file).reason("acme.a", "1.0.0")).toBe(null);
  }
});
