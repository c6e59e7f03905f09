import { type Served, servedWorkspace } from "./load/served.ts";

let served: Served | undefined;
let events = 0;

export async function prepare(size: number): Promise<void> {
  events = size;
  served = await servedWorkspace();
}

export async function ready(): Promise<void> {
  await served?.load.make(events, 1);
}

/** Answered once on disk, and done when all of it is decoded and stored. */
export async function run(): Promise<string> {
  const answer = (await served?.load.send(served.port)) ?? "";
  await served?.host.settled();
  return answer;
}

export const figures = () => served?.load.figures() ?? {};

export async function close(): Promise<void> {
  await served?.close();
}
