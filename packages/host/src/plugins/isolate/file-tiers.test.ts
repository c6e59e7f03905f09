import { setImmediate as turn } from "node:timers/promises";
import { createContext } from "@cxkit/core/context";
import type { Channel, TableRow } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { rowPortions } from "../row-portions.ts";
import type { CallOptions, PluginRunner, RunnerServices, StartRunner } from "../runner.ts";
import { idleServices, installed, quick } from "./fixtures/misbehaved-plugin.ts";
import { till, type TillRows, tillRows } from "./fixtures/till-rows.ts";
import { inProcessRunner } from "./in-process-runner.ts";
import { hasSandbox } from "./launch.ts";
import { processRunner } from "./process-runner.ts";
import { sandboxRunner } from "./sandbox-runner.ts";

const fenced = [
  ["process", processRunner],
  ...(hasSandbox() ? [["sandbox", sandboxRunner] as const] : []),
] as const;
const tiers: readonly (readonly [string, StartRunner])[] = [["in-process", inProcessRunner], ...fenced];

const hashes = createContext({}, { key: new Uint8Array(32).fill(7) });
const { subject, fingerprint } = hashes;
const config = { shop: "harbour" };

function running(start: StartRunner, limits: Partial<typeof quick> = {}): Promise<PluginRunner> {
  return start(installed("till"), { limits: { ...quick, ...limits }, log: () => {} });
}

function reading({ rows }: Pick<TillRows, "rows">): CallOptions {
  const services: RunnerServices = { ...idleServices, subject, fingerprint, rows: rowPortions(rows).next };
  return { services, config };
}

async function all(runner: PluginRunner, file: Pick<TillRows, "rows">): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const page of runner.read(till, reading(file))) records.push(...page);
  return records;
}

describe("a file, whatever the tier", () => {
  it("gives the same records and the same events, byte for byte, each row once", async () => {
    const module: string = "./fixtures/till/plugin.mjs";
    const { till: here } = (await import(module)) as { readonly till: Channel };
    const context = { config, subject, fingerprint };
    const direct: unknown[] = [];
    for await (const raw of here.file!.read(tillRows(1_203).rows, context)) direct.push(raw);
    const events = JSON.stringify(direct.map((raw) => here.decode(raw, context)));
    expect(direct).toHaveLength(1_203);
    expect(events).toContain(fingerprint(["harbour", "t-1203"]));
    for (const [, start] of tiers) {
      await using runner = await running(start);
      const records = await all(runner, tillRows(1_203));
      expect(JSON.stringify(records) === JSON.stringify(direct)).toBe(true);
      const decoded = await runner.call(till, "decode", [records], { ...reading(tillRows(0)) });
      expect(JSON.stringify(decoded) === events).toBe(true);
    }
  });

  it("is asked about before there is a configuration", async () => {
    const head: readonly TableRow[] = [{ line: 1, cells: ["id", "at", "stars", "customer"] }];
    const none = { services: idleServices };
    const told = [];
    for (const [, start] of tiers) {
      await using runner = await running(start);
      told.push([
        await runner.call(till, "file.recognise", [head, "harbour.csv"], none),
        await runner.call(till, "file.recognise", [[], "harbour.csv"], none),
        await runner.call(till, "file.propose", [head, { name: "harbour.csv" }], none),
      ]);
    }
    expect(told[0]).toMatchObject([0.9, 0, { config }]);
    for (const one of told) expect(one).toEqual(told[0]);
  });
});

