import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { surveyExport } from "../csv/data/survey-export.ts";
import { answer, countsOf, type Response, validated } from "./data/responses.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** A stream of rows as objects, each through a zod schema into a Map by id. */
export async function run(): Promise<string> {
  const kept = new Map<string, Response>();
  const rows = createReadStream(file).pipe(parse({ columns: true }));
  for await (const cells of rows) {
    const response = validated(cells);
    kept.set(response.id, response);
  }
  return answer(countsOf(kept.values()));
}
