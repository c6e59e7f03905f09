import { durableLog } from "./logs/contender.ts";
import { sqliteLog } from "./logs/sqlite.ts";

export const { prepare, run, close } = durableLog(sqliteLog, 1);
