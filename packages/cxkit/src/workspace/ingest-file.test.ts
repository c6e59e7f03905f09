import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { shopConfig, shopExport, shopIn } from "./fixtures/shop.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { ingestFile } from "./ingest-file.ts";
import { openWorkspace } from "./open-workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

async function shop(changes: Partial<WorkspaceConfig> = {}) {
  const folder = await temporaryFolder();
  const workspace = await openWorkspace(shopIn(folder.path, changes), { store: memoryStore() });
  return {
    workspace,
    async write(name: string, text: string): Promise<string> {
      const file = path.join(folder.path, name);
      await writeFile(file, text);
      return file;
    },
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe("ingestFile", () => {
  it("reads a file through the connection that reads files, with progress and assumptions", async () => {
    await using at = await shop();
    const progress: number[] = [];
    const file = await at.write("january.csv", shopExport(2_500));
    const read = await ingestFile(at.workspace, { file }, (done) => progress.push(done));
    expect(read).toMatchObject({
      file: "january.csv",
      connection: "files",
      mapping: null,
      counts: { records: 2_500, appended: 2_500, duplicates: 0, setAside: 0 },
    });
    expect(read.assumptions.length).toBeGreaterThan(0);
    expect(progress.at(-1)).toBe((await readFile(file)).length);
    const [cell] = await at.workspace.store.tally({
      select: { types: ["survey.responded"], item: "recommend" },
      by: [],
      zone: "UTC",
    });
    expect(cell?.tally).toMatchObject({ kind: "scale", counts: [0, 0, 0, 0, 0, 834, 0, 0, 0, 1_666, 0] });
  });

  it("adds nothing for the same file again, and only what is new of a longer one under another name", async () => {
    await using at = await shop();
    const file = await at.write("january.csv", shopExport(30));
    await ingestFile(at.workspace, { file });
    const again = await ingestFile(at.workspace, { file });
    expect(again.counts).toMatchObject({ records: 30, appended: 0, duplicates: 30 });
    const longer = await ingestFile(at.workspace, { file: await at.write("both.csv", shopExport(50)) });
    expect(longer.counts).toMatchObject({ records: 50, appended: 20, duplicates: 30 });
  });

  it("keeps rows without an id apart, and knows them again in the next run", async () => {
    await using at = await shop();
    const rows = "2026-01-02,9\n2026-01-02,9\n2026-01-03,4\n".repeat(10);
    const file = await at.write("a.csv", `Submitted,How likely are you to recommend us? (0-10)\n${rows}`);
    expect((await ingestFile(at.workspace, { file })).counts.appended).toBe(30);
    expect((await ingestFile(at.workspace, { file })).counts).toMatchObject({ appended: 0, duplicates: 30 });
  });

  it("keeps what the columns were taken for when it is asked to, and follows it next time", async () => {
    await using at = await shop();
    const file = await at.write("january.csv", shopExport(30));
    const first = await ingestFile(at.workspace, { file, saveMapping: true });
    const kept = path.join(at.workspace.folder, "mappings", "files.json");
    expect(first.mapping).toBe(kept);
    const mapping = JSON.parse(await readFile(kept, "utf8")) as { survey: string };
    expect(mapping.survey).toBe("files");
    expect((await ingestFile(at.workspace, { file })).mapping).toBe(kept);
    const renamed = await at.write("renamed.csv", shopExport(30).replace("Response ID", "Answer number"));
    await expect(ingestFile(at.workspace, { file: renamed })).rejects.toMatchObject({
      code: "invalid-setup",
      message: expect.stringContaining("Response ID") as string,
    });
  });

  it("says which connections there are where it cannot tell", async () => {
    const two = { ...shopConfig.connections, more: { channel: "survey-csv" } } as const;
    await using at = await shop({ connections: two });
    const file = await at.write("january.csv", shopExport(30));
    await expect(ingestFile(at.workspace, { file })).rejects.toThrow(
      /several connections; say which: files, more/,
    );
    expect((await ingestFile(at.workspace, { file, connection: "more" })).connection).toBe("more");
    await expect(ingestFile(at.workspace, { file, connection: "orders" })).rejects.toThrow(/reads no files/);
    await expect(ingestFile(at.workspace, { file, connection: "nil" })).rejects.toThrow(/does not exist/);
  });

  it("names what is no table, and takes nothing of it", async () => {
    await using at = await shop();
    const file = await at.write("letter.pdf", `%PDF-1.7\n${"\u0000\u0001 obj".repeat(100)}`);
    await expect(ingestFile(at.workspace, { file })).rejects.toMatchObject({ code: "invalid-file" });
    await expect(ingestFile(at.workspace, { file: `${file}.gone` })).rejects.toThrow(/there is no such file/);
    expect(at.workspace.host.status().journal.entries).toBe(0);
  });

  it("stops when nobody waits any more; what was read goes on where it was", async () => {
    await using at = await shop();
    const file = await at.write("january.csv", shopExport(3_000));
    const stop = new AbortController();
    const stopped = ingestFile(at.workspace, { file }, () => stop.abort(), stop.signal);
    await expect(stopped).rejects.toThrow(/abort/);
    expect((await ingestFile(at.workspace, { file })).counts).toMatchObject({
      appended: 2_000,
      duplicates: 1_000,
    });
  });
});
