import { processRunner } from "@cxkit/host/plugins";
import { decoding } from "../plugin-pages/data/decoded.ts";
import type { Workload } from "../workload.ts";

export const workload: Workload = {
  title: "A plugin started again, a page decoded, and stopped",
  size: 20,
  smokeSize: 2,
  unit: "events",
};

let records = 0;

export function prepare(size: number): void {
  records = size;
}

/** In a process that is launched for it, as a host does. */
export async function run(): Promise<string> {
  const plugin = await decoding(processRunner, records);
  const answer = await plugin.run();
  await plugin.close();
  return answer;
}
