import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { pluginChanges, pluginFingerprint } from "./plugin-changes.ts";

/** Watches nothing: what is seen, and when, a test says. */
function staged() {
  let time = 0;
  let see = (_name: string | null): void => {};
  let due: { readonly at: number; readonly run: () => void } | undefined;
  return {
    options: {
      quiet: 20,
      longest: 50,
      elapsed: () => time,
      watch: (_folder: string, told: (name: string | null) => void) => {
        see = told;
        return () => (see = () => {});
      },
      timer: (run: () => void, milliseconds: number) => {
        due = { at: time + milliseconds, run };
        return () => (due = undefined);
      },
    },
    saved(name: string | null, at: number): void {
      time = at;
      see(name);
    },
    /** When the next change would be told; `null` when none is. */
    dueAt: () => due?.at ?? null,
    pass(): void {
      const now = due;
      due = undefined;
      time = now?.at ?? time;
      now?.run();
    },
  };
}

describe("changes", () => {
  it("that come together are told once, when it is quiet, with the time of the first", async () => {
    const stage = staged();
    const abort = new AbortController();
    const changes = pluginChanges("/plugin", abort.signal, stage.options);
    const first = changes.next();
    stage.saved("src/index.ts", 1000);
    stage.saved("src/index.ts~", 1010);
    expect(stage.dueAt()).toBe(1030);
    stage.pass();
    expect(await first).toEqual({ done: false, value: 1000 });
    const second = changes.next();
    stage.saved("src/index.ts", 2000);
    stage.pass();
    expect(await second).toEqual({ done: false, value: 2000 });
    abort.abort();
  });

  it("that never end are told all the same", async () => {
    const stage = staged();
    const changes = pluginChanges("/plugin", new AbortController().signal, stage.options);
    const first = changes.next();
    for (let at = 1000; at <= 1048; at += 12) stage.saved("a", at);
    expect(stage.dueAt()).toBe(1050);
    stage.pass();
    expect((await first).value).toBe(1000);
    await changes.return(undefined);
  });

  it("of what is built, tested and installed are none", async () => {
    const stage = staged();
    const changes = pluginChanges("/plugin", new AbortController().signal, stage.options);
    const first = changes.next();
    for (const name of ["dist/index.js", "node_modules/zod/index.js", "cxkit.conformance.json"])
      stage.saved(name, 1000);
    expect(stage.dueAt()).toBeNull();
    // Some platforms do not say what changed.
    stage.saved(null, 1100);
    stage.pass();
    expect((await first).value).toBe(1100);
    await changes.return(undefined);
  });
});

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
    const changes = pluginChanges(folder, abort.signal, { quiet: 1 });
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
