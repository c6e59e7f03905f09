import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { entryPoints, projectTree, publishedManifests, root } from "./tree.ts";

const manifest = publishedManifests(projectTree()).get("channels");
const entries = manifest ? entryPoints("channels", manifest) : [];
const isChannel = (text: string): boolean =>
  /^export (?:const \w+: \w*Channel\b|function \w+\([^)]*\): \w*Channel\b)/m.test(text);
const channels = entries.filter((file) => isChannel(projectTree().get(file) ?? ""));

interface Loaded {
  /** The files of this repository, with the bytes that each brings. */
  readonly files: ReadonlyMap<string, number>;
  /** Modules of others: `zod`, `@noble/hashes/sha2.js`. */
  readonly others: ReadonlySet<string>;
}

/** What code loads before it runs, as a runtime does that leaves nothing out; what it imports while it runs is not among it. */
async function loaded(contents: string): Promise<Loaded> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    outdir: "never-written",
    bundle: true,
    splitting: true,
    treeShaking: false,
    ignoreAnnotations: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["zod", "fflate", "date-fns", "@date-fns/tz", "@noble/*"],
    conditions: ["@cxkit/source"],
    logLevel: "silent",
  });
  const files = new Map<string, number>();
  const others = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    const output = metafile.outputs[name];
    if (!output || visited.has(name)) return;
    visited.add(name);
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) files.set(file, bytesInOutput);
    for (const { path, kind, external } of output.imports) {
      if (kind !== "import-statement") continue;
      if (external) others.add(path);
      else visit(path);
    }
  };
  visit("never-written/stdin.js");
  return { files, others };
}

describe("importing one channel", () => {
  it("is tried with every channel there is", () => {
    expect(channels.length).toBeGreaterThan(5);
  });

  it.each(channels)("%s loads no other, and no reader of tables", async (file) => {
    const { files, others: foreign } = await loaded(`export * from "./${file}";`);
    expect(files.has(file)).toBe(true);
    const tables = file.includes("-csv") ? [] : ["zip", "table-open", "delimited-text"];
    const others = [...channels, ...tables.map((name) => `packages/channels/src/${name}.ts`)].filter(
      (other) => other !== file && files.has(other),
    );
    expect(others).toEqual([]);
    // zod alone is more than what importing a channel may cost.
    const schemas = [...files.keys()].filter((each) => each.startsWith("packages/core/src/schema/"));
    const onlyHashes = [...foreign].filter((name) => !name.startsWith("@noble/hashes/"));
    expect([...schemas, ...onlyHashes]).toEqual([]);
    // Code of ours, as text. Readers of files know a language's words by heart.
    const bytes = [...files.values()].reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeLessThan(file.includes("-csv") ? 208_000 : 96_000);
  });

  it("that loads a schema at once is found out, and one that is loaded later is none", async () => {
    const config = `./packages/channels/src/typeform/config.ts`;
    const atOnce = await loaded(`export { typeformConfig } from "${config}";`);
    expect(atOnce.others).toContain("zod");
    const later = await loaded(`export const config = () => import("${config}");`);
    expect([...later.others, ...later.files.keys()]).toEqual(["<stdin>"]);
  });

  it("that imports another is found out, and what authors need is none", async () => {
    const [one, other] = ["typeform", "webhook"].map((name) => `packages/channels/src/${name}.ts`);
    const { files } = await loaded(`export * from "./${one}"; export { standardWebhook } from "./${other}";`);
    expect(channels.filter((file) => files.has(file))).toEqual([one, other]);
    const authoring = await loaded(`export * from "./packages/channels/src/authoring.ts";`);
    expect(channels.filter((file) => authoring.files.has(file))).toEqual([]);
  });
});
