import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pluginManifestSchema } from "@cxkit/core/schema";
import { describe, expect, it } from "vitest";
import { buildPlugin } from "./build-plugin.ts";
import { folderWith, pluginFiles, schemaSource } from "./fixtures/plugin-folder.ts";

const read = async (folder: string) =>
  JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as never;

describe("buildPlugin", () => {
  it("writes what is exported into package.json, and leaves everything else as it was", async () => {
    const folder = await folderWith(pluginFiles());
    const before = await read(folder);
    const { changed, contributes } = await buildPlugin(folder);
    expect(changed).toBe(true);
    expect(contributes).toEqual({
      channels: [
        {
          id: "reviews",
          title: "Reviews",
          spec: "v1",
          module: "./index.js",
          export: "reviews",
          config: { type: "object" },
        },
      ],
      metrics: [
        {
          id: "loyalty",
          title: "Loyalty",
          spec: "v1",
          data: {
            select: { types: ["survey.responded"], item: "stay" },
            scale: { min: 0, max: 1, step: 1 },
            scores: [0, 100],
            unit: "percent",
            interval: "wilson",
          },
        },
      ],
    });
    const after = await read(folder);
    expect(after).toEqual({
      ...(before as object),
      cxkit: { manifestVersion: 1, id: "acme.reviews", contributes },
    });
  });

  it("writes nothing the second time", async () => {
    const folder = await folderWith(pluginFiles());
    await buildPlugin(folder);
    const text = await readFile(path.join(folder, "package.json"), "utf8");
    expect((await buildPlugin(folder)).changed).toBe(false);
    expect(await readFile(path.join(folder, "package.json"), "utf8")).toBe(text);
  });

  it("tells everything of every kind that is data, as a manifest may say it", async () => {
    const code = `kind, spec: "v1", title: "T"`;
    const folder = await folderWith({
      ...pluginFiles(),
      "index.js": `${schemaSource}
const params = schema({ type: "object" });
const of = (kind, rest) => ({ ${code}, ...rest });
export const a = of("channel", { id: "a", config: params, decode() {}, file: {}, hydrate: {}, coverage: [{ id: "n", note: { en: "n" } }],
  streams: { all: { mode: "full", lookback: 60, primaryKey() {}, pull() {} } },
  webhook: { secrets: ["webhook"], accepts: ["*"], acknowledge: { status: 200, body: new TextEncoder().encode("success") }, verify() {}, records() {}, dedupeKey() {}, wakes() {} } });
export const b = of("metric", { id: "b", unit: "points", better: "higher", select: { types: ["survey.responded"], item: "q" } });
export const c = of("alert-rule", { id: "c", watches: "event", guarantee: { kind: "none", why: "x" }, params });
export const d = of("notifier", { id: "d", config: params, deliver() {} });
export const e = of("store", { id: "e", config: params, open() {} });
export const f = of("report", { id: "f", formats: ["html"] });
export const g = of("command", { id: "g", effects: "read", params, run() {} });
export const h = of("text-analyzer", { id: "h", languages: ["und"], offline: true, params, analyze() {} });
export const i = { kind: "journey", spec: "v1", journey: { id: "i", title: { en: "Shop" }, stages: [{ id: "s", title: { en: "S" }, touchpoints: [] }] } };
export const j = { kind: "alert-rule-data", spec: "v1", id: "j", title: "T", data: { kind: "below-target", target: 30 } };
export const k = { kind: "configuration", spec: "v1", schema: params };
export const none = { kind: "channel", spec: "v2" };
export const helper = () => 1;
`,
    });
    const { contributes } = await buildPlugin(folder);
    const ids = Object.entries(contributes).map(([kind, entries]) => [
      kind,
      Array.isArray(entries) ? entries.map((entry: { id: string }) => entry.id).join() : "",
    ]);
    expect(ids).toEqual([
      ["channels", "a"],
      ["metrics", "b"],
      ["journeys", "i"],
      ["alertRules", "c,j"],
      ["notifiers", "d"],
      ["stores", "e"],
      ["reports", "f"],
      ["commands", "g"],
      ["textAnalyzers", "h"],
      ["configuration", ""],
    ]);
    expect(contributes.channels?.[0]).toMatchObject({
      hydrates: true,
      file: true,
      streams: { all: { mode: "full", lookback: 60 } },
      webhook: {
        secrets: ["webhook"],
        accepts: ["*"],
        acknowledge: { status: 200, body: "success" },
        wakes: true,
      },
    });
    const manifest = { manifestVersion: 1, id: "acme.all", contributes };
    expect(pluginManifestSchema.safeParse(manifest).error?.issues).toBe(undefined);
  });

  it("finds one definition once, in the smaller of two modules", async () => {
    const files = pluginFiles({
      exports: {
        ".": "./all.js",
        "./reviews": "./index.js",
        "./fixtures": "./fixtures.js",
        "./package.json": "./package.json",
      },
    });
    const folder = await folderWith({
      ...files,
      "all.js": `export { reviews } from "./index.js";`,
      "fixtures.js": "throw new Error('imported');",
    });
    const { contributes } = await buildPlugin(folder);
    expect(contributes.channels).toMatchObject([{ module: "./index.js", export: "reviews" }]);
  });

  it("names the published file, and reads its source", async () => {
    const exports = {
      ".": { "@cxkit/source": "./src/index.js", types: "./dist/index.d.ts", default: "./dist/index.js" },
    };
    const files = pluginFiles({ exports });
    const folder = await folderWith({
      "package.json": files["package.json"]!,
      "src/index.js": files["index.js"]!,
    });
    const { contributes } = await buildPlugin(folder);
    expect(contributes.channels).toMatchObject([{ module: "./dist/index.js" }]);
  });

  it.each([
    [
      "a schema that is no JSON Schema",
      `{ "~standard": { version: 1, vendor: "own", validate: () => ({}) } }`,
      "channel x has a schema that cannot be told as JSON Schema: its library lacks ~standard.jsonSchema",
    ],
    [
      "a schema that refuses",
      `{ "~standard": { jsonSchema: { input() { throw new Error("dates cannot be told"); } } } }`,
      "channel x has a schema that cannot be told as JSON Schema: dates cannot be told",
    ],
    [
      "a schema that cannot be loaded",
      `{ "~standard": { load: async () => { throw new Error("no such file"); } } }`,
      "channel x has a schema that cannot be loaded: no such file",
    ],
  ])("names the contribution with %s", async (_, config, message) => {
    const folder = await folderWith({
      ...pluginFiles(),
      "index.js": `export const x = { kind: "channel", spec: "v1", id: "x", title: "X", config: ${config} };`,
    });
    await expect(buildPlugin(folder)).rejects.toMatchObject({
      code: "invalid-setup",
      message,
      place: { path: "./index.js#x" },
    });
  });

  it("loads a schema that is loaded on first use", async () => {
    const lazy = `(() => { let known; return { "~standard": { load: async () => { known = { type: "object" }; }, jsonSchema: { input: () => known } } }; })()`;
    const folder = await folderWith({
      ...pluginFiles(),
      "index.js": `export const x = { kind: "channel", spec: "v1", id: "x", title: "X", config: ${lazy} };`,
    });
    expect((await buildPlugin(folder)).contributes.channels).toMatchObject([{ config: { type: "object" } }]);
  });

  it("says where a module is missing", async () => {
    const folder = await folderWith(pluginFiles({ exports: { ".": "./dist/index.js" } }));
    await expect(buildPlugin(folder)).rejects.toThrow(/dist.index\.js is not there: is the package built\?$/);
  });

  it("refuses two definitions of one name, and a package without an id", async () => {
    const twice = `export const a = { kind: "metric-data", spec: "v1", id: "m", title: "M", data: {} }; export const b = { ...a };`;
    const folder = await folderWith({ ...pluginFiles(), "index.js": twice });
    await expect(buildPlugin(folder)).rejects.toThrow(
      "metric-data m is defined twice: a in ./index.js, and b in ./index.js",
    );
    await writeFile(path.join(folder, "package.json"), "{}");
    await expect(buildPlugin(folder)).rejects.toThrow(/needs "cxkit": \{ "id": "publisher.name" \}/);
  });
});
