import type { Workload } from "../workload.ts";
import { bareLog } from "./logs/bare.ts";
import { durableLog } from "./logs/contender.ts";

export const workload: Workload = {
  title: "Durable appends of one event",
  size: 1_000,
  smokeSize: 40,
  unit: "events",
  goals: [{ contender: "cxkit", against: "yardstick", atLeast: 0.4 }],
};

export const { prepare, run, close } = durableLog(bareLog, 1);
