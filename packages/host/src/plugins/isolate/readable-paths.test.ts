import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { InstalledPlugin } from "../runner.ts";
import { idleServices, misbehaved, quick } from "./fixtures/misbehaved-plugin.ts";
import { processRunner } from "./process-runner.ts";
import { readablePaths } from "./readable-paths.ts";

let root = "";
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(os.tmpdir(), "cxkit-readable-")));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}

const plugin = (directory = "node_modules/plugin"): InstalledPlugin => ({
  manifest: { manifestVersion: 1, id: "fixture.misbehaved", contributes: {} },
  version: "1.0.0",
  directory: path.join(root, directory),
  realDirectory: path.join(root, directory),
  integrity: "",
});

it("a plugin reads its package and those that it depends on, and nothing that is hidden or another's", async () => {
  await write(
    "node_modules/plugin/package.json",
    '{"dependencies":{"near":"1"},"peerDependencies":{"far":"1"},"optionalDependencies":{"absent":"1"}}',
  );
  await write("node_modules/plugin/dist/plugin.js", "");
  await write("node_modules/plugin/.env", "SECRET=1");
  await write("node_modules/plugin/node_modules/near/package.json", '{"dependencies":{"far":"1"}}');
  await write("node_modules/.store/far/package.json", "{}");
  await write("node_modules/other/package.json", "{}");
  await symlink(path.join(root, "node_modules/.store/far"), path.join(root, "node_modules/far"));
  const found = (await readablePaths(plugin())).map((one) => path.relative(root, one)).toSorted();
  expect(found).toEqual([
    "node_modules/.store/far/package.json",
    "node_modules/far",
    "node_modules/plugin/dist",
    "node_modules/plugin/node_modules/near/package.json",
    "node_modules/plugin/package.json",
  ]);
});

it("a link that points out of the package is no way out", async () => {
  await write("outside/file", "not for plugins");
  await write("workspace/plugin/package.json", "{}");
  await symlink(path.join(root, "workspace/plugin/package.json"), path.join(root, "workspace/plugin/inside"));
  expect(await readablePaths(plugin("workspace/plugin"))).toHaveLength(2);
  await mkdir(path.join(root, "workspace/plugin/data"));
  await symlink(path.join(root, "outside/file"), path.join(root, "workspace/plugin/data/link"));
  await expect(readablePaths(plugin("workspace/plugin"))).rejects.toMatchObject({
    code: "invalid-setup",
    message: expect.stringContaining("data/link"),
  });
  await rm(path.join(root, "workspace/plugin/data"), { recursive: true });
  await mkdir(path.join(root, "workspace/plugin/lib/node_modules"), { recursive: true });
  await symlink(path.join(root, "outside"), path.join(root, "workspace/plugin/lib/node_modules/outside"));
  await expect(readablePaths(plugin("workspace/plugin"))).rejects.toMatchObject({ code: "invalid-setup" });
});

it("a path among the packages it depends on opens no other folder", async () => {
  await write("package.json", "{}");
  await write("cxkit.lock.json", "not for plugins");
  for (const name of ["../../..", "..", "@a/../../../..", "near/../../../..", "/etc", ".store", ""]) {
    await write("node_modules/plugin/package.json", JSON.stringify({ dependencies: { [name]: "1" } }));
    await expect(readablePaths(plugin())).rejects.toMatchObject({ code: "invalid-setup" });
  }
});

it("what it may not read it cannot import, and is told the file of", async () => {
  await write("node_modules/plugin/package.json", '{"type":"module"}');
  await write("node_modules/plugin/plugin.mjs", 'export { channel } from "../other/plugin.mjs";');
  await write("node_modules/other/plugin.mjs", "export const channel = {};");
  await using runner = await processRunner(plugin(), { limits: quick, log: () => {} });
  await expect(runner.call(misbehaved, "instruments", [], { services: idleServices })).rejects.toMatchObject({
    code: "contribution-failed",
    place: { trouble: "capability", file: path.join(root, "node_modules/other/plugin.mjs") },
  });
});
