import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fakePlugin } from "./fixtures/fake-plugins.ts";
import { grantOf } from "./grants.ts";
import type { PluginOrigin, UsablePlugin } from "./manager-contract.ts";
import { contentsProblem, pluginContents } from "./plugin-contents.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-contents-"));
  for (const [name, text] of Object.entries({
    "package.json": "{}",
    "dist/index.js": "export const a = 1;",
    "dist/more.js": "",
  }))
    await write(name, text);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

const hash = async () => (await pluginContents(folder))?.hash;

describe("pluginContents", () => {
  it("is the same for the same files, and another for any other byte, name or place", async () => {
    const first = await hash();
    await write("dist/index.js", "export const a = 1;");
    expect(await hash()).toBe(first);
    const seen = new Set([first]);
    for (const [name, text] of [
      ["dist/index.js", "export const a = 2;"],
      ["new.js", ""],
      ["lib/new.js", ""],
    ] as const) {
      await write(name, text);
      seen.add(await hash());
    }
    await rm(path.join(folder, "dist/more.js"));
    seen.add(await hash());
    expect(seen.size).toBe(5);
  });

  it("takes a link for where it leads", async () => {
    await symlink("dist/index.js", path.join(folder, "main.js"));
    const first = await hash();
    await rm(path.join(folder, "main.js"));
    await symlink("dist/more.js", path.join(folder, "main.js"));
    expect(await hash()).not.toBe(first);
  });

  it.runIf(process.platform !== "win32")("waits for nothing that is neither file nor link", async () => {
    const first = await hash();
    execFileSync("mkfifo", [path.join(folder, "pipe")]);
    expect(await hash()).not.toBe(first);
  });

  it("leaves out what a plugin's process may not read", async () => {
    const first = await hash();
    await write("node_modules/other/index.js", "1");
    await write(".cache/kept", "1");
    expect(await hash()).toBe(first);
    // Only there: deeper down they are files like others.
    await write("dist/.hidden", "1");
    expect(await hash()).not.toBe(first);
  });

  it("does not look at more than a start can wait for", async () => {
    await write("large.bin", "x".repeat(20_000_001));
    expect(await pluginContents(folder)).toBeNull();
  });
});

describe("contentsProblem", () => {
  async function granted(origin: PluginOrigin = "dependency") {
    const contents = await pluginContents(folder);
    const found: UsablePlugin = { ...fakePlugin("acme.a"), origin };
    const plugin = { ...found.plugin, directory: folder, realDirectory: folder };
    const grant = grantOf(plugin, "sha256-m", "ada", "2026-03-01T00:00:00Z", contents?.hash);
    return { found: { ...found, plugin }, grant, files: contents?.files ?? null };
  }

  it("names what is other than what was granted, as far as that is known", async () => {
    const { found, grant, files } = await granted();
    expect(await contentsProblem(found, grant)).toBeNull();
    await write("dist/index.js", "export const a = 2;");
    await write("dist/added.js", "");
    await rm(path.join(folder, "dist/more.js"));
    expect(await contentsProblem(found, grant, () => Promise.resolve(files))).toBe(
      "its files are not those that were granted as 1.0.0: dist/added.js is new, dist/index.js is another, dist/more.js is gone",
    );
    expect(await contentsProblem(found, grant)).toBe("its files are not those that were granted as 1.0.0");
    for (const name of ["a", "b"]) await write(`more/${name}.js`, "");
    expect(await contentsProblem(found, grant, () => Promise.resolve(files))).toMatch(/is gone, and 2 more$/);
  });

  it("leaves alone what is being written, upgrades, and what was granted without it", async () => {
    for (const origin of ["path", "workspace"] as const) {
      const { found, grant } = await granted(origin);
      await write("dist/index.js", origin);
      expect(await contentsProblem(found, grant)).toBeNull();
    }
    const { found, grant } = await granted("tarball");
    await write("dist/index.js", "3");
    expect(await contentsProblem(found, grant)).not.toBeNull();
    expect(await contentsProblem(found, { ...grant, version: "0.9.0" })).toBeNull();
    expect(await contentsProblem(found, undefined)).toBeNull();
    const { contents: _, ...before } = grant;
    expect(await contentsProblem(found, before)).toBeNull();
  });

  it("refuses what became too much to be looked at", async () => {
    const { found, grant } = await granted();
    await write("large.bin", "x".repeat(20_000_001));
    expect(await contentsProblem(found, grant)).toBe("its files are not those that were granted as 1.0.0");
  });
});