describe.each(tiers)("in the tier %s", (tier, start) => {
  it("pages hold at most 500 records, and no more rows are taken than are needed for them", async () => {
    await using runner = await running(start);
    const file = tillRows(20_000);
    const ahead: number[] = [];
    const sizes: number[] = [];
    let records = 0;
    for await (const page of runner.read(till, reading(file))) {
      sizes.push(page.length);
      records += page.length;
      ahead.push(file.taken() - records);
      // Nobody asks for the next page yet: whatever is still said is said now.
      await turn();
    }
    expect(records).toBe(20_000);
    expect(sizes.every((size) => size >= 1 && size <= 500)).toBe(true);
    expect(sizes.length).toBeLessThan(60);
    expect(Math.max(...ahead)).toBeLessThan(2_500);
  });

  it("says whose file channel throws, and refuses a configuration with its path", async () => {
    await using runner = await running(start);
    await expect(all(runner, tillRows(10, { 7: "throw" }))).rejects.toMatchObject({
      code: "contribution-failed",
      place: { contribution: "fixture.till/till" },
    });
    const wrong = { ...reading(tillRows(3)), config: { shop: 3 } };
    const refused = runner.read(till, wrong)[Symbol.asyncIterator]().next();
    await expect(refused).rejects.toMatchObject({ code: "invalid-setup", place: { path: "shop" } });
    expect(await all(runner, tillRows(10))).toHaveLength(10);
  });

  it("one that hangs is given up by name; one that only takes rows is not, for as long as they come", async () => {
    await using runner = await running(start, { stallMs: 400 });
    await expect(all(runner, tillRows(10, { 7: "hang" }))).rejects.toMatchObject({
      code: "contribution-failed",
      place: { contribution: "fixture.till/till", trouble: "timeout" },
    });
    const slow = async function* (): AsyncGenerator<TableRow> {
      // The host's own time, longer than what may pass in silence, in the middle of rows that give no record.
      for (let line = 1; line <= 1_400; line += 1) {
        if (line % 600 === 0) await new Promise((resolve) => setTimeout(resolve, 500));
        yield { line, cells: [line === 1 ? "id" : line === 1_400 ? "t-1" : "silent"] };
      }
    };
    expect(await all(runner, { rows: slow() })).toHaveLength(1);
    expect(tier).toBe(runner.tier);
  });

  it("what goes wrong with the file is told, and given up is given up", async () => {
    await using runner = await running(start);
    const broken = async function* (): AsyncGenerator<TableRow> {
      yield { line: 1, cells: ["id"] };
      throw Object.assign(new RangeError("line 2 is cut off"));
    };
    await expect(all(runner, { rows: broken() })).rejects.toThrow(/line 2 is cut off/);
    const stop = new AbortController();
    const options = { ...reading(tillRows(5_000)), signal: stop.signal };
    const stopped = (async () => {
      for await (const page of runner.read(till, options)) if (page.length > 0) stop.abort();
    })();
    await expect(stopped).rejects.toMatchObject({ place: { trouble: "cancelled" } });
    expect(await all(runner, tillRows(3))).toHaveLength(3);
  });
});

describe.each(fenced)("behind the fence of %s", (_, start) => {
  it("a keyed hash is good for long, and one that was kept for too long is refused, not made up", async () => {
    await using runner = await running(start);
    const short = await all(runner, tillRows(900, { 4: "keep", 10: "many", 890: "late" }));
    expect(short).toContainEqual(expect.objectContaining({ line: 890, print: fingerprint(["kept"]) }));
    const acts = { 4: "keep", 10: "many", 700: "many", 1_400: "many", 2_900: "late" };
    await expect(all(runner, tillRows(3_000, acts))).rejects.toMatchObject({
      code: "contribution-failed",
      message: expect.stringContaining("kept a keyed hash") as string,
      place: { contribution: "fixture.till/till", trouble: "bad-data" },
    });
    expect(await all(runner, tillRows(5))).toHaveLength(5);
  });

  it("one that never lets go, or ends, is ended by name; so is one whose record is too long", async () => {
    const soon = { stallMs: 300, callMs: 300 };
    for (const [act, limits, trouble] of [
      ["loop", soon, /timeout|crash/],
      ["die", {}, /crash/],
      ["long", {}, /bad-data/],
    ] as const) {
      await using runner = await running(start, limits);
      await expect(all(runner, tillRows(10, { 7: act }))).rejects.toMatchObject({
        place: {
          contribution: "fixture.till/till",
          trouble: expect.stringMatching(trouble) as string,
        },
      });
    }
  });
});
