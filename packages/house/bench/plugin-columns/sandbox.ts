import { sandboxRunner } from "@cxkit/host/plugins";
import { type Folding, folding } from "./data/folded.ts";

/** Linux alone has the namespaces. */
export const available = (): boolean => process.platform === "linux";

let plugin: Folding | undefined;

export async function prepare(size: number): Promise<void> {
  await close();
  plugin = await folding(sandboxRunner, size);
}

/** The same process inside namespaces of its own. */
export async function run(): Promise<string> {
  return (await plugin?.run()) ?? "";
}

export async function close(): Promise<void> {
  await plugin?.close();
  plugin = undefined;
}
