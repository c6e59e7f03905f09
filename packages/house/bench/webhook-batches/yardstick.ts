import { bareServer } from "../webhooks/load/bare-server.ts";
import { type Load, openLoad } from "../webhooks/load/load.ts";
import type { Workload } from "../workload.ts";

export const workload: Workload = {
  title: "Webhooks of a hundred signed events as JSON lines over 64 connections",
  size: 100_000,
  smokeSize: 1_000,
  unit: "events",
  goals: [{ contender: "acknowledged", against: "without-storage", atLeast: 0.7 }],
};

/** Events in a request. */
export const batch = 100;

let opened: { readonly load: Load; readonly server: Awaited<ReturnType<typeof bareServer>> } | undefined;
let events = 0;

export async function prepare(size: number): Promise<void> {
  close();
  events = size;
  opened = { load: openLoad(), server: await bareServer() };
}

export async function ready(): Promise<void> {
  await opened?.load.make(events, batch);
}

/** HTTP and nothing else: no framework, no proof, no event. */
export async function run(): Promise<string> {
  return (await opened?.load.send(opened.server.port)) ?? "";
}

export const figures = () => opened?.load.figures() ?? {};

export function close(): void {
  opened?.load.close();
  opened?.server.close();
  opened = undefined;
}
