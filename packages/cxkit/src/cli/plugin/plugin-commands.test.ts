import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Files, folderWith, indexSource, pluginFiles } from "../../plugins/fixtures/plugin-folder.ts";
import { called, type Seat } from "../fixtures/called.ts";

const channel = {
  id: "reviews",
  title: "Reviews",
  spec: "v1",
  module: "./index.js",
  export: "reviews",
  config: { type: "object" },
  streams: { all: {} },
};

function manifest(id: string, change: object = {}) {
  const network = [{ host: "api.acme.com", why: "Reads reviews" }];
  return {
    manifestVersion: 1,
    id,
    contributes: { channels: [channel] },
    capabilities: { network },
    ...change,
  };
}

function packageOf(id: string, version = "1.0.0", change: object = {}) {
  return {
    name: id.replace(".", "-"),
    version,
    type: "module",
    keywords: ["cxkit-plugin"],
    engines: { cxkit: "0.x" },
    dependencies: { "left-pad": "1" },
    cxkit: manifest(id, change),
  };
}

function project(plugins: { readonly [name: string]: object }): Files {
  const dependencies = Object.fromEntries(Object.keys(plugins).map((name) => [name, "^1.0.0"]));
  const installed = Object.entries(plugins).map(([name, json]) => [
    `node_modules/${name}/package.json`,
    json,
  ]);
  return { "package.json": { dependencies }, "package-lock.json": {}, ...Object.fromEntries(installed) };
}

const seat: Seat = { env: { USER: "ada" } };
const plugin = (folder: string, ...args: string[]) => called(["plugin", ...args, "-C", folder], seat);
const lock = async (folder: string) =>
  JSON.parse(await readFile(path.join(folder, "cxkit.lock.json"), "utf8")) as {
    plugins: { [id: string]: { granted: object; by: string; at: string; version: string; path?: string } };
  };

