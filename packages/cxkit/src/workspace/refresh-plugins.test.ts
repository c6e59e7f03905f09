import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RunnerEnd, StartRunner } from "@cxkit/host/plugins";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { called } from "../cli/fixtures/called.ts";
import { callWorkspace } from "./call-workspace.ts";
import { shopEnvironment, writeShop } from "./fixtures/shop.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { loadConfig } from "./load-config.ts";
import { runWorkspace } from "./run-workspace.ts";

/** Writes a plugin that does what it is told, and asks for a place on the network. */
async function writePlugin(folder: string, name: string, version = "1.0.0", at = name): Promise<void> {
  const command = (id: string) => ({
    id,
    title: id,
    spec: "v1",
    module: "./index.js",
    export: id,
    effects: "read",
    params: {},
  });
  await mkdir(path.join(folder, at), { recursive: true });
  await writeFile(path.join(folder, at, "index.js"), "");
  await writeFile(
    path.join(folder, at, "package.json"),
    JSON.stringify({
      name: `acme-${name}`,
      version,
      type: "module",
      keywords: ["cxkit-plugin"],
      engines: { cxkit: ">=0.0.0" },
      cxkit: {
        manifestVersion: 1,
        id: `acme.${name}`,
        contributes: { commands: [command(`${name}-say`), command(`${name}-wait`)] },
        capabilities: { network: [{ host: "api.acme.com", why: "Asks" }] },
      },
    }),
  );
}

/** Code that answers, or waits until it is ended. */
function code() {
  let end = (_end: RunnerEnd): void => {};
  let waits = (): void => {};
  const start: StartRunner = () => {
    const ended = new Promise<RunnerEnd>((resolve) => (end = resolve));
    return Promise.resolve({
      tier: "process",
      ended,
      call(target) {
        if (!target.id.endsWith("-wait")) return Promise.resolve({ said: target.id });
        waits();
        return new Promise(() => {});
      },
      async *pages() {},
      async *read() {},
      usage: () => Promise.resolve({ rssBytes: 62 * 1_048_576, cpuMs: 1200 }),
      [Symbol.asyncDispose]: () => Promise.resolve(end({ why: "stopped", detail: "asked to" })),
    });
  };
  return {
    start,
    end: (given: RunnerEnd) => end(given),
    underWay: () => new Promise<void>((resolve) => (waits = resolve)),
  };
}

