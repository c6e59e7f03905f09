import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fakePlugin } from "./fixtures/fake-plugins.ts";
import { grantDecision, grantOf, grantsFile, readGrants, writeGrants } from "./grants.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-grants-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const network = [{ host: "api.acme.com", why: "Reviews" }];
const found = fakePlugin("acme.a", { capabilities: { network } });
const grants = { "acme.a": grantOf(found.plugin, "sha256-m", "ada", "2026-03-01T00:00:00Z") };

describe("grants", () => {
  it("are read as they were written, in the order of ids, and nothing else is left in the folder", async () => {
    const both = { ...grants, "acme.0": grants["acme.a"] };
    await writeGrants(folder, both);
    expect(await readGrants(folder)).toEqual(both);
    expect(Object.keys(await readGrants(folder))).toEqual(["acme.0", "acme.a"]);
    expect(await readdir(folder)).toEqual([grantsFile]);
  });

  it("are none where there is no file, and an error where the file is none", async () => {
    expect(await readGrants(folder)).toEqual({});
    for (const text of ["", "{}", `{"lockVersion":1,"plugins":{"a":{}}}`, `{"lockVersion":2,"plugins":{}}`]) {
      await writeFile(path.join(folder, grantsFile), text);
      await expect(readGrants(folder)).rejects.toMatchObject({ code: "invalid-setup" });
      expect(await readFile(path.join(folder, grantsFile), "utf8")).toBe(text);
    }
  });
});

describe("grantDecision", () => {
  it("lets run what was granted", () => {
    expect(grantDecision(found, grants)).toEqual({ granted: true });
  });

  it("names what was never granted", () => {
    expect(grantDecision(found, {})).toEqual({
      granted: false,
      missing: ["network: GET api.acme.com (Reviews)"],
    });
    expect(grantDecision(fakePlugin("acme.b"), {})).toEqual({
      granted: false,
      missing: ["leave to run its code"],
    });
  });

  it("is asked again when an upgrade wants more, and not when it wants less", () => {
    const more = [...network, { host: "eu.acme.com", why: "Europe" }];
    const wider = fakePlugin("acme.a", { version: "2.0.0", capabilities: { network: more } });
    expect(grantDecision(wider, grants)).toEqual({
      granted: false,
      missing: ["network: GET eu.acme.com (Europe)"],
    });
    expect(grantDecision(fakePlugin("acme.a", { version: "2.0.0" }), grants)).toEqual({ granted: true });
  });

  it("is asked again when an upgrade brings code of another kind, starts by itself, or wants more than is usual", () => {
    const entry = { id: "a", title: "A", spec: "v1" } as const;
    const code = { ...entry, module: "./a.js", export: "a" } as const;
    const of = (manifest: object) => ({
      ...found,
      plugin: {
        ...found.plugin,
        manifest: { manifestVersion: 1, id: "acme.a", contributes: {}, ...manifest } as const,
      },
    });
    const data = of({ contributes: { metrics: [{ ...entry, data: {} }] } });
    const kept = { "acme.a": grantOf(data.plugin, "sha256-m", "ada", "2026-03-01T00:00:00Z") };
    expect(grantDecision(data, kept)).toEqual({ granted: true });
    const wider = of({
      contributes: { reports: [{ ...code, formats: ["text"] }] },
      activation: ["onStart"],
      limits: { rssMb: 2000, heapMb: 100, callMs: 1000 },
    });
    expect(grantDecision(wider, kept)).toEqual({
      granted: false,
      missing: [
        "limits: rssMb 2000 in place of 300",
        "to be started with the workspace, whether or not anybody needs it",
        "leave to run code of its reports",
      ],
    });
    const all = { "acme.a": grantOf(wider.plugin, "sha256-m", "ada", "2026-03-01T00:00:00Z") };
    expect(all["acme.a"]).toMatchObject({ code: ["reports"], limits: { rssMb: 2000 }, starts: true });
    expect(grantDecision(wider, all)).toEqual({ granted: true });
    const more = of({ ...wider.plugin.manifest, limits: { rssMb: 2001 } });
    expect(grantDecision(more, all)).toEqual({
      granted: false,
      missing: ["limits: rssMb 2001 in place of 2000"],
    });
  });

  it("of a lock that does not say whose code may run is asked again", () => {
    const { code: _, ...older } = grants["acme.a"];
    expect(grantDecision(found, { "acme.a": older })).toMatchObject({ granted: false });
  });

  it("is asked again when a package holds something else under the same version, unless it is being written here", () => {
    const swapped = { ...found, plugin: { ...found.plugin, integrity: "sha512-other" } };
    expect(grantDecision(swapped, grants)).toEqual({
      granted: false,
      missing: ["other contents under the same version 1.0.0"],
    });
    expect(grantDecision({ ...swapped, origin: "tarball" }, grants).granted).toBe(false);
    expect(grantDecision({ ...swapped, origin: "path" }, grants)).toEqual({ granted: true });
  });

  it("holds for the package that it was given to, not for another that calls itself the same", () => {
    const of = (name: string, version = "1.0.0") => ({
      ...found,
      plugin: { ...found.plugin, package: name, version },
    });
    const own = { "acme.a": grantOf(of("acme-a").plugin, "sha256-m", "ada", "2026-03-01T00:00:00Z") };
    expect(grantDecision(of("acme-a", "2.0.0"), own)).toEqual({ granted: true });
    expect(grantDecision(of("evil", "2.0.0"), own)).toEqual({
      granted: false,
      missing: [
        "network: GET api.acme.com (Reviews)",
        "the same for the package evil: it was granted to acme-a",
      ],
    });
    expect(grantDecision(of("acme-a"), grants).granted).toBe(false);
    const bare = { ...fakePlugin("acme.a", { version: "2.0.0" }) };
    const nothing = { ...bare, plugin: { ...bare.plugin, package: "evil" } };
    expect(grantDecision(nothing, own).granted).toBe(false);
  });

  it("needs no word for data, or for what came with the program", () => {
    const metric = { id: "a", title: "A", spec: "v1", data: {} } as const;
    const manifest = { manifestVersion: 1, id: "acme.d", contributes: { metrics: [metric] } } as const;
    const data = { ...found, plugin: { ...found.plugin, manifest } };
    expect(grantDecision(data, {})).toEqual({ granted: true });
    expect(grantDecision(found, {}, { trusted: ({ manifest: { id } }) => id === "acme.a" })).toEqual({
      granted: true,
    });
  });

  it("is not fooled by ids that every object has", () => {
    expect(grantDecision(fakePlugin("constructor"), {}).granted).toBe(false);
  });
});
