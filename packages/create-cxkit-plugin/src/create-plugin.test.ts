import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createPlugin } from "./create-plugin.ts";
import { type TemplateId, templates } from "./templates.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "cxkit-create-"));
const ids = Object.keys(templates) as TemplateId[];
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (...parts: readonly string[]): string => readFileSync(path.join(root, ...parts), "utf8");

describe("createPlugin", () => {
  it.each(ids)("makes a %s whose own names are everywhere", async (template) => {
    const name = `acme-${template}`;
    const created = await createPlugin({
      folder: path.join(root, name),
      template,
      publisher: "acme",
      title: "Acme's own",
    });
    expect(created.id).toBe(`acme.${name}`);
    expect(created.files).toEqual(
      expect.arrayContaining(["README.md", "package.json", "src/index.ts", "test/conformance.test.ts"]),
    );
    for (const file of created.files) expect(read(name, file)).not.toMatch(/my-thing|myThing|My thing/);
    expect(read(name, "src/index.ts")).toContain(`"${name}"`);
    expect(read(name, "README.md")).toMatch(/^# Acme's own\n/);
  });

  it("makes plugins whose tests pass at once", () => {
    // The packages of this repository, by the names that a plugin imports them by.
    mkdirSync(path.join(root, "node_modules/@cxkit"), { recursive: true });
    const packages = path.resolve(import.meta.dirname, "../..");
    for (const name of ["alerts", "channels", "core", "metrics", "signing", "testkit"])
      symlinkSync(path.join(packages, name), path.join(root, "node_modules/@cxkit", name));
    symlinkSync(path.join(packages, "cxkit"), path.join(root, "node_modules/cxkit"));
    symlinkSync(path.join(packages, "core/node_modules/zod"), path.join(root, "node_modules/zod"));
    const tested = (folder: string, files: readonly string[]): string =>
      execFileSync(
        process.execPath,
        ["--conditions=@cxkit/source", "--test", "--test-reporter=tap", ...files],
        { cwd: folder, encoding: "utf8" },
      );
    // As npm runs them: a channel's test looks at the package that it stands in.
    const said = ids.map((id) => tested(path.join(root, `acme-${id}`), ["test/conformance.test.ts"]));
    for (const one of said) expect(one).toMatch(/^# fail 0$/m);
    const passed = said.map((one) => Number(/^# pass (\d+)$/m.exec(one)?.[1]));
    expect(passed.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(140);
  });

  it("keeps a channel within 25 lines, its double within 15, its test within 5", () => {
    const lines = (file: string): number => read("acme-channel", file).trimEnd().split("\n").length;
    expect(lines("src/index.ts")).toBeLessThanOrEqual(25);
    expect(lines("src/vendor.double.ts")).toBeLessThanOrEqual(15);
    expect(lines("test/conformance.test.ts")).toBeLessThanOrEqual(5);
  });

  it("names what it asks for, with reasons, and runs nothing when it is installed", () => {
    const manifest = JSON.parse(read("acme-channel/package.json")) as {
      readonly keywords: readonly string[];
      readonly scripts: object;
      readonly engines: { readonly cxkit: string };
      readonly cxkit: { readonly id: string; readonly capabilities: object };
    };
    expect(manifest.keywords).toEqual(["cxkit-plugin", "cxkit-channel"]);
    expect(Object.keys(manifest.scripts)).toEqual(["build", "check", "dev", "test"]);
    expect(manifest.engines.cxkit).toMatch(/^\^\d+\.\d+\.\d+/);
    expect(manifest.cxkit).toMatchObject({
      id: "acme.acme-channel",
      capabilities: { secrets: [{ name: "webhook" }] },
    });
  });

  it("takes packed packages in place of the registry's, for what they depend on too", async () => {
    const from = path.join(root, "packed");
    mkdirSync(from);
    for (const name of [
      "cxkit",
      "cxkit-core",
      "cxkit-channels",
      "cxkit-signing",
      "cxkit-store-memory",
      "cxkit-testkit",
    ])
      writeFileSync(path.join(from, `${name}-1.2.3-rc.1.tgz`), "");
    await createPlugin({ folder: path.join(root, "packed-channel"), template: "channel", from });
    const { dependencies, devDependencies, overrides } = JSON.parse(read("packed-channel/package.json")) as {
      readonly [group: string]: { readonly [name: string]: string };
    };
    expect(dependencies?.["@cxkit/core"]).toBe(`file:${from}/cxkit-core-1.2.3-rc.1.tgz`);
    expect(devDependencies?.["cxkit"]).toBe(`file:${from}/cxkit-1.2.3-rc.1.tgz`);
    expect(Object.keys(overrides ?? {})).toContain("@cxkit/store-memory");
    const missing = createPlugin({ folder: path.join(root, "packed-metric"), template: "metric", from });
    await expect(missing).rejects.toThrow("createPlugin requires a packed @cxkit/metrics");
    expect(existsSync(path.join(root, "packed-metric"))).toBe(false);
    const none = createPlugin({ folder: path.join(root, "none"), template: "metric", from: root });
    await expect(none).rejects.toThrow("holds no packed package");
  });

  it("writes over nothing, and takes only names that can be ids and exports", async () => {
    const make = (name: string, publisher?: string) =>
      createPlugin({
        folder: path.join(root, name),
        template: "metric",
        ...(publisher !== undefined && { publisher }),
      });
    await expect(make("acme-channel")).rejects.toThrow("requires an empty folder");
    await expect(make("Nice Channel")).rejects.toThrow("requires a folder in kebab-case");
    await expect(make("class")).rejects.toThrow("no word of JavaScript");
    await expect(make("fine", "Acme Inc.")).rejects.toThrow("requires a publisher in kebab-case");
    expect(existsSync(path.join(root, "fine"))).toBe(false);
  });
});
