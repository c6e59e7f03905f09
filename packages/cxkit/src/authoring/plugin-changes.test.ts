import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { pluginChanges, pluginFingerprint } from "./plugin-changes.ts";

describe("the sources of a plugin", () => {
  it("are others after a change, and the same after a build", async () => {
    const folder = await folderWith({
      "package.json": { name: "a", cxkit: { id: "a.b", contributes: {} } },
      "src/index.ts": "1",
    });
    const before = await pluginFingerprint(folder);
    await mkdir(path.join(folder, "dist"));
    await writeFile(path.join(folder, "dist/index.js"), "1");
    await writeFile(
      path.join(folder, "package.json"),
      JSON.stringify({ name: "a", cxkit: { id: "a.b", contributes: { metrics: [] } } }),
    );
    expect(await pluginFingerprint(folder)).toBe(before);
    await writeFile(
      path.join(folder, "package.json"),
      JSON.stringify({ name: "a", cxkit: { id: "a.c", contributes: {} } }),
    );
    const renamed = await pluginFingerprint(folder);
    expect(renamed).not.toBe(before);
    await rm(path.join(folder, "src"), { recursive: true });
    expect(await pluginFingerprint(folder)).not.toBe(renamed);
  });

  it("are watched until nobody wants to know any more", async () => {
    const folder = await folderWith({ "src/index.ts": "1" });
    const abort = new AbortController();
    const changes = pluginChanges(folder, abort.signal, 1);
    const first = changes.next();
    await writeFile(path.join(folder, "src/index.ts"), "2");
    expect((await first).done).toBe(false);
    const next = changes.next();
    abort.abort();
    // What was written may be told of twice.
    for (let one = await next; one.done !== true; one = await changes.next());
    expect((await changes.next()).done).toBe(true);
  });
});
