import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installedPlugins } from "./discover.ts";
import { packed } from "./fixtures/packed.ts";
import type { DiscoveredPlugin } from "./manager-contract.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-discover-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = () => ({ engine: "1.2.0", cache: path.join(folder, ".cxkit", "plugins.json") });
const find = (paths: readonly string[] = []) => installedPlugins(folder, { ...options(), paths });
const states = (found: readonly DiscoveredPlugin[]) =>
  found.map((one) => `${one.state} ${one.state === "resolved" ? one.plugin.manifest.id : one.id}`);

function plugin(id: string, change: object = {}) {
  const metric = { id: "loyalty", title: "Loyalty", spec: "v1", data: {} };
  return {
    name: id.replace(".", "-"),
    version: "1.0.0",
    keywords: ["cxkit-plugin"],
    engines: { cxkit: "^1.0.0" },
    cxkit: { manifestVersion: 1, id, contributes: { metrics: [metric] } },
    ...change,
  };
}

async function write(file: string, json: unknown): Promise<void> {
  const whole = path.join(folder, file);
  await mkdir(path.dirname(whole), { recursive: true });
  await writeFile(whole, typeof json === "string" ? json : JSON.stringify(json));
}

async function project(
  dependencies: { readonly [name: string]: unknown },
  ranges: { readonly [name: string]: string } = {},
) {
  const asked = Object.fromEntries(Object.keys(dependencies).map((name) => [name, ranges[name] ?? "^1.0.0"]));
  await write("package.json", { dependencies: asked });
  await write("package-lock.json", { lockfileVersion: 3, packages: {} });
  for (const [name, json] of Object.entries(dependencies))
    await write(`node_modules/${name}/package.json`, json);
}

