import { createReadStream } from "node:fs";
import { delimitedText } from "@cxkit/channels/delimited-text";
import { type Count, counted, surveyExport } from "./data/survey-export.ts";
import { take } from "./yardstick.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** Encoding and delimiter decided, exact line numbers, cells that keep no chunk alive. */
export async function run(): Promise<string> {
  const count: Count = { rows: 0, cells: 0, characters: 0 };
  const table = await delimitedText.open(createReadStream(file), { name: "export.csv" });
  for await (const { cells } of table.rows) take(cells, count);
  return counted(count);
}
