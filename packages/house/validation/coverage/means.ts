import type { DifferenceTest, MeanSummary } from "@cxkit/stats";
import { contains, joint, type Row, type Tabulated } from "./tabulate.ts";
import type { PairedWaves } from "@cxkit/stats/differences";

/** Every sum and sum of squares that n ratings can have, and how one more rating leads from each to the next. */
interface Moments {
  readonly sums: Int32Array;
  readonly squares: Int32Array;
  /** How probable each is when a rating is drawn with these shares. */
  probabilities(shares: readonly number[]): Float64Array;
  /** How often each value was drawn on one of the ways that lead to a state. */
  waysTo(state: number): number[];
}

/** All sums and sums of squares of n draws of the values, n small. */
function momentsOf(values: readonly number[], n: number): Moments {
  const span = 2 * n * Math.max(...values.map(Math.abs)) + 1;
  const most = n * Math.max(...values.map((value) => value * value)) + 1;
  let level = new Map<number, number>([[((span - 1) / 2) * most, 0]]);
  const levels: { to: Int32Array; parent: Int32Array; by: Int32Array; size: number }[] = [];
  for (let drawn = 0; drawn < n; drawn++) {
    const next = new Map<number, number>();
    const to = new Int32Array(level.size * values.length);
    const parent: number[] = [];
    const by: number[] = [];
    for (const [key, state] of level)
      values.forEach((value, index) => {
        const reached = key + value * most + value * value;
        let place = next.get(reached);
        if (place === undefined) {
          place = next.size;
          next.set(reached, place);
          parent.push(state);
          by.push(index);
        }
        to[state * values.length + index] = place;
      });
    levels.push({ to, parent: Int32Array.from(parent), by: Int32Array.from(by), size: next.size });
    level = next;
  }
  const keys = [...level.keys()];
  return {
    sums: Int32Array.from(keys, (key) => Math.floor(key / most) - (span - 1) / 2),
    squares: Int32Array.from(keys, (key) => key % most),
    probabilities(shares) {
      let now = new Float64Array([1]);
      for (const { to, size } of levels) {
        const next = new Float64Array(size);
        now.forEach((probability, state) =>
          shares.forEach((share, index) => {
            const place = to[state * shares.length + index]!;
            next[place] = next[place]! + probability * share;
          }),
        );
        now = next;
      }
      return now;
    },
    waysTo(state) {
      const counts = values.map(() => 0);
      let at = state;
      for (const { parent, by } of levels.toReversed()) {
        counts[by[at]!]!++;
        at = parent[at]!;
      }
      return counts;
    },
  };
}

/** States rarer than this in every population are left out; ten thousand of them are not yet a millionth. */
const rare = 1e-11;

/**
 * Exact coverage and type I error of a method for a difference of two means, as many ratings in either sample, over all pairs
 * of populations on the same scale. All pairs of sums and sums of squares are gone through.
 */
