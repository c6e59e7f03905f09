import { type Served, servedWorkspace } from "./load/served.ts";

let served: Served | undefined;
let events = 0;

export async function prepare(size: number): Promise<void> {
  events = size;
  served = await servedWorkspace();
}

export async function ready(): Promise<void> {
  // What an earlier round left to do is not this one's.
  await served?.host.settled();
  await served?.load.make(events, 1);
}

/** Answered once on disk: what a producer waits for. Decoding and storing go on meanwhile, and after it. */
export async function run(): Promise<string> {
  return (await served?.load.send(served.port)) ?? "";
}

export const figures = () => served?.load.figures() ?? {};

export async function close(): Promise<void> {
  await served?.close();
}
