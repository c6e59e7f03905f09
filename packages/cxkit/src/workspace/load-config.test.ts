import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { loadConfig } from "./load-config.ts";

const typescript = `import { defineWorkspace, env } from "cxkit";
import { npsMetric } from "@cxkit/metrics";
import type { Nothing } from "nowhere-at-all";

const zone: string = "Europe/Berlin";
export default defineWorkspace({
  name: "Shop",
  zone,
  key: env("CXKIT_KEY"),
  connections: {},
  scores: { recommend: { metric: npsMetric({ item: "recommend" }) } },
});
`;

describe("loadConfig reads", () => {
  it("TypeScript in an empty folder, where nothing is installed", async () => {
    await using folder = await written({ "cxkit.config.ts": typescript, ".env": "CXKIT_KEY=abc" });
    const { config, folder: found, environment } = await loadConfig(folder.path, {});
    expect(config).toMatchObject({
      name: "Shop",
      zone: "Europe/Berlin",
      key: { env: "CXKIT_KEY" },
      scores: { recommend: { metric: { id: "nps" } } },
    });
    expect([found, environment["CXKIT_KEY"]]).toEqual([folder.path, "abc"]);
  });

  it.each([
    [
      "cxkit.config.mjs",
      'import { env } from "cxkit";\nexport default { name: "A", zone: "UTC", key: env("K"), connections: {} };',
    ],
    ["cxkit.config.js", 'export default { name: "A", zone: "UTC", key: { env: "K" }, connections: {} };'],
    ["cxkit.config.json", '\uFEFF{ "name": "A", "zone": "UTC", "key": { "env": "K" }, "connections": {} }'],
  ])("%s, from a folder below", async (name, text) => {
    await using folder = await written({ [name]: text });
    const inner = path.join(folder.path, "inbox");
    await mkdir(inner);
    expect((await loadConfig(inner, {})).config).toMatchObject({ name: "A", key: { env: "K" } });
  });

  it("a file again after it was changed", async () => {
    await using folder = await written({ "cxkit.config.ts": typescript });
    await loadConfig(folder.path, {});
    await writeFile(path.join(folder.path, "cxkit.config.ts"), typescript.replace("Shop", "Café"));
    expect((await loadConfig(folder.path, {})).config.name).toBe("Café");
  });
});

describe("loadConfig says what is wrong", () => {
  it.each([
    [
      "cxkit.config.ts",
      "export default {\n  a: 1\n  b: 2\n};\n",
      /^cxkit\.config\.ts:3: this cannot be read: /,
    ],
    [
      "cxkit.config.json",
      '{\n  "name": "A",\n  "zone" "UTC"\n}',
      /^cxkit\.config\.json:3: this cannot be read: /,
    ],
    [
      "cxkit.config.ts",
      "const a: any = null;\n\nexport default { name: a.b };",
      /^cxkit\.config\.ts:3: Cannot read prop/,
    ],
    [
      "cxkit.config.ts",
      'import x from "not-installed-anywhere";\nexport default x;',
      /imports "not-installed-anywhere", which is not there; "npm install"/,
    ],
    [
      "cxkit.config.ts",
      "export const config = {};",
      /exports nothing: it needs "export default defineWorkspace/,
    ],
    [
      "cxkit.config.ts",
      'import { env } from "cxkit";\nexport default { key: env("a secret") };',
      /^cxkit\.config\.ts:2: env requires the name/,
    ],
    [
      "cxkit.config.ts",
      "export default { name: 'A', zone: 'UTC', connections: {}, kee: 1 };",
      /2 things are wrong\n.*key.*\n.*kee: unknown key, did you mean key\?/,
    ],
  ])("%s: %s", async (name, text, message) => {
    await using folder = await written({ [name]: text });
    await expect(loadConfig(folder.path, {})).rejects.toMatchObject({
      code: "invalid-setup",
      message: expect.stringMatching(message) as string,
    });
  });
});

async function written(files: { readonly [name: string]: string }) {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder.path, name), text);
  return folder;
}
