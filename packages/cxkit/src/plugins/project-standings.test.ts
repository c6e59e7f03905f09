import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Json } from "@cxkit/core";
import { expect, it } from "vitest";
import { software } from "../software.ts";
import { controlAddress, listenForCommands } from "../workspace/control-socket.ts";
import { folderWith, pluginFiles } from "./fixtures/plugin-folder.ts";
import { openedProject } from "./opened-project.ts";
import { projectStandings } from "./project-standings.ts";

const status = {
  id: "acme.reviews",
  version: "1.0.0",
  state: "quarantined",
  since: "2026-03-01T00:00:00Z",
  why: "failed 3 times: exit 1",
  restarts: 2,
};

it("what the running workspace says of a plugin goes before what is written down, for the version that it runs", async () => {
  const folder = await folderWith({
    "package.json": { dependencies: { reviews: "^1.0.0" } },
    "node_modules/reviews/package.json": pluginFiles()["package.json"]!,
  });
  const standing = async () => (await projectStandings(await openedProject(folder, {})))[0];
  expect(await standing()).toMatchObject({ state: "ready", running: null });
  await mkdir(path.join(folder, ".cxkit"), { recursive: true });
  for (const [version, state] of [
    ["1.0.0", "quarantined"],
    ["0.9.0", "ready"],
  ]) {
    const answer = [{ ...status, version }] as unknown as Json;
    const address = controlAddress(path.join(folder, ".cxkit"));
    await using _ = await listenForCommands(address, software, async (command) => {
      expect(command).toBe("plugins");
      return answer;
    });
    expect(await standing()).toMatchObject({ state });
  }
});
