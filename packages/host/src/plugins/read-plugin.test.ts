import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PluginManifest } from "@cxkit/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { manifestHash, readPlugin } from "./read-plugin.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "cxkit-read-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const cxkit: PluginManifest = { manifestVersion: 1, id: "acme.a", contributes: {} };
const json = {
  name: "a",
  version: "1.0.0",
  keywords: ["cxkit-plugin"],
  engines: { cxkit: "*" },
  cxkit,
};
const read = async (package_: object, origin: "dependency" | "path" = "path") => {
  await writeFile(path.join(directory, "package.json"), JSON.stringify(package_));
  return readPlugin({ directory, origin, integrity: null }, "1.0.0");
};

it("reads a plugin, and takes a package without the keyword for none unless it was named", async () => {
  expect(await read(json)).toMatchObject({
    state: "resolved",
    plugin: { version: "1.0.0", manifest: cxkit },
  });
  expect(await read({ ...json, keywords: [] }, "dependency")).toBe(null);
  expect(await read({ ...json, keywords: [] })).toMatchObject({ state: "invalid" });
});

it("takes nobody else for CXKit's own", async () => {
  expect(await read({ ...json, cxkit: { ...cxkit, id: "cxkit.channels" } })).toMatchObject({
    problems: ["cxkit.id: the publisher cxkit is CXKit's own"],
  });
});

it("refuses what is wrong beyond the shape of a manifest", async () => {
  const network = [{ host: "*.com", why: "all" }];
  expect(await read({ ...json, cxkit: { ...cxkit, capabilities: { network } } })).toMatchObject({
    state: "invalid",
    problems: ["cxkit.capabilities.network[0].host: *.com is everybody below .com"],
  });
});

it("hashes what a manifest says, not how it is written", () => {
  const other = { contributes: {}, id: "acme.a", manifestVersion: 1 } as const;
  expect(manifestHash(other)).toBe(manifestHash(cxkit));
  expect(manifestHash({ ...cxkit, title: "A" })).not.toBe(manifestHash(cxkit));
});