describe("cxkit plugin", () => {
  it("lists what is installed, and what it lacks", async () => {
    const folder = await folderWith(
      project({ a: packageOf("acme.a"), b: { ...packageOf("acme.b"), engines: { cxkit: "^9.0.0" } } }),
    );
    const { code, out } = await plugin(folder, "list");
    expect(code).toBe(0);
    expect(out).toMatch(/acme\.a +1\.0\.0 +blocked +process .*not granted: network: GET api\.acme\.com/);
    expect(out).toMatch(/acme\.b +1\.0\.0 +incompatible .*it works with CXKit/);
    const { out: json } = await plugin(folder, "list", "--json");
    expect(JSON.parse(json)).toMatchObject([
      { id: "acme.a", state: "blocked", contributions: ["channel reviews"] },
      { id: "acme.b" },
    ]);
  });

  it("tells whole below the list what the list has to cut", async () => {
    const why =
      "Reads what customers wrote in the shop's reviews, every hour, and the orders that they wrote about";
    const capabilities = { network: [{ host: "api.acme.com", why }] };
    const folder = await folderWith(project({ a: packageOf("acme.a", "1.0.0", { capabilities }) }));
    const { out } = await plugin(folder, "list");
    expect(out).toMatch(/blocked .*…\n/);
    expect(out).toContain(`\n\nacme.a: not granted: network: GET api.acme.com (${why})\n`);
  });

  it("adds a dependency: shows what it asks for, and writes who granted it when", async () => {
    const folder = await folderWith(project({ a: packageOf("acme.a") }));
    const { code, out } = await plugin(folder, "add", "a", "--yes");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^acme\.a 1\.0\.0\ncontributes channel reviews\nruns in a process of its own, fenced\n\d kB of its own, 1 other packages\nasks for\n {2}network: GET api\.acme\.com \(Reads reviews\)\ngranted/,
      ),
    ]);
    expect((await lock(folder)).plugins["acme.a"]).toMatchObject({
      version: "1.0.0",
      by: "ada",
      at: "2026-07-01T00:00:00Z",
      granted: { network: [{ host: "api.acme.com", why: "Reads reviews" }] },
    });
    expect((await plugin(folder, "list")).out).toMatch(/acme\.a +1\.0\.0 +ready/);
  });

  it("grants nothing without a yes", async () => {
    const folder = await folderWith(project({ a: packageOf("acme.a") }));
    const asked = await plugin(folder, "add", "acme.a");
    expect([asked.code, asked.err]).toEqual([
      4,
      expect.stringContaining("say --yes where nobody can be asked"),
    ]);
    const no = await called(["plugin", "add", "acme.a", "-C", folder], { ...seat, typed: "n\n" });
    expect([no.code, no.err]).toEqual([130, expect.stringContaining("nothing was granted")]);
    await expect(lock(folder)).rejects.toThrow(/ENOENT/);
    const yes = await called(["plugin", "add", "acme.a", "-C", folder], { ...seat, typed: "y\n" });
    expect(yes.code).toBe(0);
  });

  it("blocks an upgrade that wants more, names it, and grants it again", async () => {
    const folder = await folderWith(project({ a: packageOf("acme.a") }));
    await plugin(folder, "add", "a", "--yes");
    const network = [
      { host: "api.acme.com", why: "Reads reviews" },
      { host: "eu.acme.com", why: "Europe" },
    ];
    await writeFile(
      path.join(folder, "node_modules/a/package.json"),
      JSON.stringify(packageOf("acme.a", "1.1.0", { capabilities: { network } })),
    );
    await writeFile(path.join(folder, "package-lock.json"), `{"changed":1}`);
    expect((await plugin(folder, "why", "reviews")).out).toContain(
      "acme.a 1.1.0 is blocked: not granted: network: GET eu.acme.com (Europe)\n",
    );
    const { out } = await plugin(folder, "grant", "acme.a", "--yes", "--by", "grace");
    expect(out).toContain("  new: network: GET eu.acme.com (Europe)\n");
    const why = (await plugin(folder, "why", "acme.a")).out;
    expect(why).toContain("acme.a 1.1.0 is ready\n");
    expect(why).toContain("started, in a process of its own, by onChannel:reviews, onStream:reviews/all\n");
    expect(why).toContain("granted by grace on 2026-07-01, for version 1.1.0\n");
  });

  it("blocks what holds other files than were granted, names them, and grants them again", async () => {
    const folder = await folderWith({
      ...project({ a: packageOf("acme.a") }),
      "node_modules/a/index.js": "export const reviews = 1;",
      "own/package.json": packageOf("acme.own"),
      "own/index.js": "1",
    });
    await plugin(folder, "add", "a", "--yes");
    await plugin(folder, "add", path.join(folder, "own"), "--yes");
    for (const file of ["node_modules/a/index.js", "own/index.js"])
      await writeFile(path.join(folder, file), "export const reviews = 2;");
    const { out } = await plugin(folder, "why", "acme.a");
    expect(out).toContain(
      "acme.a 1.0.0 is blocked: its files are not those that were granted as 1.0.0: index.js is another\n",
    );
    // What is being written changes all the time.
    expect((await plugin(folder, "why", "acme.own")).out).toContain("acme.own 1.0.0 is ready\n");
    await plugin(folder, "grant", "acme.a", "--yes");
    expect((await plugin(folder, "why", "acme.a")).out).toContain("acme.a 1.0.0 is ready\n");
  });

  it("lists what is in quarantine, and lets it out when it is granted again", async () => {
    const kept = { "acme.a": { version: "1.0.0", why: "failed 3 times: exit 1" } };
    const folder = await folderWith({
      ...project({ a: packageOf("acme.a") }),
      ".cxkit/quarantined-plugins.json": kept,
    });
    expect((await plugin(folder, "list")).out).toMatch(
      /acme\.a +1\.0\.0 +quarantined .*failed 3 times: exit 1/,
    );
    await plugin(folder, "grant", "acme.a", "--yes");
    expect((await plugin(folder, "list")).out).toMatch(/acme\.a +1\.0\.0 +ready/);
  });

  it("adds a plugin by its folder, which is found from then on", async () => {
    const folder = await folderWith({ "package.json": {}, "own/package.json": packageOf("acme.own") });
    const { code } = await plugin(folder, "add", path.join(folder, "own"), "--yes");
    expect(code).toBe(0);
    expect((await lock(folder)).plugins["acme.own"]?.path).toBe("./own");
    expect((await plugin(folder, "list")).out).toMatch(/acme\.own +1\.0\.0 +ready/);
  });

  it("says what was probably meant, and that nothing is installed", async () => {
    const folder = await folderWith(project({ a: packageOf("acme.a") }));
    expect((await plugin(folder, "why", "acme.b")).err).toContain("did you mean acme.a?");
    expect((await plugin(folder, "grant", "acme.b", "--yes")).err).toContain("acme.b is not installed");
    expect((await plugin(await folderWith({ "package.json": {} }), "list")).out).toContain(
      "No plugin is installed",
    );
  });

  it("refuses a lock file that it did not write", async () => {
    const folder = await folderWith({ ...project({ a: packageOf("acme.a") }), "cxkit.lock.json": "{}" });
    const { code, err } = await plugin(folder, "list");
    expect([code, err]).toEqual([4, expect.stringContaining('is not what "cxkit plugin grant" writes')]);
  });

  it("bisects: names the plugin that makes a command fail", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const data = {
      contributes: { metrics: [{ id: "m", title: "M", spec: "v1", data: {} }] },
      capabilities: undefined,
    };
    const folder = await folderWith(
      project(Object.fromEntries(names.map((name) => [name, packageOf(`acme.${name}`, "1.0.0", data)]))),
    );
    const { code, out } = await plugin(
      folder,
      "bisect",
      "--run",
      'case "$CXKIT_ONLY_PLUGINS" in *acme.d*) exit 1;; esac',
    );
    expect([code, out]).toEqual([
      0,
      "acme.d makes the command fail: it works without it and fails with it, beside acme.a, acme.b, acme.c (5 runs).\n",
    ]);
    expect((await plugin(folder, "bisect", "--run", "exit 0")).out).toBe(
      "The command works with every plugin (1 run).\n",
    );
  });

  it("builds and checks a plugin, and ends with 4 where something is wrong", async () => {
    const folder = await folderWith(pluginFiles());
    const build = await called(["plugin", "build", folder]);
    expect(build).toEqual({
      code: 0,
      out: "acme.reviews contributes channel reviews, metric loyalty\npackage.json was written\n",
      err: "",
    });
    expect((await called(["plugin", "build", folder])).out).toContain("package.json says so already");
    expect(await called(["plugin", "check", folder])).toEqual({
      code: 0,
      out: "acme.reviews is in order\n",
      err: "",
    });
    const drifted = await folderWith({
      ...pluginFiles(),
      "index.js": `${indexSource}// as it was before it was built`,
    });
    const check = await called(["plugin", "check", drifted]);
    expect(check.code).toBe(4);
    expect(check.out).toContain("wrong  cxkit.contributes: channels reviews is exported, but not declared");
    expect(check.out).toContain("2 to mend\n");
    expect(JSON.parse((await called(["plugin", "check", drifted, "--json"])).out)).toMatchObject({
      ok: false,
    });
  });
});
