import { createReadStream } from "node:fs";
import papa from "papaparse";
import { type Count, counted, surveyExport } from "./data/survey-export.ts";
import { take } from "./yardstick.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** Its stream of rows, as an async iterable. */
export async function run(): Promise<string> {
  const count: Count = { rows: 0, cells: 0, characters: 0 };
  const rows = createReadStream(file).pipe(papa.parse(papa.NODE_STREAM_INPUT, { skipEmptyLines: true }));
  for await (const cells of rows as AsyncIterable<string[]>) take(cells, count);
  return counted(count);
}
