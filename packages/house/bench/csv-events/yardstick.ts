import { readFileSync } from "node:fs";
import { surveyExport } from "../csv/data/survey-export.ts";
import type { Workload } from "../workload.ts";
import { answer, countsOf, type Response } from "./data/responses.ts";

export const workload: Workload = {
  title: "CSV export to validated responses, kept and counted",
  size: 200_000,
  smokeSize: 2_000,
  unit: "rows",
  goals: [
    { contender: "cxkit", against: "papaparse-zod", atLeast: 1 },
    { contender: "cxkit", against: "csv-parse-zod", atLeast: 1 },
  ],
};

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** By hand for this one file: split at commas where nothing is quoted, checked with conditions, kept by id. */
export function run(): string {
  const kept = new Map<string, Response>();
  const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  for (const line of lines) {
    const [id = "", time = "", channel = "", touchpoint = "", segment = "", , text = ""] = line.split(",", 7);
    const score = Number(text);
    if (id === "" || channel === "" || text === "" || !Number.isInteger(score) || score < 0 || score > 10)
      throw new RangeError(`no response: ${line}`);
    if (Number.isNaN(Date.parse(time))) throw new RangeError(`no time: ${line}`);
    const at = line.indexOf(",", line.indexOf(`,${text},`) + 1);
    const said = line.slice(at + 1);
    const comment = said === "" ? null : said.replace(/^"(.*)"$/, "$1").replaceAll('""', '"');
    kept.set(id, { id, time, channel, dimensions: { touchpoint, segment }, score, comment });
  }
  return answer(countsOf(kept.values()));
}
