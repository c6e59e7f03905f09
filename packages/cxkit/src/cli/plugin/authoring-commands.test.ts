import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Files, folderWith, indexSource } from "../../plugins/fixtures/plugin-folder.ts";
import { called } from "../fixtures/called.ts";

const channel = {
  id: "reviews",
  title: "Reviews",
  spec: "v1",
  module: "./index.js",
  export: "reviews",
  config: { type: "object" },
};
const capabilities = { network: [{ host: "api.acme.com", why: "Read reviews once." }] };
const plugin: Files = {
  "package.json": {
    name: "acme-reviews",
    version: "1.0.0",
    license: "MIT",
    type: "module",
    keywords: ["cxkit-plugin"],
    engines: { cxkit: "0.x" },
    exports: "./index.js",
    cxkit: { manifestVersion: 1, id: "acme.reviews", contributes: { channels: [channel] }, capabilities },
  },
  "index.js": indexSource.replace(
    "decode: () => ({ events: [], setAside: [] })",
    `decode: (raw) => ({ events: [{ type: "feedback.posted", source: "shop", key: raw.id, time: "2026-03-01T09:00:00Z", channel: "review", dimensions: {}, data: { text: raw.text } }], setAside: [] })`,
  ),
  "fixtures/good.json": { body: { id: "r1", text: "Very good" } },
};

