import type { Workload } from "../workload.ts";
import { bareServer } from "./load/bare-server.ts";
import { type Load, openLoad } from "./load/load.ts";

export const workload: Workload = {
  title: "Webhooks of one signed event over 64 connections",
  size: 5_000,
  smokeSize: 200,
  unit: "events",
  goals: [{ contender: "acknowledged", against: "without-storage", atLeast: 0.7 }],
};

let opened: { readonly load: Load; readonly server: Awaited<ReturnType<typeof bareServer>> } | undefined;
let events = 0;

export async function prepare(size: number): Promise<void> {
  close();
  events = size;
  opened = { load: openLoad(), server: await bareServer() };
}

export async function ready(): Promise<void> {
  await opened?.load.make(events, 1);
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
