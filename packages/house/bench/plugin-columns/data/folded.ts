import path from "node:path";
import type { Columns, MetricEntry } from "@cxkit/core";
import { type InstalledPlugin, pluginMetric, type PluginStatus, type StartRunner } from "@cxkit/host/plugins";

/** Rows of a page, as stores stream them. */
const page = 16_384;
const regions = ["north", "south", "east", "west"];
const entry: MetricEntry = {
  id: "level",
  title: "Level",
  spec: "v1",
  module: "./plugin.mjs",
  export: "metric",
  unit: "scale-point",
  better: "higher",
  select: { types: ["survey.responded"], item: "effort" },
};

/** A metric of a plugin that counts a history by region, wherever it runs. */
export interface Folding {
  run(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the plugin and makes a history of `size` answers. */
export async function folding(start: StartRunner, size: number): Promise<Folding> {
  const directory = path.join(import.meta.dirname, "plugin");
  const plugin: InstalledPlugin = {
    manifest: { manifestVersion: 1, id: "bench.columns", contributes: { metrics: [entry] } },
    version: "1.0.0",
    directory,
    realDirectory: directory,
    integrity: "",
  };
  const runner = await start(plugin, {
    limits: { heapMb: 256, rssMb: 600, startMs: 30_000, callMs: 60_000, stallMs: 60_000 },
    log: () => {},
  });
  const manager = {
    use: () => runner,
    status: () => [{ id: "bench.columns", state: "active", why: null } as PluginStatus],
  };
  const metric = pluginMetric(
    { manager, limit: (_, services) => services, now: () => "2026-03-01T09:30:00Z" },
    plugin,
    entry,
  );
  const pages = Array.from({ length: Math.ceil(size / page) }, (_, at): Columns => {
    const length = Math.min(page, size - at * page);
    const from = at * page;
    return {
      length,
      time: Float64Array.from({ length }, (__, row) => (from + row) * 1000),
      value: Float64Array.from({ length }, (__, row) => ((from + row) % 7) + 1),
      fields: {
        "dimensions.region": {
          codes: Uint8Array.from({ length }, (__, row) => ((from + row) % 4) + 1),
          values: regions,
        },
      },
    };
  });
  const store = {
    tally: () => Promise.reject(new Error("not pushed down")),
    async *scan() {
      yield* pages;
    },
  };
  return {
    async run() {
      const cells = await metric.count(store, {
        select: entry.select,
        by: ["dimensions.region"],
        zone: "UTC",
      });
      const estimates = await metric.estimates(cells.map(({ tally }) => tally));
      return estimates.map(({ value, n }) => `${value?.toFixed(6)} ${n}`).join(", ");
    },
    close: async () => runner[Symbol.asyncDispose](),
  };
}
