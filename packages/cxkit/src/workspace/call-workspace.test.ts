import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { callRebuild, callWorkspace } from "./call-workspace.ts";
import { controlAddress, listenForCommands } from "./control-socket.ts";
import { shopExport, writeShop } from "./fixtures/shop.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";

const quiet = { environment: {}, terminal: { write: () => {}, colours: false, columns: 80 } };

async function shop() {
  const folder = await temporaryFolder();
  await writeShop(folder.path);
  const file = path.join(folder.path, "january.csv");
  await writeFile(file, shopExport(30));
  return { ...folder, file, own: path.join(folder.path, ".cxkit") };
}

describe("callWorkspace", () => {
  it("opens the workspace, does it, and closes it again", async () => {
    await using at = await shop();
    const read = await callWorkspace(at.path, "ingest", { file: at.file }, quiet);
    expect(read.counts).toMatchObject({ appended: 30 });
    const measured = await callWorkspace(at.path, "measure", {}, quiet);
    expect(measured.rows[0]?.estimate?.n).toBe(30);
    expect((await readdir(at.own)).filter((name) => name.endsWith(".sock"))).toEqual([]);
  });

  it("takes turns with another command", async () => {
    await using at = await shop();
    let waits = 0;
    const first = callWorkspace(at.path, "ingest", { file: at.file }, quiet);
    const wait = async (): Promise<void> => {
      waits += 1;
      await first;
    };
    const both = await Promise.all([first, callWorkspace(at.path, "measure", {}, { ...quiet, wait })]);
    expect(both[0].counts.appended).toBe(30);
    expect(both[1].rows.length).toBeLessThanOrEqual(1);
    expect(waits).toBeLessThanOrEqual(1);
  });

  it("gives up, naming the process, when the workspace is kept by one that takes no commands", async () => {
    await using at = await shop();
    const kept = await (
      await import("./open-workspace.ts")
    ).openWorkspace(at.path, { ...quiet, command: "my app" });
    let waited = 0;
    const wait = async (milliseconds: number): Promise<void> => {
      waited += milliseconds;
    };
    await expect(callWorkspace(at.path, "status", {}, { ...quiet, wait })).rejects.toThrow(
      new RegExp(String.raw`in use by process ${process.pid} \(my app\)`),
    );
    expect(waited).toBe(5_000);
    await kept[Symbol.asyncDispose]();
  });

  it("is answered by the process that runs it, without opening anything", async () => {
    await using at = await shop();
    const asked: unknown[] = [];
    const { software } = await import("../software.ts");
    const listening = await listenForCommands(controlAddress(at.own), software, async (command, args) => {
      asked.push([command, args]);
      return { rows: [] };
    });
    expect(await callWorkspace(at.path, "measure", { by: ["Region"] }, quiet)).toEqual({ rows: [] });
    expect(asked).toEqual([["measure", { by: ["Region"] }]]);
    await listening[Symbol.asyncDispose]();
    expect(await readdir(at.own)).toEqual([]);
  });
});

describe("callRebuild", () => {
  it("leaves the old store where it is interrupted", async () => {
    await using at = await shop();
    await callWorkspace(at.path, "ingest", { file: at.file }, quiet);
    const stop = new AbortController();
    const log = ({ event }: { readonly event: string }): void => {
      if (event === "started") stop.abort();
    };
    await expect(callRebuild(at.path, { ...quiet, log, signal: stop.signal })).rejects.toThrow(/abort/);
    const measured = await callWorkspace(at.path, "measure", {}, quiet);
    expect(measured.rows[0]?.estimate?.n).toBe(30);
    expect(await callRebuild(at.path, quiet)).toEqual({ entries: 1 });
    expect((await readdir(at.own)).filter((name) => name.includes("next"))).toEqual([]);
  });
});