describe("cxkit plugin, for authors", () => {
  it("plays fixtures once, and says what came of them", async () => {
    const folder = await folderWith(plugin);
    const { code, out } = await called(["plugin", "dev", folder, "--once", "--no-build"]);
    expect(out).toContain(
      'fixtures/good.json → reviews\n  feedback.posted r1 at 2026-03-01T09:00:00Z: {"text":"Very good"}\n',
    );
    expect(out).toContain("used: network none; secrets none\n");
    expect(code).toBe(0);
    const { out: json } = await called(["plugin", "dev", folder, "--once", "--no-build", "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      plugin: "acme.reviews",
      outcomes: [{ file: "good.json", failed: null }],
    });
  });

  it("ends with 4 when a fixture cannot be played, or the plugin is none", async () => {
    const broken = await folderWith({ ...plugin, "fixtures/bad.json": { channel: "revues", body: {} } });
    const { code, out } = await called(["plugin", "dev", broken, "--once", "--no-build"]);
    expect(out).toContain("failed: it names no contribution of the plugin");
    expect(code).toBe(4);
    const none = await called(["plugin", "dev", await folderWith({ "package.json": {} }), "--once"]);
    expect([none.code, none.err]).toEqual([4, expect.stringContaining("cxkit")]);
  });

  it("plays them again when a file is saved, until it is told to stop", async () => {
    const folder = await folderWith(plugin);
    const abort = new AbortController();
    let saved = false;
    const { code, out } = await called(["plugin", "dev", folder, "--no-build"], {
      signal: abort.signal,
      watch(text) {
        const times = text.split("used: network").length - 1;
        if (times === 1 && !saved) {
          saved = true;
          writeFileSync(path.join(folder, "fixtures/good.json"), '{"body":{"id":"r2","text":"Better"}}');
        }
        if (times === 2) abort.abort();
      },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/feedback\.posted r1 .*\n.*\n.*\n.*\n {2}feedback\.posted r2 /);
  });

  it.runIf(process.features.typescript)(
    "plays them to what is written as soon as it is saved, and tells what building brings to light",
    async () => {
      const json = plugin["package.json"] as { readonly cxkit: { readonly contributes: object } };
      const compilerOptions = {
        outDir: "dist",
        rootDir: "src",
        erasableSyntaxOnly: true,
        rewriteRelativeImportExtensions: true,
      };
      const folder = await folderWith({
        "package.json": {
          ...json,
          exports: "./dist/index.js",
          // Whatever it is written in: the tests have no compiler.
          scripts: {
            build: "mkdir -p dist && grep -v wrong src/index.ts > dist/index.js && test ! -e wrong",
          },
          cxkit: { ...json.cxkit, contributes: { channels: [{ ...channel, module: "./dist/index.js" }] } },
        },
        "tsconfig.json": { compilerOptions },
        "src/index.ts": plugin["index.js"] ?? "",
        "fixtures/good.json": plugin["fixtures/good.json"] ?? "",
      });
      const abort = new AbortController();
      const source = (plugin["index.js"] as string).replace('"shop"', '"mall" as string');
      let rounds = 0;
      const { code, out, err } = await called(["plugin", "dev", folder], {
        signal: abort.signal,
        watchErrors(text) {
          if (text.split("waiting for changes").length - 1 === rounds) return;
          rounds += 1;
          if (rounds === 1) writeFileSync(path.join(folder, "src/index.ts"), source);
          if (rounds === 2) writeFileSync(path.join(folder, "wrong"), "");
          if (rounds === 3) abort.abort();
        },
      });
      expect(code).toBe(0);
      const told = err
        .replaceAll(/\d+\.\d\d s/g, "0.15 s")
        .replaceAll(/\n.*run build failed:\n/g, "\nfailed\n");
      expect(told).toBe(
        `tried in 0.15 s
waiting for changes; Ctrl-C ends it
tried in 0.15 s after the change
built in 0.15 s after the change
waiting for changes; Ctrl-C ends it
tried in 0.15 s after the change
failed
waiting for changes; Ctrl-C ends it
`,
      );
      expect(out.match(/in a process of its own/g)).toHaveLength(3);
    },
  );

  it("proposes the least to ask for, and writes it when it is told to", async () => {
    const folder = await folderWith(plugin);
    const proposed = await called(["plugin", "record", folder, "--no-build"]);
    expect(proposed.err).toContain("network: api.acme.com is asked for and was not used");
    expect(JSON.parse(proposed.out)).toEqual({ capabilities: {} });
    expect((await called(["plugin", "record", folder, "--no-build", "--write"])).out).toBe(
      "package.json was written\n",
    );
    const json = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as { cxkit: object };
    expect(json.cxkit).toMatchObject({ id: "acme.reviews", capabilities: {} });
  });

  it("proposes nothing away where no fixture tells what is needed", async () => {
    const { "fixtures/good.json": _, ...without } = plugin;
    const folder = await folderWith(without);
    const before = await readFile(path.join(folder, "package.json"), "utf8");
    const { code, out, err } = await called(["plugin", "record", folder, "--no-build", "--write"]);
    expect([code, out, err]).toEqual([
      4,
      "",
      expect.stringContaining("there is nothing to see by what the plugin needs"),
    ]);
    expect(await readFile(path.join(folder, "package.json"), "utf8")).toBe(before);
  });

  it("makes a fixture of a sample, and says what was kept", async () => {
    const folder = await folderWith({
      "sample.json": '{"name":"Ada Lovelace","score":9,"state":"completed"}',
      "h.txt": "X-Id: abc123\nContent-Type: application/vnd.acme+json\nnonsense\n",
    });
    const file = (name: string) => path.join(folder, name);
    const flags = ["--keep", "score", "--headers", file("h.txt"), "--out", file("made.json")];
    const { code, err } = await called(["plugin", "redact", file("sample.json"), ...flags]);
    expect(code).toBe(0);
    expect(err).toContain("kept: score = 9\n");
    expect(err).toContain("--word keeps one): completed\n");
    const made = JSON.parse(await readFile(file("made.json"), "utf8")) as {
      headers: object;
      body: { score: number };
    };
    expect(made).toMatchObject({ recorded: "2026-07-01", headers: { "content-type": "application/json" } });
    expect(made.body.score).toBe(9);
    expect(JSON.stringify(made)).not.toMatch(/Ada|Lovelace|abc123|completed/);
    // It writes over nothing.
    expect((await called(["plugin", "redact", file("sample.json"), ...flags])).code).not.toBe(0);
  });

  it("redacts within what is a fixture already, and wraps nothing twice", async () => {
    const body = { name: "Ada Lovelace", score: 9 };
    const headers = { "X-Id": "abc123" };
    const folder = await folderWith({
      "made.json": { channel: "reviews", recorded: "2026-03-01", headers, body },
      "caught.json": { channel: "Ada's phone", headers, body: "name=Ada+Lovelace" },
      "payload.json": { headers: {}, body, to: "Ada" },
      "answers.json": { headers, body, answers: [{ body }] },
    });
    const redacted = (name: string, ...flags: string[]) =>
      called(["plugin", "redact", path.join(folder, name), ...flags]);
    const made = await redacted("made.json", "--keep", "score");
    expect(made.err).toContain("a fixture already");
    expect(JSON.parse(made.out)).toMatchObject({
      channel: "reviews",
      recorded: "2026-03-01",
      headers: { "x-id": expect.stringMatching(/^\w{6}$/), "content-type": "application/json" },
      body: { name: expect.any(String), score: 9 },
    });
    const caught = JSON.parse((await redacted("caught.json")).out) as object;
    expect(Object.keys(caught)).toEqual(["recorded", "headers", "body"]);
    expect(caught).toMatchObject({ body: expect.stringMatching(/^name=/), recorded: "2026-07-01" });
    // What a producer sends may have these keys, too.
    const payload = await redacted("payload.json");
    expect(JSON.parse(payload.out)).toMatchObject({ body: { body: { score: expect.any(Number) } } });
    for (const { out } of [made, payload]) expect(out).not.toMatch(/Ada|Lovelace|abc123/);
    expect((await redacted("answers.json")).err).toContain("is a fixture with answers");
  });

  it("weighs the evidence that there is", async () => {
    const folder = await folderWith(plugin);
    const { out } = await called(["plugin", "quality", folder]);
    expect(out).toContain("no level yet\n");
    expect(out).toContain("bronze: there is no cxkit.conformance.json");
    expect(JSON.parse((await called(["plugin", "quality", folder, "--json"])).out)).toMatchObject({
      level: null,
    });
  });
});
