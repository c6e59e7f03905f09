import type { Workload } from "../workload.ts";
import { bareLog } from "../journal-1/logs/bare.ts";
import { durableLog } from "../journal-1/logs/contender.ts";

export const workload: Workload = {
  title: "Durable appends of one event by 64 callers at a time",
  size: 20_000,
  smokeSize: 400,
  unit: "events",
  goals: [
    { contender: "cxkit", against: "yardstick", atLeast: 3 },
    { contender: "cxkit", against: "sqlite", atLeast: 3 },
  ],
};

export const { prepare, run, close } = durableLog(bareLog, 1, 64);
