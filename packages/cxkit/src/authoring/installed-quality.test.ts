import { expect, it } from "vitest";
import { folderWith, pluginFiles } from "../plugins/fixtures/plugin-folder.ts";
import { installedQuality } from "./installed-quality.ts";

it("is computed, whatever a plugin says of itself", async () => {
  const folder = await folderWith({ ...pluginFiles(), "cxkit.quality.json": { tier: "platinum" } });
  expect(await installedQuality(folder, "2026-03-01T00:00:00Z")).toBeNull();
  const metric = { id: "m", title: "M", spec: "v1", data: {} };
  const cxkit = { manifestVersion: 1, id: "acme.m", contributes: { metrics: [metric] } };
  expect(await installedQuality(await folderWith(pluginFiles({ cxkit })))).toBe("bronze");
  expect(await installedQuality("/nowhere")).toBeNull();
});
