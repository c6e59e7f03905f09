import { readFileSync } from "node:fs";
import type { Workload } from "../workload.ts";
import { type Count, counted, surveyExport } from "./data/survey-export.ts";

export const workload: Workload = {
  title: "CSV export to rows of text",
  size: 1_000_000,
  smokeSize: 2_000,
  unit: "rows",
  goals: [
    { contender: "cxkit", against: "csv-parse", atLeast: 3 },
    { contender: "cxkit", against: "papaparse", atLeast: 1 },
  ],
};

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** The plain loop: the whole file as one string, a character at a time, quotes in mind. */
export function run(): string {
  const text = readFileSync(file, "utf8");
  const count: Count = { rows: 0, cells: 0, characters: 0 };
  let row: string[] = [];
  let cell = "";
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code !== 34) continue;
      cell += text.slice(start, at);
      start = at + 1;
      quoted = false;
    } else if (code === 34) {
      if (start > 0 && text.charCodeAt(at - 1) === 34 && cell !== "") cell += '"';
      start = at + 1;
      quoted = true;
    } else if (code === 44 || code === 10) {
      row.push(cell === "" ? text.slice(start, at) : cell + text.slice(start, at));
      cell = "";
      start = at + 1;
      if (code === 44) continue;
      take(row, count);
      row = [];
    }
  }
  return counted(count);
}

/** What each contender does with a row: all its cells are looked at, none is kept. */
export function take(cells: readonly string[], count: Count): void {
  count.rows += 1;
  count.cells += cells.length;
  for (const cell of cells) count.characters += cell.length;
}
