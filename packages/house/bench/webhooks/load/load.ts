import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { Delivered, Orders } from "./client.ts";

/** The secret of the workloads' connection, as base64. */
export const key = Buffer.from("webhook-workload-signing-key-32b").toString("base64");

/** A process that sends. */
export interface Load {
  /** Sends so many events in requests of `batch`, and measures what this process spends meanwhile. */
  send(port: number, events: number, batch: number): Promise<string>;
  /** Of the runs so far, the least CPU time; latencies of the last. */
  figures(): { readonly [name: string]: number };
  close(): void;
}

const connections = 64;

export function openLoad(): Load {
  const client: ChildProcess = fork(path.join(import.meta.dirname, "client.ts"), {
    stdio: ["ignore", 2, 2, "ipc"],
  });
  client.unref();
  let least = Infinity;
  let last: Delivered | undefined;
  return {
    async send(port, events, batch) {
      const requests = events / batch;
      const orders: Orders = { port, path: "/hooks/survey", key, requests, batch, connections };
      const before = process.cpuUsage();
      last = await new Promise<Delivered>((resolve) => {
        client.once("message", (delivered) => resolve(delivered as Delivered));
        client.send(orders);
      });
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
