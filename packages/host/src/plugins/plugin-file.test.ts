import { readFileSync } from "node:fs";
import type { ChannelEntry, TableRow } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { contents, workbench } from "../flow/fixtures/workbench.ts";
import { answering, answeringPlugin } from "./fixtures/answering-plugin.ts";
import { inProcessRunner } from "./isolate/in-process-runner.ts";
import { idleServices, installed } from "./isolate/fixtures/misbehaved-plugin.ts";
import { tillRows } from "./isolate/fixtures/till-rows.ts";
import { processRunner } from "./isolate/process-runner.ts";
import { pluginManager } from "./manager.ts";
import { pluginChannel } from "./plugin-channel.ts";
import type { InstalledPlugin, StartRunner } from "./runner.ts";

const entry: ChannelEntry = {
  id: "till",
  title: "Till export",
  spec: "v1",
  module: "./plugin.mjs",
  export: "till",
  config: {},
  file: true,
};
const header: TableRow = { line: 1, cells: ["id", "at", "stars", "customer"] };

/** The plugin that reads what a till exports, in the care of a manager. */
function tills(start: StartRunner) {
  const found = installed("till");
  const plugin: InstalledPlugin = {
    ...found,
    manifest: {
      ...found.manifest,
      contributes: { channels: [entry] },
      limits: { rssMb: 250, startMs: 20_000 },
    },
  };
  const manager = pluginManager({
    plugins: [{ state: "resolved", origin: "path", plugin }],
    grants: () => ({ granted: true }),
    start,
    now: () => new Date().toISOString(),
    timer(run, milliseconds) {
      const handle = setTimeout(run, milliseconds);
      return () => clearTimeout(handle);
    },
    random: () => 0,
    limits: { firstRestartMs: 1, longestRestartMs: 1, crashes: 10 },
  });
  return {
    manager,
    channel: pluginChannel({ manager, limit: (_, services) => services }, plugin, entry),
    [Symbol.asyncDispose]: () => manager[Symbol.asyncDispose](),
  };
}

