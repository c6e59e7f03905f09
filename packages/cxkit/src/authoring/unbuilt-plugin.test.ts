import { describe, expect, it } from "vitest";
import { type Files, folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { authoredPlugin } from "./authored-plugin.ts";
import { unbuiltPlugin } from "./unbuilt-plugin.ts";

const compilerOptions = {
  outDir: "dist",
  rootDir: ".",
  erasableSyntaxOnly: true,
  rewriteRelativeImportExtensions: true,
};
const channel = (module: string) => ({ id: "a", title: "A", spec: "v1", module, export: "a", config: {} });

async function sources(
  { options = compilerOptions, ...files }: Files & { readonly options?: object },
  features: { readonly typescript?: unknown } = { typescript: "strip" },
  modules: readonly string[] = ["./dist/src/index.js"],
) {
  const cxkit = { manifestVersion: 1, id: "acme.a", contributes: { channels: modules.map(channel) } };
  const folder = await folderWith({
    "package.json": { name: "a", version: "1.0.0", cxkit },
    "tsconfig.json": { compilerOptions: options },
    "src/index.ts": "export const a = 1;",
    ...files,
  });
  const { plugin } = await authoredPlugin(folder);
  const unbuilt = await unbuiltPlugin(plugin, features);
  return unbuilt?.manifest.contributes.channels?.map(({ module }) => module) ?? null;
}

describe("unbuiltPlugin", () => {
  it("puts what modules are compiled from in their place", async () => {
    expect(await sources({})).toEqual(["./src/index.ts"]);
    expect(await sources({ "own.js": "" }, undefined, ["./dist/src/index.js", "./own.js"])).toEqual([
      "./src/index.ts",
      "./own.js",
    ]);
    const flat = { ...compilerOptions, rootDir: "src" };
    expect(await sources({ options: flat }, undefined, ["./dist/index.js"])).toEqual(["./src/index.ts"]);
  });

  it("leaves a plugin alone where Node does not run what is written, or nothing is compiled", async () => {
    expect(await sources({}, { typescript: false })).toBeNull();
    expect(await sources({ options: { ...compilerOptions, erasableSyntaxOnly: false } })).toBeNull();
    expect(await sources({ options: { outDir: "dist", rootDir: "." } })).toBeNull();
    expect(await sources({ "tsconfig.json": "{ // no JSON\n}" })).toBeNull();
    expect(await sources({ "own.js": "" }, undefined, ["./own.js"])).toBeNull();
  });

  it("leaves it alone where a module has no source", async () => {
    expect(await sources({}, undefined, ["./dist/src/index.js", "./dist/bundle.js"])).toBeNull();
    expect(await sources({}, undefined, ["./dist/src/index.json"])).toBeNull();
  });
});
