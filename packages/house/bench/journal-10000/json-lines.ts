import { durableLog } from "../journal-1/logs/contender.ts";
import { jsonLines } from "../journal-1/logs/json-lines.ts";

export const { prepare, run, close } = durableLog(jsonLines, 10000);
