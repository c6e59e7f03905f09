import { requireDomain } from "../domain.ts";
import type { PointCounts, Sample } from "./sample.ts";

/** Two values of each subject, in the same order: before and after, or two questions. */
export interface PairedValues {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
}

/** Pairs by scale points: `counts[i][j]` subjects gave `firstPoints[i]` first and `secondPoints[j]` second. */
export interface PairCounts {
  readonly firstPoints: readonly number[];
  readonly secondPoints: readonly number[];
  readonly counts: readonly (readonly number[])[];
}

/** Paired data: value by value, or counted over the points of two scales. */
export type Pairs = PairedValues | PairCounts;

/** Pairs one by one, or combination by combination where they came counted. */
export interface PairCells {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly counts: readonly number[];
  readonly n: number;
}

/** Checks pairs and lists them with their counts, which are above 0. */
export function pairCells(caller: string, pairs: Pairs): PairCells {
  const cells =
    "counts" in pairs
      ? countedCells(caller, pairs)
      : { first: Array.from(pairs.first), second: Array.from(pairs.second), counts: undefined };
  const { first, second } = cells;
  requireDomain(
    first.length === second.length,
    `${caller} requires as many first as second values`,
    `${first.length} and ${second.length}`,
  );
  for (const values of [first, second])
    values.forEach((value, index) =>
      requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${index}`),
    );
  const counts = cells.counts ?? first.map(() => 1);
  let n = 0;
  for (const count of counts) n += count;
  requireDomain(n > 0, `${caller} requires at least 1 pair`, n);
  requireDomain(n <= 1e12, `${caller} requires at most 1e12 pairs`, n);
  return { first, second, counts, n };
}

/** The differences, first minus second, as a sample. */
export function pairDifferences(caller: string, pairs: Pairs): PointCounts {
  const { first, second, counts } = pairCells(caller, pairs);
  return { points: first.map((value, index) => value - (second[index] as number)), counts };
}

/** One side of the pairs as a sample. */
export function pairSide(cells: PairCells, side: "first" | "second"): Sample {
  return { points: cells[side], counts: cells.counts };
}

function countedCells(caller: string, { firstPoints, secondPoints, counts }: PairCounts) {
  requireDomain(
    counts.length === firstPoints.length && counts.every((row) => row.length === secondPoints.length),
    `${caller} requires a count for each combination of points`,
    `${counts.length} rows of ${counts.map((row) => row.length).join(", ")}`,
  );
  const cells = { first: [] as number[], second: [] as number[], counts: [] as number[] };
  counts.forEach((row, i) =>
    row.forEach((count, j) => {
      requireDomain(
        count >= 0 && count < Infinity,
        `${caller} requires finite counts ≥ 0`,
        `${count} at ${i}, ${j}`,
      );
      if (count === 0) return;
      cells.first.push(firstPoints[i] as number);
      cells.second.push(secondPoints[j] as number);
      cells.counts.push(count);
    }),
  );
  return cells;
}
