import type { Workload } from "../workload.ts";
import { bareLog } from "../journal-1/logs/bare.ts";
import { durableLog } from "../journal-1/logs/contender.ts";

export const workload: Workload = {
  title: "Durable appends of 10,000 events",
  size: 100_000,
  smokeSize: 20000,
  unit: "events",
  goals: [{ contender: "cxkit", against: "sqlite", atLeast: 2 }],
};

export const { prepare, run, close } = durableLog(bareLog, 10000);
