import { durableLog } from "./logs/contender.ts";
import { cxkitLog } from "./logs/cxkit.ts";

export const { prepare, run, close } = durableLog(cxkitLog, 1);
