import { type Served, servedWithoutStorage } from "../webhooks/load/served.ts";
import { batch } from "./yardstick.ts";

let served: Served | undefined;
let events = 0;

export async function prepare(size: number): Promise<void> {
  events = size;
  served = await servedWithoutStorage();
}

export async function ready(): Promise<void> {
  await served?.load.make(events, batch);
}

/** Proved and answered; nothing is journalled, decoded or stored. */
export async function run(): Promise<string> {
  return (await served?.load.send(served.port)) ?? "";
}

export const figures = () => served?.load.figures() ?? {};

export async function close(): Promise<void> {
  await served?.close();
}
