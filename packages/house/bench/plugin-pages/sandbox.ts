import { sandboxRunner } from "@cxkit/host/plugins";
import { type Decoding, decoding } from "./data/decoded.ts";

/** Linux alone has the namespaces. */
export const available = (): boolean => process.platform === "linux";

let plugin: Decoding | undefined;
let records = 0;
let least = Infinity;

export async function prepare(size: number): Promise<void> {
  await close();
  records = size;
  plugin = await decoding(sandboxRunner, size);
}

/** The same process inside namespaces of its own. */
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
