import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, UTINYINT } from "@duckdb/node-api";
import { answers, told } from "./yardstick.ts";

let connection: DuckDBConnection;

/** A table in memory, in time order, its time as DuckDB's own type. */
export async function prepare(size: number): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  connection = await instance.connect();
  await connection.run(
    "create table staged (ms double, channel utinyint, touchpoint utinyint, segment utinyint, score utinyint)",
  );
  const { time, channel, touchpoint, segment, score } = answers(size);
  const appender = await connection.createAppender("staged");
  const chunkRows = 2048;
  const chunk = DuckDBDataChunk.create([DOUBLE, UTINYINT, UTINYINT, UTINYINT, UTINYINT], chunkRows);
  for (let from = 0; from < size; from += chunkRows) {
    const below = Math.min(from + chunkRows, size);
    chunk.rowCount = below - from;
    [time, channel, touchpoint, segment, score].forEach((column, at) => {
      chunk.setColumnValues(at, [...column.subarray(from, below)]);
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(
    "create table answers as select epoch_ms(ms::bigint) as time, * exclude (ms) from staged order by time",
  );
  await connection.run("drop table staged");
}

/** Counts first, on as many threads as there are cores; scores from the ten thousand groups. */
export async function run(): Promise<string> {
  const reader = await connection.runAndReadAll(`
    with counted as (
      select channel, touchpoint, date_trunc('week', time) as week, count(*) as n,
        count(*) filter (score >= 9) as promoters, count(*) filter (score <= 6) as detractors
      from answers group by all
    ), shares as (
      select *, (promoters + 0.75::double) / (n + 3) as favorable, (detractors + 0.75::double) / (n + 3) as unfavorable
      from counted
    ), limits as (
      select n, 100.0::double * (promoters - detractors) / n as value, favorable - unfavorable as net,
        1.959963984540054::double * sqrt((favorable + unfavorable - net * net) / (n + 3)) as margin
      from shares
    )
    select count(*)::integer, sum(n)::integer, sum(value), sum(100 * (net - margin)), sum(100 * (net + margin))
    from limits`);
  const [groups = 0, n = 0, value = 0, low = 0, high = 0] = (reader.getRows()[0] ?? []).map(Number);
  return told({ groups, n, value, low, high });
}