describe("installedPlugins", () => {
  it("finds dependencies with the keyword, and nothing else that is installed", async () => {
    await project({ "acme-a": plugin("acme.a"), zod: { name: "zod", version: "4.0.0" } });
    await write("node_modules/acme-z/package.json", plugin("acme.z"));
    expect(states(await find())).toEqual(["resolved acme.a"]);
  });

  it("finds nothing where there is no project", async () => {
    expect(await find()).toEqual([]);
  });

  it("finds those of a folder above, as Node does", async () => {
    await project({ "acme-a": plugin("acme.a") });
    await write("apps/one/package.json", { dependencies: { "acme-a": "*" } });
    expect(states(await installedPlugins(path.join(folder, "apps/one"), { engine: "1.2.0" }))).toEqual([
      "resolved acme.a",
    ]);
  });

  it("says what is wrong with a broken one, and goes on with the others", async () => {
    await project({
      a: plugin("acme.a", { cxkit: { manifestVersion: 1, id: "A", contributes: {} } }),
      b: plugin("acme.b", { engines: { cxkit: "^2.0.0" } }),
      c: "{ not json",
      d: plugin("acme.d", { engines: {} }),
      e: plugin("acme.e", { engines: { cxkit: "latest" } }),
      f: plugin("acme.f"),
    });
    const found = await find();
    expect(states(found)).toEqual([
      "invalid A",
      "incompatible acme.b",
      "invalid c",
      "invalid acme.d",
      "invalid acme.e",
      "resolved acme.f",
    ]);
    expect(found.flatMap((one) => (one.state === "resolved" ? [] : one.problems))).toEqual([
      "cxkit.id: requires publisher.name in lower case",
      "it works with CXKit ^2.0.0, and this is 1.2.0",
      expect.stringMatching(/c\/package.json is no JSON object$/),
      expect.stringMatching(/does not say under engines.cxkit/),
      "engines.cxkit is no range of versions: latest",
    ]);
  });

  it("reads folders and archives that are named, each with the same manifest", async () => {
    await write("own/package.json", plugin("acme.own"));
    const archive = packed({ "package.json": JSON.stringify(plugin("acme.own", { version: "2.0.0" })) });
    await writeFile(path.join(folder, "own.tgz"), archive);
    const found = await find(["own", "own.tgz", "nothing"]);
    expect(states(found)).toEqual(["resolved acme.own", "resolved acme.own", "invalid nothing"]);
    const [one, two] = found;
    if (one?.state !== "resolved" || two?.state !== "resolved") throw new Error("both are plugins");
    expect([one.origin, two.origin]).toEqual(["path", "tarball"]);
    expect(two.plugin.manifest).toEqual(one.plugin.manifest);
    expect(two.plugin.integrity).not.toBe(one.plugin.integrity);
  });

  it("unpacks an archive again when what was unpacked is gone", async () => {
    await writeFile(
      path.join(folder, "own.tgz"),
      packed({ "package.json": JSON.stringify(plugin("acme.own")) }),
    );
    const [found] = await find(["own.tgz"]);
    if (found?.state !== "resolved") throw new Error("it is a plugin");
    await rm(found.plugin.directory, { recursive: true });
    expect(await find(["own.tgz"])).toEqual([found]);
    expect(await readFile(path.join(found.plugin.directory, "package.json"), "utf8")).toContain("acme.own");
  });

  it("says of an archive that it is gone, or why it is none", async () => {
    const file = path.join(folder, "own.tgz");
    const whole = packed({ "package.json": JSON.stringify(plugin("acme.own")) });
    await writeFile(file, whole);
    expect(states(await find(["own.tgz"]))).toEqual(["resolved acme.own"]);
    await rm(file);
    expect(await find(["own.tgz"])).toMatchObject([{ state: "invalid", problems: [`${file} is not there`] }]);
    await writeFile(file, whole.subarray(0, whole.length / 2));
    expect(await find(["own.tgz"])).toMatchObject([
      { state: "invalid", id: "own.tgz", problems: [`${file} is no package: it is not gzipped, or cut off`] },
    ]);
  });

  it("keeps what it found, and reads anew when the lock file, the project, or a linked plugin changes", async () => {
    await project({ "acme-a": plugin("acme.a"), "acme-b": plugin("acme.b") }, { "acme-b": "workspace:*" });
    const first = await find();
    expect(await find()).toEqual(first);
    // An installed package does not change without its lock file: this is not looked at.
    await write("node_modules/acme-a/package.json", plugin("acme.a", { version: "1.0.1" }));
    expect(await find()).toEqual(first);
    await write("node_modules/acme-b/package.json", plugin("acme.changed"));
    expect(states(await find())).toEqual(["resolved acme.a", "resolved acme.changed"]);
    await write("node_modules/acme-a/package.json", plugin("acme.late"));
    await write("package-lock.json", { lockfileVersion: 3, packages: { changed: {} } });
    expect(states(await find())).toEqual(["resolved acme.late", "resolved acme.changed"]);
  });

  it("notices a linked plugin that changed to something of the same length", async () => {
    await write("own/package.json", plugin("acme.one"));
    expect(states(await find(["own"]))).toEqual(["resolved acme.one"]);
    await write("own/package.json", plugin("acme.two"));
    const file = path.join(folder, "own/package.json");
    const { atime, mtime } = await stat(file);
    await utimes(file, atime, new Date(mtime.getTime() + 1000));
    expect(states(await find(["own"]))).toEqual(["resolved acme.two"]);
  });

  it("keeps nothing as long as a dependency is not installed", async () => {
    await project({ "acme-a": plugin("acme.a") });
    await write("package.json", { dependencies: { "acme-a": "*", "acme-b": "*" } });
    expect(states(await find())).toEqual(["resolved acme.a"]);
    await write("node_modules/acme-b/package.json", plugin("acme.b"));
    expect(states(await find())).toEqual(["resolved acme.a", "resolved acme.b"]);
  });

  it("survives an index that is none", async () => {
    await project({ "acme-a": plugin("acme.a") });
    await write(".cxkit/plugins.json", "{");
    expect(states(await find())).toEqual(["resolved acme.a"]);
    expect(await readFile(options().cache, "utf8")).toContain("acme.a");
  });

  it("loads no schema library where the index holds, and a plugin's code never", async () => {
    await project({ "acme-a": plugin("acme.a", { exports: "./index.js" }) });
    await write("node_modules/acme-a/index.js", "throw new Error('it runs');");
    const program = path.join(import.meta.dirname, "fixtures/find-plugins.ts");
    const run = async (): Promise<unknown> => {
      const args = ["--conditions=@cxkit/source", program, folder, options().cache];
      return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as unknown;
    };
    expect(await run()).toEqual({ states: ["resolved"], loaded: expect.arrayContaining(["zod"]) });
    expect(await run()).toEqual({ states: ["resolved"], loaded: [] });
  });

  it("sees another content of a version where the lock file says so", async () => {
    const integrity = async (text: string) => {
      await write("package-lock.json", {
        packages: { "node_modules/acme-a": { version: "1.0.0", resolved: "x", integrity: text } },
      });
      const [found] = await find();
      return found?.state === "resolved" ? found.plugin.integrity : null;
    };
    await project({ "acme-a": plugin("acme.a") });
    const one = await integrity("sha512-aaaa");
    expect(await integrity("sha512-bbbb")).not.toBe(one);
    expect(await integrity("sha512-aaaa")).toBe(one);
  });
});
