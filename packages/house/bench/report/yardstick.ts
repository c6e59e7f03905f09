import { readFileSync } from "node:fs";
import { surveyExport } from "../csv/data/survey-export.ts";
import type { Workload } from "../workload.ts";

export const workload: Workload = {
  title: "CSV export to a report on the page",
  size: 100_000,
  smokeSize: 2_000,
  unit: "rows",
};

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** One number by hand: the share of promoters minus that of detractors, without interval, trend, segments or page. */
export function run(): string {
  const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  let net = 0;
  for (const line of lines) {
    const score = Number(line.split(",", 7)[6]);
    if (score >= 9) net += 1;
    else if (score <= 6) net -= 1;
  }
  return answer((100 * net) / lines.length, lines.length);
}

/** What all contenders must agree on: the score and its base. */
export function answer(value: number, n: number): string {
  return `NPS ${value.toFixed(6)}, n = ${n}`;
}
