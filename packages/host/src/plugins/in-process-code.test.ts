import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answeringPlugin } from "./fixtures/answering-plugin.ts";
import { inProcessCode } from "./in-process-code.ts";

const entry = {
  id: "effort",
  title: "Effort",
  spec: "v1",
  module: "./metric.mjs",
  export: "effort",
} as const;
let folder = "";
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "cxkit-in-process-")));
  await writeFile(path.join(folder, "metric.mjs"), 'export const effort = { kind: "store", id: "effort" };');
});
afterAll(() => rm(folder, { recursive: true }));

const asking = (capabilities: object = { inProcess: { why: "it brings native code along" } }) => ({
  ...answeringPlugin,
  manifest: { ...answeringPlugin.manifest, capabilities },
  realDirectory: folder,
});

describe("inProcessCode", () => {
  it("is what the module exports, where that was asked for and granted", async () => {
    expect(await inProcessCode(asking(), "store", entry, true)).toMatchObject({ id: "effort" });
  });

  it.each([
    ["not asked for", {}, entry, true, "has to ask for inProcess"],
    ["not granted", undefined, entry, false, "cxkit plugin grant acme.kit"],
    [
      "outside of the package",
      undefined,
      { ...entry, module: "../metric.mjs" },
      true,
      "outside of its package",
    ],
    ["something else", undefined, { ...entry, export: "other" }, true, "is not what"],
    ["not there", undefined, { ...entry, module: "./none.mjs" }, true, "cannot be loaded"],
    ["of another id", undefined, { ...entry, id: "other" }, true, "is not what"],
  ] as const)("is refused when it is %s, by name", async (_, capabilities, of, granted, why) => {
    await expect(inProcessCode(asking(capabilities), "store", of, granted)).rejects.toMatchObject({
      code: "invalid-setup",
      message: expect.stringContaining(why),
      place: { contribution: `acme.kit/${of.id}` },
    });
  });
});
