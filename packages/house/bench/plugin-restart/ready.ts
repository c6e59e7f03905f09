import { setTimeout as pass } from "node:timers/promises";
import { warmRunner } from "@cxkit/host/plugins";
import { decoding } from "../plugin-pages/data/decoded.ts";

const warm = warmRunner("process", { typescript: true });
let records = 0;

export async function prepare(size: number): Promise<void> {
  records = size;
  await run();
}

/** Until somebody has read what came out, and saves again; a smoke test reads nothing. */
export async function ready(): Promise<void> {
  warm.prepare();
  if (records > 2) await pass(1_000);
}

/** In a process that stands ready, as `cxkit plugin dev` does. */
export async function run(): Promise<string> {
  const plugin = await decoding(warm.start, records);
  const answer = await plugin.run();
  await plugin.close();
  return answer;
}

export async function close(): Promise<void> {
  await warm[Symbol.asyncDispose]();
}
