import { existsSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Workload } from "../workload.ts";
import { start, storedFile, told, touchpoints, year } from "./data/stored.ts";

export const workload: Workload = {
  title: "Opening a file of stored events and counting one item by touchpoint and week",
  size: 1_000_000,
  smokeSize: 3_000,
  unit: "events",
};

let file: string;

/** One flat table with nothing but what the question needs: what a file can answer at best. */
export async function prepare(size: number): Promise<void> {
  file = storedFile("flat", size);
  if (existsSync(file)) return;
  await ask(`create table answers as select
    ${start} + ((i * ${year / 1000}) // ${size}) * 1000 as time,
    'touchpoint ' || (i * 7) % ${touchpoints} as touchpoint,
    ((i * 31 + i // 97) % 11)::utinyint as score
    from range(${size}) r(i)`);
}

export async function run(): Promise<string> {
  const [[cells, answers, sum, tens] = []] = await ask(`select count(*), sum(n), sum(points), sum(tens) from (
    select touchpoint, date_trunc('week', epoch_ms(time)) as week, count(*) as n, sum(score) as points,
      count(*) filter (score = 10) as tens
    from answers group by all)`);
  return told(Number(cells), Number(answers), Number(sum), Number(tens));
}

async function ask(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(file, { threads: "2" });
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  return rows;
}
