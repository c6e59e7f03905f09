import { requireDomain } from "../domain.ts";
import { type Pairs, pairCells, pairSide } from "./pairs.ts";
import { sum, tabulated } from "./sample.ts";

/** One combination of values among the pairs. */
export interface ConcordanceCell {
  readonly count: number;
  /** Subjects in the same order with it on both sides minus subjects in opposite order. */
  readonly balance: number;
  /** Subjects with the same first value. */
  readonly firstTotal: number;
  /** Subjects with the same second value. */
  readonly secondTotal: number;
}

/** How many pairs of subjects are in the same and in opposite order. */
export interface Concordance {
  readonly n: number;
  /** Concordant minus discordant pairs of subjects. */
  readonly score: number;
  /** Variance of the score without association, given the ties. */
  readonly scoreVariance: number;
  /** How often each distinct first value was seen. */
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly cells: readonly ConcordanceCell[];
}

/**
 * Counts concordant and discordant pairs in n·log n: subjects are taken by rising first value and looked up in a tree of
 * running sums over the second.
 */
export function concordance(caller: string, pairs: Pairs): Concordance {
  const given = pairCells(caller, pairs);
  const { n, counts } = given;
  requireDomain(n >= 2, `${caller} requires at least 2 pairs`, n);
  const first = tabulated(caller, pairSide(given, "first"));
  const second = tabulated(caller, pairSide(given, "second"));
  requireDomain(first.points.length > 1, `${caller} requires first values that vary`, first.points);
  requireDomain(second.points.length > 1, `${caller} requires second values that vary`, second.points);
  const column = new Map(second.points.map((point, index) => [point, index]));
  const cells = given.first.map((value, index) => ({
    x: value,
    y: column.get(given.second[index] as number) as number,
    count: counts[index] as number,
  }));
  const order = cells.toSorted((a, b) => a.x - b.x);
  const forward = balances(order, second.points.length, 1);
  const backward = balances(order.toReversed(), second.points.length, -1).toReversed();
  const firstTotals = new Map(first.points.map((point, index) => [point, first.counts[index] as number]));
  return {
    n,
    score: sum(order.map(({ count }, index) => count * (forward[index] as number))),
    scoreVariance: scoreVariance(n, first.counts, second.counts),
    first: first.counts,
    second: second.counts,
    cells: order.map(({ x, y, count }, index) => ({
      count,
      balance: (forward[index] as number) + (backward[index] as number),
      firstTotal: firstTotals.get(x) as number,
      secondTotal: second.counts[y] as number,
    })),
  };
}

/** For each cell, subjects passed before with a smaller second value minus those with a larger one, times the sign. */
function balances(
  order: readonly { readonly x: number; readonly y: number; readonly count: number }[],
  width: number,
  sign: number,
): number[] {
  const tree = new Float64Array(width + 1);
  const below = (y: number): number => {
    let total = 0;
    for (let node = y; node > 0; node -= node & -node) total += tree[node] as number;
    return total;
  };
  const found: number[] = [];
  let passed = 0;
  let start = 0;
  while (start < order.length) {
    let end = start;
    while (end < order.length && order[end]?.x === order[start]?.x) {
      const y = order[end]?.y as number;
      found.push(sign * (below(y) - (passed - below(y + 1))));
      end++;
    }
    // Equal first values are in no order: all are looked up before any is entered.
    for (; start < end; start++) {
      const { y, count } = order[start] as { y: number; count: number };
      passed += count;
      for (let node = y + 1; node <= width; node += node & -node) tree[node] = (tree[node] as number) + count;
    }
  }
  return found;
}

/** Kendall's variance of the score, corrected for ties on both sides. */
function scoreVariance(n: number, first: readonly number[], second: readonly number[]): number {
  const over = (totals: readonly number[], term: (t: number) => number): number => sum(totals.map(term));
  const whole = (t: number): number => t * (t - 1) * (2 * t + 5);
  const pair = (t: number): number => t * (t - 1);
  const triple = (t: number): number => t * (t - 1) * (t - 2);
  return (
    (whole(n) - over(first, whole) - over(second, whole)) / 18 +
    (over(first, pair) * over(second, pair)) / (2 * n * (n - 1)) +
    (n > 2 ? (over(first, triple) * over(second, triple)) / (9 * triple(n)) : 0)
  );
}
