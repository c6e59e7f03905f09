import { DuckDBInstance } from "@duckdb/node-api";
import { surveyExport } from "../csv/data/survey-export.ts";
import { answer } from "./data/responses.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** Its reader on all cores into a typed table with a check and a primary key, then one GROUP BY. */
export async function run(): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `create table responses (response_id varchar primary key, submitted_at timestamptz not null, channel varchar not null,
       touchpoint varchar not null, segment varchar not null, customer varchar not null,
       score utinyint not null check (score <= 10), comment varchar);
     insert into responses from read_csv('${file}', header = true)`,
  );
  const result = await connection.runAndReadAll(
    "select channel, score, count(*)::integer from responses group by all",
  );
  const counts = new Map<string, number[]>();
  for (const [channel, score, count] of result.getRows() as [string, number, number][]) {
    let points = counts.get(channel);
    if (!points) counts.set(channel, (points = Array.from({ length: 11 }, () => 0)));
    points[score] = count;
  }
  connection.closeSync();
  instance.closeSync();
  return answer(counts);
}
