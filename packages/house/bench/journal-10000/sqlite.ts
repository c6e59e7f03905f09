import { durableLog } from "../journal-1/logs/contender.ts";
import { sqliteLog } from "../journal-1/logs/sqlite.ts";

export const { prepare, run, close } = durableLog(sqliteLog, 10000);