export function meanDifferenceCoverage(
  difference: (a: MeanSummary, b: MeanSummary, level: number) => DifferenceTest,
  n: number,
  populations: Readonly<Record<string, readonly number[]>>,
  level: number,
): Tabulated {
  const rows: Row[] = [];
  let method = "";
  const all = Object.entries(populations);
  for (const points of new Set(all.map(([, shares]) => shares.length))) {
    const mine = all.filter(([, shares]) => shares.length === points);
    const values = Array.from({ length: points }, (_, index) => index);
    const { sums, squares, probabilities } = momentsOf(values, n);
    const drawn = mine.map(([, shares]) => probabilities(shares));
    const kept = [...sums.keys()].filter((state) => drawn.some((each) => each[state]! > rare));
    const summaries = kept.map((state): MeanSummary => {
      const [sum, square] = [sums[state]!, squares[state]!];
      return {
        mean: 1 + sum / n,
        variance: (n * square - sum * sum) / (n * (n - 1)),
        n,
        min: 1,
        max: points,
      };
    });
    const weights = drawn.map((each) => Float64Array.from(kept, (state) => each[state]!));
    const means = mine.map(([, shares]) => shares.reduce((sum, share, index) => sum + share * index, 0));
    const pairs = mine.flatMap((_, i) => mine.map((__, j) => ({ i, j, truth: means[i]! - means[j]! })));
    const [coverage, width, alarm] = [pairs.map(() => 0), pairs.map(() => 0), pairs.map(() => 0)];
    const margins = new Map<number, number>();
    const deviances = kept.map((state) => n * squares[state]! - sums[state]! ** 2);
    const most = Math.max(...deviances) + 1;
    let gone = 0;
    summaries.forEach((a, first) =>
      summaries.forEach((b, second) => {
        const [one, other] = [deviances[first]!, deviances[second]!];
        const observed = a.mean - b.mean;
        // The margin depends on the two variances alone, whichever is whose; where nothing varies the scale stands in for them.
        const key = Math.min(one, other) * most + Math.max(one, other);
        let margin = key === 0 ? undefined : margins.get(key);
        if (margin === undefined || gone++ % 5000 === 0) {
          const made = difference(a, b, level);
          const fresh = (made.interval.high - made.interval.low) / 2;
          method = made.method;
          if (margin !== undefined && Math.abs(fresh - margin) > 1e-9 * fresh)
            throw new Error(`${method} has two margins for two variances`);
          if (made.pValue < 1 - level - 1e-9 !== Math.abs(observed) > fresh * (1 + 1e-9))
            throw new Error(`interval and test of ${method} disagree`);
          margin = fresh;
          margins.set(key, margin);
        }
        const alarmed = Math.abs(observed) > margin * (1 + 1e-9);
        for (let pair = 0; pair < pairs.length; pair++) {
          const { i, j, truth } = pairs[pair]!;
          const probability = weights[i]![first]! * weights[j]![second]!;
          width[pair]! += probability * 2 * margin;
          if (alarmed) alarm[pair]! += probability;
          if (Math.abs(observed - truth) <= margin + 1e-12) coverage[pair]! += probability;
        }
      }),
    );
    pairs.forEach(({ i, j, truth }, pair) =>
      rows.push({
        truth,
        coverage: coverage[pair]!,
        width: width[pair]!,
        words: `${mine[i]![0]} and ${mine[j]![0]}`,
        ...(i === j && { falseAlarm: alarm[pair]! }),
      }),
    );
  }
  return { method, rows };
}

/** Exact coverage of a method for the change of a mean among people who answered twice, on a scale of five points. */
export function pairedMeanCoverage(
  difference: (waves: PairedWaves, level: number) => DifferenceTest,
  n: number,
  populations: Readonly<Record<string, readonly number[]>>,
  level: number,
): Tabulated {
  const changes = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
  const moments = momentsOf(changes, n);
  const fives = Object.entries(populations).filter(([, shares]) => shares.length === 5);
  const truths = fives.flatMap(([before, p]) =>
    fives.flatMap(([after, q]) =>
      staying.map((part) => {
        const table = joint(p, q, part);
        const shares = changes.map((change) =>
          table.reduce((sum, row, i) => sum + (row[i + change] ?? 0), 0),
        );
        return {
          shares,
          value: changes.reduce((sum, change, index) => sum + change * shares[index]!, 0),
          words: `${before}, then ${after}, ${100 * part} % stay`,
          equal: before === after,
        };
      }),
    ),
  );
  const drawn = truths.map(({ shares }) => moments.probabilities(shares));
  const sums = truths.map(() => ({ coverage: 0, width: 0, alarm: 0 }));
  let method = "";
  for (const state of moments.sums.keys()) {
    if (drawn.every((each) => each[state]! < rare)) continue;
    const made = difference(wavesOf(moments.waysTo(state), changes), level);
    method = made.method;
    const { low, high } = made.interval;
    truths.forEach(({ value }, index) => {
      const probability = drawn[index]![state]!;
      const sum = sums[index]!;
      sum.width += probability * (high - low);
      if (made.pValue < 1 - level - 1e-12) sum.alarm += probability;
      if (contains(made.interval, value)) sum.coverage += probability;
    });
  }
  return {
    method,
    rows: truths.map(({ value, words, equal }, index) => {
      const { coverage, width, alarm } = sums[index]!;
      return { truth: value, coverage, width, words, ...(equal && { falseAlarm: alarm }) };
    }),
  };
}

/** Parts of the people who give the same answer again wherever the margins allow it. */
export const staying = [0, 0.6, 0.9];

/** Waves on 1–5 with so many people for each change. */
function wavesOf(counts: readonly number[], changes: readonly number[]): PairedWaves {
  const table = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
  changes.forEach((change, index) => {
    const from = Math.max(0, -change);
    table[from]![from + change] = counts[index]!;
  });
  return { points: [1, 2, 3, 4, 5], counts: table };
}
