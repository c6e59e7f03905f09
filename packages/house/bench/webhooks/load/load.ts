import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { Delivered, Orders } from "./client.ts";

/** The secret of the workloads' connection, as base64. */
export const key = Buffer.from("webhook-workload-signing-key-32b").toString("base64");

/** A process that sends. */
export interface Load {
  /** Makes requests of `batch` events each, signed and ready. */
  make(events: number, batch: number): Promise<void>;
  /** Sends them, and measures what this process spends meanwhile. */
  send(port: number): Promise<string>;
  /** Of the rounds so far, the least CPU time an event; latencies of the last. */
  figures(): { readonly [name: string]: number };
  close(): void;
}

const connections = 64;

export function openLoad(): Load {
  const client: ChildProcess = fork(path.join(import.meta.dirname, "client.ts"), {
    stdio: ["ignore", 2, 2, "ipc"],
  });
  client.unref();
  const ask = (message: object): Promise<unknown> =>
    new Promise((resolve) => {
      client.once("message", resolve);
      client.send(message);
    });
  let events = 0;
  let least = Infinity;
  let last: Delivered | undefined;
  return {
    async make(count, batch) {
      events = count;
      const orders: Orders = { path: "/hooks/survey", key, requests: count / batch, batch, connections };
      await ask({ make: orders });
    },
    async send(port) {
      const before = process.cpuUsage();
      last = (await ask({ send: port })) as Delivered;
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, (user + system) / events);
      return `${last.accepted} accepted`;
    },
    figures: () => ({
      "server CPU µs": least,
      "p50 ms": last?.median ?? Number.NaN,
      "p99 ms": last?.percentile99 ?? Number.NaN,
    }),
    close: () => void client.kill(),
  };
}
