import { createReadStream } from "node:fs";
import papa from "papaparse";
import { surveyExport } from "../csv/data/survey-export.ts";
import { answer, countsOf, type Response, validated } from "./data/responses.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** A callback for each chunk's rows, each row an object through a zod schema into a Map by id. */
export async function run(): Promise<string> {
  const kept = new Map<string, Response>();
  await new Promise<void>((complete, error) => {
    papa.parse(createReadStream(file, { encoding: "utf8" }), {
      header: true,
      skipEmptyLines: true,
      chunk({ data }) {
        for (const cells of data) {
          const response = validated(cells);
          kept.set(response.id, response);
        }
      },
      complete: () => complete(),
      error,
    });
  });
  return answer(countsOf(kept.values()));
}
