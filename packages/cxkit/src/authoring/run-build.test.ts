import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { runBuild } from "./run-build.ts";

const script = (build: string, more: object = {}) => ({
  "package.json": { name: "a", version: "2.0.0", scripts: { build, ...more } },
});

describe("runBuild", () => {
  it("runs the script, in its folder, and says when there is none", async () => {
    const folder = await folderWith(script("echo made > made.txt"));
    expect(await runBuild(folder)).toBe(true);
    expect(existsSync(path.join(folder, "made.txt"))).toBe(true);
    expect(await runBuild(await folderWith({ "package.json": {} }))).toBe(false);
  });

  it("gives scripts what only npm knows", async () => {
    const version = await folderWith(script("echo $npm_package_version > made-$npm_package_version.txt"));
    await runBuild(version);
    expect(existsSync(path.join(version, "made-2.0.0.txt"))).toBe(true);
    const before = await folderWith(script("test -e before.txt", { prebuild: "echo > before.txt" }));
    expect(await runBuild(before)).toBe(true);
  });

  it("says what a script said that failed", async () => {
    const folder = await folderWith(script("echo src/index.ts is wrong; exit 3"));
    await expect(runBuild(folder)).rejects.toMatchObject({
      code: "invalid-setup",
      message: expect.stringContaining("src/index.ts is wrong"),
    });
  });

  it("is given up, with everything it started", async () => {
    const abort = new AbortController();
    const folder = await folderWith(script("node -e 'setInterval(() => {}, 1000)'; true"));
    const built = runBuild(folder, abort.signal);
    abort.abort();
    await expect(built).rejects.toMatchObject({ code: "invalid-setup" });
  });
});
