import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inProcessRunner, processRunner } from "@cxkit/host/plugins";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { env } from "./env.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { tillExport, writeTill } from "./fixtures/till-plugin.ts";
import { inbox } from "./inbox.ts";
import { ingestFile } from "./ingest-file.ts";
import { openWorkspace, type OpenWorkspaceOptions } from "./open-workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

const environment = { CXKIT_KEY: Buffer.alloc(32, 7).toString("base64") };
const config: WorkspaceConfig = {
  name: "Shop",
  zone: "Europe/Berlin",
  key: env("CXKIT_KEY"),
  plugins: ["./till"],
  connections: { till: { channel: "acme.till/till", inbox: "in" } },
};

async function shop(
  changes: Partial<WorkspaceConfig> = {},
  {
    limits = {},
    granted = true,
    ...options
  }: Partial<OpenWorkspaceOptions> & { limits?: object; granted?: boolean } = {},
) {
  const folder = await temporaryFolder();
  await writeTill(folder.path, { limits, granted });
  const store = memoryStore();
  const workspace = await openWorkspace(
    { ...config, ...changes },
    { folder: folder.path, environment, store, startPlugin: inProcessRunner, ...options },
  );
  return {
    workspace,
    folder: folder.path,
    async write(name: string, text: string): Promise<string> {
      const file = path.join(folder.path, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      return file;
    },
    async keys(): Promise<readonly string[]> {
      const found: string[] = [];
      for await (const { source, key } of store.events({ types: ["survey.responded"] }))
        found.push(`${source} ${key}`);
      return found;
    },
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe("a file that a plugin's channel reads", () => {
  it("comes into the workspace from a process of its own, once, with what was assumed and what is wrong in it", async () => {
    await using at = await shop({}, { startPlugin: processRunner });
    const file = await at.write("harbour.csv", tillExport(2_500));
    const progress: number[] = [];
    const read = await ingestFile(at.workspace, { file }, (done) => progress.push(done));
    expect(read).toMatchObject({
      file: "harbour.csv",
      connection: "till",
      format: "utf-8, comma",
      assumptions: [{ id: "shop", confidence: "default" }],
      counts: { records: 2_500, appended: 2_450, duplicates: 0, setAside: 50 },
      mapping: null,
    });
    expect(progress.at(-1)).toBe((await readFile(file)).length);
    const [first] = at.workspace.host.quarantine.list();
    expect(first).toMatchObject({ connection: "till", path: "at", reason: "unreadable-date" });
    expect((await ingestFile(at.workspace, { file })).counts).toMatchObject({
      appended: 0,
      duplicates: 2_450,
    });
    const keys = await at.keys();
    expect([keys.length, new Set(keys).size]).toEqual([2_450, 2_450]);
    expect(at.workspace.plugins.status()).toMatchObject([
      { id: "acme.till", state: "active", tier: "process", activatedBy: expect.any(String) as string },
    ]);
  });

  it("is told by its first rows where several connections read files", async () => {
    const both = { ...config.connections, survey: { channel: "survey-csv" } } as const;
    await using at = await shop({ connections: both });
    const mine = await at.write("harbour.csv", tillExport(20));
    expect(await ingestFile(at.workspace, { file: mine })).toMatchObject({ connection: "till" });
    const survey = "Response ID,Submitted,How likely are you to recommend us? (0-10)\nr1,2026-01-02,9\n";
    const other = await at.write("survey.csv", survey);
    expect(await ingestFile(at.workspace, { file: other })).toMatchObject({ connection: "survey" });
  });

  it("is asked which connection where two have one channel, and refused by name where nothing reads it", async () => {
    const two = { ...config.connections, other: { channel: "acme.till/till" } } as const;
    await using at = await shop({ connections: two });
    const file = await at.write("harbour.csv", tillExport(3));
    await expect(ingestFile(at.workspace, { file })).rejects.toThrow(
      /several connections; say which: till, other/,
    );
    expect((await ingestFile(at.workspace, { file, connection: "other" })).counts.appended).toBe(3);
  });

  it("follows what its connection is configured with, and what was kept of an earlier file", async () => {
    await using at = await shop({
      connections: { till: { channel: "acme.till/till", config: { shop: "station" } } },
    });
    const file = await at.write("harbour.csv", tillExport(3));
    expect((await ingestFile(at.workspace, { file })).assumptions).toEqual([]);
    await ingestFile(at.workspace, { file, saveMapping: true });
    const kept = path.join(at.folder, "mappings", "till.json");
    expect(JSON.parse(await readFile(kept, "utf8"))).toMatchObject({ shop: "station" });
    await writeFile(kept, JSON.stringify({ shop: "market" }));
    const read = await ingestFile(at.workspace, { file });
    expect(read).toMatchObject({ mapping: kept, counts: { appended: 3 } });
  });

  it("that is not to be read now, for its plugin was not granted, is not the file's fault", async () => {
    await using at = await shop({}, { granted: false });
    const file = await at.write("in/harbour.csv", tillExport(3));
    await expect(ingestFile(at.workspace, { file })).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("acme.till") as string,
    });
  });

  it("is handed to no other channel while the plugin cannot be asked, unless somebody says so", async () => {
    const both = { ...config.connections, survey: { channel: "survey-csv" } } as const;
    await using at = await shop({ connections: both }, { granted: false });
    const file = await at.write("harbour.csv", tillExport(20));
    await expect(ingestFile(at.workspace, { file })).rejects.toThrow(
      /acme\.till.*or say which connection it is for: till, survey/,
    );
    expect((await ingestFile(at.workspace, { file, connection: "survey" })).connection).toBe("survey");
  });
});

describe("an inbox of a plugin's channel", () => {
  it(
    "takes what it can read, and puts aside what the plugin ends over twice, with the plugin's name beside it",
    { timeout: 60_000 },
    async () => {
      await using at = await shop({}, { startPlugin: processRunner, limits: { stallMs: 700 } });
      await at.write("in/a.csv", tillExport(600, { 590: "die" }));
      await at.write("in/b.csv", tillExport(30));
      let time = 0;
      const folder = path.join(at.folder, "in");
      const box = inbox({
        folder,
        now: () => time,
        read: async (file) => ({ ...(await ingestFile(at.workspace, { file, connection: "till" })).counts }),
      });
      const look = async (after: number) => {
        time += after;
        return box.look();
      };
      await look(0);
      expect((await look(2_000))[0]).toMatchObject({ file: "a.csv", outcome: "later" });
      expect(await readdir(folder)).toContain("a.csv");
      // The plugin is started again after a while.
      await expect
        .poll(async () => (await look(60_000)) && (await readdir(folder)).toSorted(), {
          timeout: 20_000,
        })
        .toEqual(["done", "failed"]);
      expect(await readFile(path.join(folder, "failed", "a.csv.txt"), "utf8")).toMatch(
        /^a\.csv: .*acme\.till.*the till is on fire/,
      );
      // A page that came before its end is kept, and counts once: 490 of its 500 rows, and 30 of the other file.
      await expect
        .poll(async () => at.workspace.host.tick().then(() => at.keys()), { timeout: 20_000 })
        .toHaveLength(520);
      expect(new Set(await at.keys()).size).toBe(520);
    },
  );
});
