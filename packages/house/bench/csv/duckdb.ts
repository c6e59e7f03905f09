import { DuckDBInstance } from "@duckdb/node-api";
import { type Count, counted, surveyExport } from "./data/survey-export.ts";
import { take } from "./yardstick.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** Its reader on all cores, streamed out as rows of text. */
export async function run(): Promise<string> {
  const count: Count = { rows: 0, cells: 0, characters: 0 };
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const result = await connection.stream(`from read_csv('${file}', header = false, all_varchar = true)`);
  for await (const rows of result.yieldRows())
    for (const row of rows)
      take(
        row.map((cell) => (cell ?? "") as string),
        count,
      );
  connection.closeSync();
  instance.closeSync();
  return counted(count);
}