/** The processes that this one started. */
const children = (): readonly string[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ").filter(Boolean);

describe("a plugin's file channel", () => {
  it("tells what it makes of a file, and every one of the file's rows becomes its event, in every tier", async () => {
    const told = [];
    for (const start of [inProcessRunner, processRunner]) {
      await using one = tills(start);
      const connection = { id: "till", channel: one.channel, config: undefined };
      await using bench = await workbench({ connections: [connection] });
      expect(await one.channel.file?.recognise([header], "harbour.csv")).toBe(0.9);
      const proposal = await one.channel.file?.propose([header], { name: "harbour.csv" });
      expect(proposal).toMatchObject({ config: { shop: "harbour" }, assumptions: [{ id: "shop" }] });
      const file = { name: "harbour.csv", config: proposal?.config };
      const ingestion = bench.host.ingest("till", file);
      await ingestion.read(tillRows(1_300).rows);
      const counts = { records: 1_300, appended: 1_287, duplicates: 0, conflicts: 0, setAside: 27 };
      expect(await ingestion.end()).toEqual(counts);
      const aside = bench.host.quarantine.list();
      expect(aside).toHaveLength(27);
      expect(new Set(aside.map(({ path }) => path))).toEqual(new Set(["at", "stars"]));
      told.push(JSON.stringify(await contents(bench.store, ["survey.responded"])));
      const again = bench.host.ingest("till", file);
      await again.read(tillRows(1_300).rows);
      expect(await again.end()).toMatchObject({ appended: 0, duplicates: 1_287 });
    }
    expect(told[0] === told[1]).toBe(true);
  });

  it.runIf(process.platform === "linux")(
    "whose process is killed half-way is named; the second time nothing comes twice and nothing is missing",
    { timeout: 60_000 },
    async () => {
      const before = new Set(children());
      await using one = tills(processRunner);
      const connection = { id: "till", channel: one.channel, config: undefined };
      await using bench = await workbench({ connections: [connection] });
      const file = { name: "harbour.csv", config: { shop: "harbour" } };
      const rows = tillRows(4_000);
      const killing = async function* (): AsyncGenerator<TableRow> {
        for await (const row of rows.rows) {
          if (row.line === 2_600) {
            for (const child of children()) if (!before.has(child)) process.kill(Number(child), "SIGKILL");
          }
          yield row;
        }
      };
      const failed = bench.host.ingest("till", file).read(killing());
      await expect(failed).rejects.toMatchObject({
        code: expect.stringMatching(/contribution-failed|unavailable/) as string,
        message: expect.stringMatching(/fixture\.till.*SIGKILL/) as string,
        place: { contribution: expect.stringMatching(/^fixture\.till/) as string, trouble: "crash" },
      });
      expect(rows.closed()).toBe(true);
      const again = bench.host.ingest("till", file);
      for (let tries = 0; tries < 1_000; tries += 1) {
        if (one.channel.unavailable?.() === null) break;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await again.read(tillRows(4_000).rows);
      await again.end();
      for (let round = 0; round < 200 && bench.host.status().backlog > 0; round += 1) {
        bench.clock.advance(2_000);
        await bench.host.tick();
      }
      const keys = (await contents(bench.store, ["survey.responded"])).map(({ key }) => key);
      expect(keys).toHaveLength(3_959);
      expect(new Set(keys).size).toBe(3_959);
    },
  );

  it("a file that is cut off is the file's trouble, whatever the plugin makes of it", async () => {
    await using one = tills(inProcessRunner);
    const open = await one.channel.open({ shop: "harbour" }, idleServices);
    const cut = async function* (): AsyncGenerator<TableRow> {
      yield header;
      throw new RangeError("line 2 is cut off");
    };
    const reading = open.read(cut())[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow(RangeError);
  });

  it("gives up on one that makes records up, and is not held up by one that makes many of a row", async () => {
    await using one = tills(inProcessRunner);
    const open = await one.channel.open({ shop: "harbour" }, idleServices);
    const count = async (act: string): Promise<number> => {
      let records = 0;
      for await (const page of open.read(tillRows(50, { 7: act }).rows)) records += page.length;
      return records;
    };
    expect(await count("twice")).toBe(51);
    await expect(count("endless")).rejects.toMatchObject({
      code: "contribution-failed",
      message: expect.stringMatching(/fixture\.till\/till gives \d+ records/) as string,
    });
    await expect(count("bulky")).rejects.toMatchObject({ code: "contribution-failed" });
  });

  it("opens without a configuration where files alone bring one, and not where it pulls as well", async () => {
    await using one = tills(inProcessRunner);
    const open = await one.channel.open(undefined, idleServices);
    expect(open.instruments).toEqual([]);
    const pulls = pluginChannel(
      { manager: one.manager, limit: (_, services) => services },
      installed("till"),
      { ...entry, streams: { all: {} } },
    );
    await expect(pulls.open(undefined, idleServices)).rejects.toMatchObject({
      code: "invalid-setup",
      place: { path: "shop" },
    });
  });
});

describe("what a plugin says of a file", () => {
  const file = (answer: unknown) =>
    pluginChannel(
      answering(() => answer),
      answeringPlugin,
      entry,
    ).file!;
  const blamed = { code: "contribution-failed", place: { contribution: "acme.kit/till" } };

  it.each([-1, 2, Number.NaN, "1", null])("is refused when it is as sure as %s", async (answer) => {
    await expect(file(answer).recognise([header], "a.csv")).rejects.toMatchObject(blamed);
  });

  it.each([
    null,
    [],
    { config: {} },
    { assumptions: [] },
    { config: {}, assumptions: [null] },
    { config: {}, assumptions: [{ id: "a", path: "a", confidence: "likely", text: { en: 3 } }] },
    { config: "x".repeat(300_000), assumptions: [] },
  ])("is refused when it proposes no configuration (%#)", async (answer) => {
    await expect(file(answer).propose([header], { name: "a.csv" })).rejects.toMatchObject(blamed);
  });

  it("is asked with as many of the first rows as may be handed over", async () => {
    const asked = answering(() => 0);
    const channel = pluginChannel(asked, answeringPlugin, entry);
    const head = Array.from({ length: 5_000 }, (_, at) => ({ line: at + 1, cells: ["x".repeat(10_000)] }));
    await channel.file?.recognise(head, "a.csv");
    const [shown] = (asked.called[0]?.args ?? []) as readonly (readonly TableRow[])[];
    expect(shown?.length).toBeGreaterThan(400);
    expect(JSON.stringify(shown).length).toBeLessThan(4 * 1024 * 1024 + 5_000);
    expect(asked.called[0]).toMatchObject({ member: "file.recognise", args: [{}, "a.csv"] });
    asked.state.now = "quarantined";
    await expect(channel.file?.recognise(head, "a.csv")).rejects.toMatchObject({ code: "unavailable" });
  });
});