/** A workspace that runs, with a plugin to which nothing was granted. */
async function running() {
  const folder = await temporaryFolder();
  await writePlugin(folder.path, "tool");
  await writeShop(folder.path, { plugins: ["./tool"] });
  const runner = code();
  const stop = new AbortController();
  const terminal = { write: () => {}, colours: false, columns: 80 };
  let ended: Promise<void> = Promise.resolve();
  const loaded = await loadConfig(folder.path, shopEnvironment);
  await new Promise<unknown>((resolve, reject) => {
    ended = runWorkspace(loaded, {
      inboxes: false,
      store: memoryStore(),
      signal: stop.signal,
      every: () => () => {},
      terminal,
      log: () => {},
      ready: resolve,
      startPlugin: runner.start,
    });
    ended.catch(reject);
  });
  const close = async (): Promise<void> => {
    stop.abort();
    await ended.catch(() => {});
  };
  return {
    folder: folder.path,
    runner,
    close,
    plugin: (...args: readonly string[]) =>
      called(["plugin", ...args, "-C", folder.path], { env: { ...shopEnvironment, USER: "ada" } }),
    run: (command: string) =>
      callWorkspace(folder.path, "command", { command }, { environment: {}, terminal }).catch(
        (error: unknown) => error as Error,
      ),
    async [Symbol.asyncDispose]() {
      await close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe("a workspace that runs", () => {
  it("uses a plugin as soon as it is granted, and ends what it does when the grant is taken away", async () => {
    await using shop = await running();
    expect(await shop.run("tool-say")).toMatchObject({ message: expect.stringContaining("not granted") });
    const granted = await shop.plugin("grant", "acme.tool", "--yes");
    expect(granted.out).toContain(
      "granted, and written into cxkit.lock.json; the running workspace uses it from now on\n",
    );
    expect(await shop.run("tool-say")).toEqual({ said: "tool-say" });
    const { out: list } = await shop.plugin("list");
    expect(list).toMatch(/acme\.tool +1\.0\.0 +active +process/);
    // Nothing was tried here: nothing is said of what holds it.
    expect(list).toMatch(/\n\nplugin .*\nacme\.tool +process +62 +1\.2 +1 +0 +0\n$/);

    const begun = shop.runner.underWay();
    const waiting = shop.run("tool-wait");
    await begun;
    const revoked = await shop.plugin("revoke", "acme.tool");
    expect([revoked.code, revoked.out]).toEqual([
      0,
      expect.stringMatching(
        /^taken away.*; in the running workspace it is blocked: not granted: network: GET/,
      ),
    ]);
    expect(await waiting).toMatchObject({ place: { trouble: "cancelled" } });
    expect(await shop.run("tool-say")).toMatchObject({ message: expect.stringContaining("is blocked") });
    expect((await shop.plugin("list")).out).toMatch(/acme\.tool +1\.0\.0 +blocked/);
    const { out } = await called(["status", "-C", shop.folder], { env: shopEnvironment });
    expect(out).toContain("\nacme.tool is blocked: not granted: network: GET api.acme.com (Asks)\n");
  });

  it("lets a plugin out of quarantine when it is granted again", async () => {
    await using shop = await running();
    await shop.plugin("grant", "acme.tool", "--yes");
    await shop.run("tool-say");
    shop.runner.end({ why: "breach", detail: "more than was asked for" });
    expect(await shop.run("tool-say")).toMatchObject({ message: expect.stringContaining("is quarantined") });
    expect((await shop.plugin("list")).out).toMatch(/acme\.tool +1\.0\.0 +quarantined/);
    expect((await shop.plugin("grant", "acme.tool", "--yes")).out).toContain("uses it from now on");
    expect(await shop.run("tool-say")).toEqual({ said: "tool-say" });
  });

  it("takes in a plugin that is added, and keeps to the version that it was started with", async () => {
    await using shop = await running();
    await writePlugin(shop.folder, "other");
    const added = await shop.plugin("add", path.join(shop.folder, "other"), "--yes");
    expect(added.out).toContain("the running workspace uses it from now on\n");
    expect(await shop.run("other-say")).toEqual({ said: "other-say" });

    await writePlugin(shop.folder, "tool", "1.1.0");
    expect((await shop.plugin("grant", "acme.tool", "--yes")).out).toContain(
      "the running workspace was started with 1.0.0; 1.1.0 is used when it is started again\n",
    );
    expect((await shop.plugin("why", "acme.tool")).out).toContain(
      "acme.tool 1.1.0 is ready: the running workspace was started with 1.0.0\n",
    );
  });
});

it("does not start a plugin whose files were changed since it was granted, and says which", async () => {
  await using shop = await running();
  const installed = path.join("node_modules", "acme-installed");
  await writePlugin(shop.folder, "installed", "1.0.0", installed);
  const dependencies = { "acme-installed": "^1.0.0" };
  await writeFile(path.join(shop.folder, "package.json"), JSON.stringify({ dependencies }));
  await shop.plugin("grant", "acme.installed", "--yes");
  await writeFile(path.join(shop.folder, installed, "index.js"), "globalThis.fetch = null;");
  expect(await shop.run("installed-say")).toMatchObject({
    message:
      'acme.installed is blocked: its files are not those that were granted as 1.0.0: index.js is another; see "cxkit plugin grant acme.installed"',
  });
  expect((await shop.plugin("list")).out).toMatch(/acme\.installed +1\.0\.0 +blocked/);
  expect((await shop.plugin("grant", "acme.installed", "--yes")).out).toContain("uses it from now on");

  // Its manifest was read when the workspace started: another one's code does not run under it.
  await writePlugin(shop.folder, "installed", "1.1.0", installed);
  await writeFile(path.join(shop.folder, "package-lock.json"), "{}");
  expect((await shop.plugin("grant", "acme.installed", "--yes")).out).toContain("was started with 1.0.0");
  expect(await shop.run("installed-say")).toMatchObject({
    message: expect.stringContaining("1.1.0 was installed in place of 1.0.0: start the workspace again"),
  });
});

it("where nobody runs the workspace, a grant and its end take effect when it starts", async () => {
  await using shop = await running();
  await shop.close();
  const granted = await shop.plugin("grant", "acme.tool", "--yes");
  expect(granted.out).toContain("; takes effect when the workspace starts\n");
  const revoked = await shop.plugin("revoke", "acme.tool", "--json");
  expect(JSON.parse(revoked.out)).toMatchObject({ id: "acme.tool", takesEffect: "start" });
  expect((await shop.plugin("revoke", "acme.tool")).err).toContain("nothing was granted to acme.tool");
});
