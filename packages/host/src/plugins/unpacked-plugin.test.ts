import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gunzipSync, gzipSync } from "node:zlib";
import { packed } from "./fixtures/packed.ts";
import { unpackedPlugin } from "./unpacked-plugin.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-unpack-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const unpack = async (bytes: Uint8Array) => {
  const file = path.join(folder, "a.tgz");
  await writeFile(file, bytes);
  return unpackedPlugin(file, path.join(folder, "plugins"));
};

/** The archive with a size in its first header that would lead its reader back to that header. */
function shrunk(bytes: Uint8Array): Uint8Array {
  const archive = gunzipSync(bytes);
  archive.write("-0000001000\0", 124);
  return gzipSync(archive);
}

describe("unpackedPlugin", () => {
  it("unpacks what npm packs, once", async () => {
    const deep = `dist/${"deep/".repeat(30)}a.js`;
    const bytes = packed({ "package.json": "{}", "dist/a.js": "export {};", [deep]: "1" });
    const { directory, integrity } = await unpack(bytes);
    expect(integrity).toMatch(/^sha512-/);
    expect(await readFile(path.join(directory, deep), "utf8")).toBe("1");
    expect((await unpack(bytes)).directory).toBe(directory);
    expect(await readdir(path.join(folder, "plugins"))).toHaveLength(1);
  });

  it.each([
    ["a path that leads out", packed({ "../../x.js": "1" })],
    ["a link", packed({ "a.js": "" }, "2")],
    ["no archive", new Uint8Array([1, 2, 3])],
    ["a file of less than no bytes", shrunk(packed({ "a.js": "1" }))],
    ["half an archive", gzipSync(Buffer.alloc(512, "1"))],
  ])("takes nothing of %s", async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "invalid-file" });
    expect(await readdir(folder)).not.toContain("x.js");
    expect(await readdir(path.join(folder, "plugins")).catch(() => [])).toEqual([]);
  });
});
