import { type Every, cxError } from "@cxkit/core";
import { type DuckDBValue, listValue } from "@duckdb/node-api";
import { calendarEdges } from "./calendar-edges.ts";
import type { Parameters } from "./field-sql.ts";

/** Calendar periods as something SQL can join: buckets of equal length, each with at most one edge inside. */
export interface PeriodTable {
  /** To stand behind `from event e`. */
  readonly join: string;
  /** The number of a row's period. */
  readonly period: string;
  bounds(period: number): { readonly from: number; readonly below: number };
}

/** All periods of a zone that touch the days, ascending. */
export function periodEdges(
  every: Every,
  zone: string,
  span: { readonly from: number; readonly below: number },
): number[] {
  try {
    return [...calendarEdges(every, zone, span.from, span.below)];
  } catch (cause) {
    throw cxError("invalid-setup", `no such time zone: ${zone}`, { path: "zone", cause });
  }
}

/** The periods between some edges, for joining. */
export function periodTable(edges: readonly number[], given: Parameters): PeriodTable {
  const first = edges[0] ?? 0;
  const last = edges.at(-1) ?? 0;
  let length = last - first;
  for (let at = 1; at < edges.length; at += 1) length = Math.min(length, edges[at]! - edges[at - 1]!);
  const buckets: DuckDBValue[] = [];
  const periods: DuckDBValue[] = [];
  const uppers: DuckDBValue[] = [];
  let period = 0;
  for (let bucket = 0, start = first; start < last; bucket += 1, start += length) {
    while (edges[period + 1]! <= start) period += 1;
    buckets.push(BigInt(bucket));
    periods.push(period);
    uppers.push(BigInt(edges[period + 1]!));
  }
  const list = (values: DuckDBValue[], type: string): string =>
    `unnest(${given.add(listValue(values))}::${type}[])`;
  const table = `select ${list(buckets, "bigint")} as bucket, ${list(periods, "integer")} as period, ${list(uppers, "bigint")} as upper`;
  return {
    join: `join (${table}) p on p.bucket = (e.time - (${first})) // ${length}`,
    period: "(p.period + (e.time >= p.upper)::integer)",
    bounds: (at) => ({ from: edges[at]!, below: edges[at + 1]! }),
  };
}
