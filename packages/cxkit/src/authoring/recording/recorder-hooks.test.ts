import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { folderWith } from "../../plugins/fixtures/plugin-folder.ts";
import { watchedCommand, watchedFiles, watchedManifest, watchedPlugin } from "./fixtures/watched-plugin.ts";
import { testEvidence } from "./test-evidence.ts";
import { watchedRun } from "./watched-run.ts";

it("sees as much where a module loader is asked in a thread of its own, as before Node.js 22.15", async () => {
  const older = await folderWith({
    "older.mjs": 'import module from "node:module"; module.registerHooks = undefined;',
  });
  const NODE_OPTIONS = `--import=${pathToFileURL(path.join(older, "older.mjs")).href}`;
  const { notes, exitCode } = await watchedRun(await watchedPlugin(watchedFiles), watchedCommand, {
    env: { ...process.env, NODE_OPTIONS },
    signal: AbortSignal.timeout(60_000),
  });
  expect(exitCode).toBe(0);
  const { used, refused } = testEvidence(watchedManifest, notes, "npm test");
  expect(used.network.map(({ host }) => host)).toEqual(["login.shop.dev", "acme.shop.dev", "chat.test"]);
  expect(refused).toContain("machine.js loads node:fs");
});
