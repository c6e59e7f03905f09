import { createHash, createHmac, createSecretKey } from "node:crypto";
import path from "node:path";
import type { Decoded, Json } from "@cxkit/core";
import type { ContributionReference, PluginRunner, RunnerServices, StartRunner } from "@cxkit/host/plugins";

/** Records of a page. */
const page = 200;

const target: ContributionReference = {
  plugin: "bench.pages",
  kind: "channel",
  id: "webhook",
  module: "./plugin.mjs",
  export: "channel",
};

const config: Json = {
  source: "shop:bench",
  key: "id",
  time: "at",
  subject: { path: "customer", kind: "customer" },
  survey: "checkout",
  dimensions: { region: "region", store: "store" },
  items: [
    { item: "recommend", path: "recommend", construct: "nps", scale: { min: 0, max: 10, step: 1 } },
    { item: "effort", path: "effort", construct: "ces", scale: { min: 1, max: 7, step: 1 } },
  ],
  verbatims: [{ item: "why", path: "why" }],
};

const key = createSecretKey(new Uint8Array(32));
const hash = (parts: readonly string[]): string =>
  createHmac("sha256", key).update(JSON.stringify(parts)).digest("hex").slice(0, 32);

const services: RunnerServices = {
  http: () => Promise.reject(new Error("no network here")),
  secrets: {},
  token: () => Promise.reject(new Error("no token here")),
  subject: (kind, value) => hash([kind, value]),
  fingerprint: (cells) => hash(cells),
  now: () => "2026-03-01T09:30:00Z",
};

/** A plugin that decodes records, wherever it runs. */
export interface Decoding {
  /** Decodes all pages, two at a time as a host does, and tells what came out. */
  run(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the plugin and makes `size` JSON records of about 250 bytes. */
export async function decoding(start: StartRunner, size: number): Promise<Decoding> {
  const directory = path.join(import.meta.dirname, "plugin");
  const runner: PluginRunner = await start(
    {
      manifest: { manifestVersion: 1, id: target.plugin, contributes: {} },
      version: "1.0.0",
      directory,
      realDirectory: directory,
      integrity: "",
    },
    {
      limits: { heapMb: 256, rssMb: 600, startMs: 30_000, callMs: 60_000, stallMs: 60_000 },
      log: () => {},
    },
  );
  const pages = Array.from({ length: Math.ceil(size / page) }, (_, at) =>
    Array.from({ length: Math.min(page, size - at * page) }, (__, row) => ({
      value: record(at * page + row),
    })),
  );
  return {
    async run() {
      const ids: string[] = Array.from({ length: pages.length }, () => "");
      let events = 0;
      let next = 0;
      const work = async (): Promise<void> => {
        for (;;) {
          const at = next;
          next += 1;
          const records = pages[at];
          if (!records) return;
          const decoded = (await runner.call(target, "decode", [records], { services, config })) as Decoded[];
          for (const one of decoded) events += one.events.length;
          ids[at] = decoded[0]?.events[0]?.subject ?? "";
        }
      };
      await Promise.all([work(), work(), work()]);
      return `${events} ${createHash("sha256").update(ids.join()).digest("hex").slice(0, 16)}`;
    },
    close: async () => runner[Symbol.asyncDispose](),
  };
}

function record(row: number): Json {
  return {
    id: `R_${row}`,
    at: new Date(Date.UTC(2026, 0, 1) + row * 1000).toISOString(),
    customer: `C-${row % 5000}`,
    region: ["north", "south", "east", "west"][row % 4] ?? "",
    store: `store ${row % 40}`,
    recommend: row % 11,
    effort: (row % 7) + 1,
    why: "the delivery was late and nobody told me before I stood in front of the shop",
  };
}
