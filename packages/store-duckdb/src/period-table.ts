import { type Every, cxError } from "@cxkit/core";
import { calendarEdges } from "@cxkit/core/store-rules";

/** Calendar periods as something SQL can join: buckets of equal length, each with at most one edge inside. */
export interface PeriodTable {
  /** To stand behind `from event e`. */
  readonly join: string;
  /** The number of a row's period. */
  readonly period: string;
  bounds(period: number): { readonly from: number; readonly below: number };
}

/** A half-open span of milliseconds. */
export interface Period {
  readonly from: number;
  readonly below: number;
}

/** All periods of a zone that touch a span, ascending. */
export function calendarPeriods(every: Every, zone: string, { from, below }: Period): Period[] {
  try {
    const edges = [...calendarEdges(every, zone, from, below)];
    return edges.slice(1).map((edge, at) => ({ from: edges[at]!, below: edge }));
  } catch (cause) {
    throw cxError("invalid-setup", `no such time zone: ${zone}`, { path: "zone", cause });
  }
}

/** Periods for joining: ascending, apart where no row is. */
export function periodTable(periods: readonly Period[]): PeriodTable {
  const first = periods[0]?.from ?? 0;
  const length = periods.reduce((least, { from, below }) => Math.min(least, below - from), 400 * 864e5);
  // No bucket is longer than any period, so that it touches two at most: one that ends in it and the next.
  const buckets = new Map<number, number>();
  for (const [at, { from, below }] of periods.entries()) {
    const last = Math.floor((below - 1 - first) / length);
    for (let bucket = Math.floor((from - first) / length); bucket <= last; bucket += 1) {
      if (!buckets.has(bucket)) buckets.set(bucket, at);
    }
  }
  const list = (values: readonly number[]): string => `unnest([${values.join(", ")}]::bigint[])`;
  const uppers = [...buckets.values()].map((at) => periods[at]!.below);
  const table = `select ${list([...buckets.keys()])} as bucket, ${list([...buckets.values()])} as period, ${list(uppers)} as upper`;
  return {
    join: `join (${table}) p on p.bucket = (e.time - (${first})) // ${length}`,
    period: "(p.period + (e.time >= p.upper)::bigint)::integer",
    bounds: (at) => periods[at]!,
  };
}
