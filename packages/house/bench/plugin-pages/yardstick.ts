import { inProcessRunner } from "@cxkit/host/plugins";
import type { Workload } from "../workload.ts";
import { type Decoding, decoding } from "./data/decoded.ts";

export const workload: Workload = {
  title: "Records decoded by a plugin in pages of 200",
  size: 50_000,
  smokeSize: 1_000,
  unit: "events",
  // On two idle cores; the ratio holds on busy ones as well.
  goals: [
    { contender: "process", perSecond: 50_000 },
    { contender: "process", against: "yardstick", atLeast: 0.25 },
  ],
};

let plugin: Decoding | undefined;
let records = 0;
let least = Infinity;

export async function prepare(size: number): Promise<void> {
  await close();
  records = size;
  plugin = await decoding(inProcessRunner, size);
}

/** In the host's own process: nothing crosses. */
export async function run(): Promise<string> {
  const before = performance.now();
  const answer = (await plugin?.run()) ?? "";
  least = Math.min(least, performance.now() - before);
  return answer;
}

export const figures = () => ({ "µs an event": (least * 1000) / records });

export async function close(): Promise<void> {
  await plugin?.close();
  plugin = undefined;
}
