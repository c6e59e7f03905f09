import { durableLog } from "./logs/contender.ts";
import { jsonLines } from "./logs/json-lines.ts";

export const { prepare, run, close } = durableLog(jsonLines, 1);
