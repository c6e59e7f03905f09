import { processRunner } from "@cxkit/host/plugins";
import { type Folding, folding } from "./data/folded.ts";

let plugin: Folding | undefined;

export async function prepare(size: number): Promise<void> {
  await close();
  plugin = await folding(processRunner, size);
}

/** In a process of its own: columns go there, tallies come back. */
export async function run(): Promise<string> {
  return (await plugin?.run()) ?? "";
}

export async function close(): Promise<void> {
  await plugin?.close();
  plugin = undefined;
}
