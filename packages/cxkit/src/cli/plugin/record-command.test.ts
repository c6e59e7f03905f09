import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  watchedCommand,
  watchedFiles,
  watchedManifest,
  watchedPlugin,
} from "../../authoring/recording/fixtures/watched-plugin.ts";
import { called } from "../fixtures/called.ts";

const capabilities = {
  network: [
    { host: "${config:server}", methods: ["POST"], why: "" },
    { host: "*.shop.dev", why: "" },
    { host: "login.shop.dev", methods: ["POST"], why: "" },
  ],
  secrets: [
    { name: "client", hosts: ["*.shop.dev", "login.shop.dev"], why: "" },
    { name: "webhook", why: "" },
  ],
  data: [{ classes: ["free-text"], why: "" }],
};
const env = process.env as { readonly [name: string]: string };
const record = (folder: string, ...more: readonly string[]) =>
  called(["plugin", "record", folder, "--no-build", ...more], { env });

describe("cxkit plugin record, with the author's tests", () => {
  it("proposes what they make the plugin use, and writes it", async () => {
    const { folder } = await watchedPlugin({
      ...watchedFiles,
      "machine.js": "export const hostname = () => {};",
    });
    const first = await record(folder, "--run", watchedCommand, "--write");
    expect(first).toMatchObject({ code: 0, out: "package.json was written\n" });
    expect(first.err).toContain("secrets: client is used and not asked for\n");
    expect(first.err).not.toContain("refused");
    const file = path.join(folder, "package.json");
    const written = JSON.parse(await readFile(file, "utf8")) as { cxkit: object };
    expect(written.cxkit).toEqual({ ...watchedManifest, capabilities });
    const again = await record(folder, "--run", watchedCommand);
    expect(JSON.parse(again.out)).toEqual({ capabilities });
    expect(again.err).toContain("cxkit.capabilities.network[0].why: say why, for whoever is to grant it\n");
    expect(again.err).toContain("it asks for what it uses, and for nothing else\n");
  });

  it("says what would be refused, and what cannot be known for that", async () => {
    const { folder } = await watchedPlugin(watchedFiles);
    const { code, err } = await record(folder, "--run", watchedCommand);
    expect(err).toContain("this would be refused, whatever is granted:\n- machine.js loads node:fs\n");
    expect(err).toContain(
      "which data notifier chat needs cannot be seen: it fails on what the tests told it, fenced: ",
    );
    expect(code).toBe(4);
  });

  it("runs npm test where nothing else is said, and writes nothing when it fails", async () => {
    const { folder, json } = await watchedPlugin(watchedFiles);
    const file = path.join(folder, "package.json");
    const text = JSON.stringify({
      ...json,
      scripts: { test: `${watchedCommand} && echo half done && exit 7` },
    });
    await writeFile(file, text);
    const { code, out, err } = await record(folder, "--write");
    expect([code, out]).toEqual([4, ""]);
    expect(err).toContain("half done\n");
    expect(err).toContain("npm test ended with exit code 7, and what it did not reach is not seen\n");
    expect(err).toContain("package.json was not written");
    expect(await readFile(file, "utf8")).toBe(text);
    const without = await record(folder, "--no-test");
    expect(without.err).toContain(
      "channel reviews was not tried: what it needs is not among what is proposed\n" +
        "notifier chat was not tried: what it needs is not among what is proposed\n",
    );
  });
});
