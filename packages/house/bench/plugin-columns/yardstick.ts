import { inProcessRunner } from "@cxkit/host/plugins";
import type { Workload } from "../workload.ts";
import { type Folding, folding } from "./data/folded.ts";

export const workload: Workload = {
  title: "Answers folded by a plugin's metric, by region",
  size: 10_000_000,
  smokeSize: 40_000,
  unit: "answers",
};

let plugin: Folding | undefined;

export async function prepare(size: number): Promise<void> {
  await close();
  plugin = await folding(inProcessRunner, size);
}

/** In the host's own process: nothing crosses. */
export async function run(): Promise<string> {
  return (await plugin?.run()) ?? "";
}

export async function close(): Promise<void> {
  await plugin?.close();
  plugin = undefined;
}
