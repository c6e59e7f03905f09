import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { alertEngine, needsPerson } from "@cxkit/alerts";
import type { Notifier } from "@cxkit/core";
import type { Host } from "@cxkit/host";
import { createHost } from "@cxkit/host";
import { duckdbStore } from "@cxkit/store-duckdb";
import { type ServedHost, serveHost } from "cxkit";
import { connection } from "./connection.ts";
import { type Load, openLoad } from "./load.ts";

/** A workspace under load. */
export interface Served {
  readonly load: Load;
  readonly host: Host;
  readonly port: number;
  close(): Promise<void>;
}

/** Limits that do not limit: what is measured comes from one address. */
const limits = { perAddress: 1e9, perConnection: 1e9, bodyBytes: 8 << 20 };

const engine = alertEngine({
  rules: [{ id: "somebody-calls", rule: needsPerson(), params: { item: "recommend", atMost: 3 } }],
  routing: { fallback: "care" },
  language: "en",
  zone: "UTC",
});
const silent: Notifier = {
  id: "silent",
  title: "Silent",
  config: { "~standard": { version: 1, vendor: "bench", validate: (value) => ({ value }) } },
  deliver: () => Promise.resolve({ delivered: true }),
};

/** The real thing: verified, journalled, decoded, stored in a DuckDB file, judged. */
export async function servedWorkspace(): Promise<Served> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "cxkit-bench-"));
  const host = await createHost({
    directory,
    store: await duckdbStore({ path: path.join(directory, "store.duckdb") }),
    connections: [connection],
    engine,
    notifiers: [{ id: "silent", notifier: silent, config: {} }],
    people: [{ id: "care", notify: ["silent"] }],
    key: new Uint8Array(32).fill(7),
    limits: { bodyBytes: 8 << 20, backlog: 1e9 },
  });
  const served = await serving(host);
  return {
    ...served,
    async close() {
      await served.close();
      await host[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}

/** The same server and the same proof, and nothing kept. */
export async function servedWithoutStorage(): Promise<Served> {
  const { webhook } = connection.channel;
  if (!webhook || !("verify" in webhook))
    throw new RangeError("servedWithoutStorage requires a channel with a webhook");
  const host = {
    status: () => ({ connections: { survey: {} } }),
    async receive(_connection: string, request: Parameters<Host["receive"]>[1]) {
      const verified = await webhook.verify(
        request,
        connection.secrets ?? {},
        new Date().toISOString(),
        connection.config,
      );
      return verified.verified ? webhook.acknowledge : { status: verified.status };
    },
  } as unknown as Host;
  return serving(host);
}

async function serving(host: Host): Promise<Served> {
  const server: ServedHost = await serveHost(host, { connections: [connection], port: 0, limits });
  const load = openLoad();
  return {
    load,
    host,
    port: Number(new URL(server.address).port),
    async close() {
      load.close();
      await server.close();
    },
  };
}
