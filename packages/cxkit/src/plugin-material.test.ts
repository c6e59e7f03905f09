import { typeform } from "@cxkit/channels/typeform";
import { channelConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { folderWith, pluginFiles } from "./plugins/fixtures/plugin-folder.ts";
import { pluginMaterial } from "./plugin-material.ts";

const code = `export const reviews = {
  kind: "channel", spec: "v1", id: "reviews", title: "Reviews",
  config: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } },
  decode: (raw, { subject }) => ({ events: [{ type: "feedback.posted", source: "s", key: String(raw), subject: subject("a", "b") }], setAside: [] }),
};
`;
const entry = {
  id: "reviews",
  title: "Reviews",
  spec: "v1",
  module: "./src/index.mjs",
  export: "reviews",
  config: {},
};
const folderOf = async (channels: readonly object[]): Promise<string> =>
  folderWith({
    ...pluginFiles({ cxkit: { manifestVersion: 1, id: "acme.reviews", contributes: { channels } } }),
    "src/index.mjs": code,
  });

describe("pluginMaterial", () => {
  it("gives the kit manifest, modules, sources and a fence, of the package that is there", async () => {
    const folder = await folderOf([entry]);
    const { plugin, run } = await pluginMaterial("reviews", folder);
    expect(plugin?.manifest.contributes.channels?.[0]?.id).toBe("reviews");
    expect(Object.keys(plugin?.modules["./src/index.mjs"] ?? {})).toEqual(["reviews"]);
    expect(Object.keys(plugin?.sources ?? {})).toEqual(["src/index.mjs"]);
    expect(await plugin?.load()).not.toBe(await plugin?.load());

    const hashes = { subject: (kind: string, value: string) => `${kind}-${value}`, fingerprint: () => "" };
    const event = { type: "feedback.posted", source: "s", key: "1", subject: "a-b" };
    const decoded = { events: [event], setAside: [] };
    expect(await run?.decode([1], {}, hashes)).toEqual([decoded]);
    await run?.killed();
    expect(await run?.decode([1], {}, hashes)).toEqual([decoded]);
    expect(await run?.measured([1], {})).toMatchObject({ startMs: expect.any(Number) });
  });

  it("gives nothing of a package that was not built, and the kit says what was not tried", async () => {
    const material = await pluginMaterial("reviews", await folderOf([]));
    expect(material).toEqual({});
    await typeform.config["~standard"].load?.();
    const checks = channelConformance(typeform, { config: { form: "abc", items: {} }, ...material });
    expect(checks.find(({ id }) => id === "H1")?.left?.as).toBe("not-tried");
  });

  it("is what the kit takes, whichever channel it is of", async () => {
    const material = await pluginMaterial("reviews", await folderOf([entry]));
    const config = { form: "abc", items: {} };
    const checks = channelConformance(typeform, { config, ...material });
    const left = new Map(checks.map((check) => [check.id, check.left?.reason]));
    expect(["D3", "D4", "D6", "D7", "D8"].map((id) => left.get(id))).toEqual(Array(5).fill(undefined));
    expect(left.get("H1")).toMatch(/^no records are given/);
  });
});
