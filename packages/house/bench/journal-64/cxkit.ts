import { durableLog } from "../journal-1/logs/contender.ts";
import { cxkitLog } from "../journal-1/logs/cxkit.ts";

export const { prepare, run, close } = durableLog(cxkitLog, 1, 64);
