import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { buildPlugin } from "./build-plugin.ts";
import { checkPlugin } from "./check-plugin.ts";
import { type Files, folderWith, indexSource, pluginFiles } from "./fixtures/plugin-folder.ts";

const engine = "0.1.0";

/** What a check says of a built plugin whose files were changed afterwards. */
async function said(after: Files = {}, change: object = {}): Promise<readonly string[]> {
  const files = pluginFiles(change);
  const built = await folderWith(files);
  await buildPlugin(built);
  const manifest = await readFile(path.join(built, "package.json"), "utf8");
  // A folder of its own: what was imported stays imported.
  const folder = await folderWith({ ...files, "package.json": manifest, ...after });
  const { problems } = await checkPlugin(folder, engine);
  return problems.map(
    ({ place, message, level }) => `${level === "warning" ? "(warning) " : ""}${place}: ${message}`,
  );
}

describe("checkPlugin", () => {
  it("finds nothing in a plugin that was built", async () => {
    expect(await said()).toEqual([]);
    expect(await said({}, { private: true, license: undefined })).toEqual([]);
  });

  it("finds drift in both directions, and within an entry", async () => {
    const drift = (index: string) => said({ "index.js": index });
    expect(await drift(indexSource.replace("export const loyalty", "const loyalty"))).toEqual([
      'cxkit.contributes: metrics loyalty is declared, but nothing exports it; "cxkit plugin build" writes it anew',
    ]);
    expect(await drift(`${indexSource}\nexport const other = { ...loyalty, id: "other" };`)).toEqual([
      'cxkit.contributes: metrics other is exported, but not declared; "cxkit plugin build" writes it anew',
    ]);
    expect(await drift(indexSource.replace("[0, 100]", "[0, 50]"))).toEqual([
      'cxkit.contributes: metrics loyalty differs at data.scores[1] from what is exported; "cxkit plugin build" writes it anew',
    ]);
  });

  it.each<[string, object, string]>([
    ["no keyword", { keywords: [] }, "keywords: cxkit-plugin is missing: no host finds it"],
    ["no engine", { engines: {} }, "engines.cxkit: is missing: which versions of CXKit it works with"],
    [
      "another engine",
      { engines: { cxkit: "^2.0.0" } },
      "engines.cxkit: ^2.0.0 does not hold 0.1.0, which it is checked with",
    ],
    ["no range", { engines: { cxkit: "new" } }, "engines.cxkit: new is no range of versions"],
    [
      "a script at installation",
      { scripts: { postinstall: "node x.js" } },
      "scripts.postinstall: runs when it is installed, before anything was granted",
    ],
    ["no licence", { license: undefined }, "(warning) license: is missing"],
  ])("finds %s", async (_, change, expected) => {
    expect(await said({}, change)).toEqual([expected]);
  });

  it("finds imports of what is not a dependency, also in modules that are not exported", async () => {
    const index = `import "./deep.js";\n${indexSource}`;
    const deep = `export const later = () => import("left-pad");\nexport const own = () => import("acme-reviews");`;
    expect(await said({ "index.js": index, "deep.js": deep })).toEqual([
      "deep.js: imports left-pad, which is not among the dependencies",
    ]);
    expect(
      await said({ "index.js": index, "deep.js": deep }, { peerDependencies: { "left-pad": "1" } }),
    ).toEqual([]);
  });

  it("warns of hosts that are asked for and named nowhere", async () => {
    const network = ["api.acme.com", "*.acme.io", "${config:shop}"].map((host) => ({ host, why: "x" }));
    const cxkit = { manifestVersion: 1, id: "acme.reviews", contributes: {}, capabilities: { network } };
    expect((await said({}, { cxkit })).filter((one) => one.includes("none of its modules"))).toEqual([
      "(warning) cxkit.capabilities.network: asks for api.acme.com, which none of its modules names",
      "(warning) cxkit.capabilities.network: asks for *.acme.io, which none of its modules names",
    ]);
    const index = `${indexSource}\nexport const url = "https://api.acme.com/v1"; export const other = "eu.acme.io";`;
    expect((await said({ "index.js": index }, { cxkit })).filter((one) => one.includes("none of"))).toEqual(
      [],
    );
  });

  it("finds a README that is the template's, or none", async () => {
    expect(
      await said({
        "README.md":
          "# Title\n\nDescribe your plugin here, in a few words that tell what it is for and how it is used.",
      }),
    ).toEqual(['README.md: still says "Describe your plugin"']);
    expect(await said({ "README.md": "# Reviews" })).toEqual(["README.md: says next to nothing"]);
  });

  it("finds secrets in what is packed, and in nothing else", async () => {
    const key = `const key = "AKIA${"A".repeat(16)}";`;
    expect(await said({ "notes.txt": `\n${key}` })).toEqual([
      "notes.txt:2: holds what looks like an AWS access key",
    ]);
    expect(await said({ "notes.txt": key }, { files: ["index.js"] })).toEqual([]);
    expect(await said({ ".env": "A=1" })).toEqual([".env: is packed, and holds secrets as a rule"]);
  });

  it("goes on when the code cannot be imported, or tells no schema", async () => {
    const problems = await said({ "index.js": "throw new Error('at import');" }, { keywords: [] });
    expect(problems).toEqual([
      expect.stringMatching(/index.js: .*cannot be imported: at import$/),
      "keywords: cxkit-plugin is missing: no host finds it",
    ]);
  });

  it("says which key of the manifest is wrong", async () => {
    const folder = await folderWith(pluginFiles());
    const file = path.join(folder, "package.json");
    await buildPlugin(folder);
    await writeFile(file, (await readFile(file, "utf8")).replace('"acme.reviews"', '"Reviews"'));
    const { id, problems } = await checkPlugin(folder, engine);
    expect([id, problems]).toEqual([
      "Reviews",
      [{ place: "cxkit.id", message: "requires publisher.name in lower case", level: "error" }],
    ]);
  });
});
