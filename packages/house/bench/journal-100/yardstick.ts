import type { Workload } from "../workload.ts";
import { bareLog } from "../journal-1/logs/bare.ts";
import { durableLog } from "../journal-1/logs/contender.ts";

export const workload: Workload = {
  title: "Durable appends of 100 events",
  size: 30_000,
  smokeSize: 1000,
  unit: "events",
  goals: [{ contender: "cxkit", against: "sqlite", atLeast: 1 }],
};

export const { prepare, run, close } = durableLog(bareLog, 100);
