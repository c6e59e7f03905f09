import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { entryPoints, projectTree, publishedManifests, root } from "./tree.ts";

const manifest = publishedManifests(projectTree()).get("channels");
const entries = manifest ? entryPoints("channels", manifest) : [];
const isChannel = (text: string): boolean =>
  /^export (?:const \w+: \w*Channel\b|function \w+\([^)]*\): \w*Channel\b)/m.test(text);
const channels = entries.filter((file) => isChannel(projectTree().get(file) ?? ""));

/** The files of this repository that code loads, with the bytes that each brings. */
async function loaded(contents: string): Promise<ReadonlyMap<string, number>> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["zod", "fflate", "date-fns", "@date-fns/tz", "@noble/*"],
    conditions: ["@cxkit/source"],
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  return new Map(
    Object.entries(output?.inputs ?? {}).map(([file, { bytesInOutput }]) => [file, bytesInOutput]),
  );
}

describe("importing one channel", () => {
  it("is tried with every channel there is", () => {
    expect(channels.length).toBeGreaterThan(5);
  });

  it.each(channels)("%s loads no other, and no reader of tables", async (file) => {
    const files = await loaded(`export * from "./${file}";`);
    expect(files.has(file)).toBe(true);
    const tables = file.includes("-csv") ? [] : ["zip", "table-open", "delimited-text"];
    const others = [...channels, ...tables.map((name) => `packages/channels/src/${name}.ts`)].filter(
      (other) => other !== file && files.has(other),
    );
    expect(others).toEqual([]);
    // The schemas of all events are made as they load: for the one channel whose records are events.
    const schemas = [...files.keys()].filter((each) => each.startsWith("packages/core/src/schema/"));
    if (!file.endsWith("cloudevents.ts")) expect(schemas).toEqual([]);
    // Besides zod, which a host has loaded anyway: code of ours, as text. Readers of files know a language's words by heart.
    const bytes = [...files.values()].reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeLessThan(file.includes("-csv") ? 200_000 : 64_000);
  });

  it("that imports another is found out, and what authors need is none", async () => {
    const [one, other] = ["typeform", "webhook"].map((name) => `packages/channels/src/${name}.ts`);
    const files = await loaded(`export * from "./${one}"; export { standardWebhook } from "./${other}";`);
    expect(channels.filter((file) => files.has(file))).toEqual([one, other]);
    const authoring = await loaded(`export * from "./packages/channels/src/authoring.ts";`);
    expect(channels.filter((file) => authoring.has(file))).toEqual([]);
  });
});
