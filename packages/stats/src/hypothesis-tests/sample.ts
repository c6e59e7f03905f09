import { requireDomain } from "../domain.ts";

/** A sample by the points of its scale: `counts[i]` answers at `points[i]`. Fractions (effective counts) are welcome. */
export interface PointCounts {
  /** Scale points, finite, in any order. */
  readonly points: ArrayLike<number>;
  /** Answers at each point, ≥ 0, not all 0. */
  readonly counts: ArrayLike<number>;
}

/**
 * One sample: its values in any order, as an array or a typed array, or how many of them fell on each point of a scale.
 * Both give the same result; the work with counts does not grow with the number of answers.
 */
export type Sample = ArrayLike<number> | PointCounts;

/** Distinct values of a sample, rising, and how often each was seen, which is above 0. */
export interface Tabulated {
  readonly points: readonly number[];
  readonly counts: readonly number[];
  readonly n: number;
}

/** Several samples over the points of all of them: `counts[sample][point]`. */
export interface JointTable {
  readonly points: readonly number[];
  readonly counts: readonly (readonly number[])[];
  /** Size of each sample. */
  readonly sizes: readonly number[];
  /** How often each point was seen in all samples together. */
  readonly totals: readonly number[];
  readonly n: number;
}

/** Size, mean and squared deviations of a sample, in two passes. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Σ(x − mean)²; exactly 0 where all values are equal. */
  readonly squares: number;
  /** Sample variance, divisor n − 1; 0 where n is at most 1. */
  readonly variance: number;
}

/** Counts the distinct values of a sample. */
export function tabulated(caller: string, sample: Sample): Tabulated {
  const { values, weights } = checked(caller, sample);
  const order = weights
    ? Float64Array.from(values.filter((_, index) => (weights[index] as number) > 0)).toSorted()
    : Float64Array.from(values).toSorted();
  const points: number[] = [];
  const counts: number[] = [];
  for (const value of order) {
    const last = points.length - 1;
    if (last >= 0 && points[last] === value) counts[last] = (counts[last] as number) + (weights ? 0 : 1);
    else {
      points.push(value);
      counts.push(weights ? 0 : 1);
    }
  }
  if (weights) {
    const index = new Map(points.map((point, position) => [point, position]));
    values.forEach((value, position) => {
      const weight = weights[position] as number;
      if (weight > 0) counts[index.get(value) as number] = (counts[index.get(value) as number] ?? 0) + weight;
    });
  }
  return { points, counts, n: sum(counts) };
}

/** Lays several samples side by side over the points of all. */
export function jointTable(caller: string, samples: readonly Sample[]): JointTable {
  const tables = samples.map((sample) => tabulated(caller, sample));
  const points = Array.from(
    new Set(Float64Array.from(tables.flatMap((table) => Array.from(table.points))).toSorted()),
  );
  const index = new Map(points.map((point, position) => [point, position]));
  const counts = tables.map((table) => {
    const row = points.map(() => 0);
    table.points.forEach((point, position) => {
      row[index.get(point) as number] = table.counts[position] as number;
    });
    return row;
  });
  const totals = points.map((_, point) => sum(counts.map((row) => row[point] as number)));
  return { points, counts, sizes: tables.map((table) => table.n), totals, n: sum(totals) };
}

/** Average rank of the observations at each point, given how many there are at each, in rising order. */
export function midranks(totals: readonly number[]): number[] {
  let before = 0;
  return totals.map((total) => {
    const rank = before + (total + 1) / 2;
    before += total;
    return rank;
  });
}

/** Σt³: what ties take from the variance of ranks. N³ − Σt³ is 0 exactly when all are tied. */
export function sumOfCubes(totals: readonly number[]): number {
  return sum(totals.map((total) => total ** 3));
}

/** Size, mean and spread of a sample; the mean is counted from `origin`. */
export function momentsOf(caller: string, sample: Sample, origin = 0): Moments {
  const { values: given, weights } = checked(caller, sample);
  const values = origin === 0 ? given : given.map((value) => value - origin);
  const weight = (index: number): number => (weights ? (weights[index] as number) : 1);
  let n = 0;
  let total = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  values.forEach((value, index) => {
    const w = weight(index);
    if (w === 0) return;
    n += w;
    total += w * value;
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  });
  if (smallest === largest) return { n, mean: smallest, squares: 0, variance: 0 };
  const rough = total / n;
  let rest = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const deviation = value - rough;
    rest += weight(index) * deviation;
    squares += weight(index) * deviation * deviation;
  });
  squares -= (rest * rest) / n;
  requireDomain(squares < Infinity, `${caller} requires values below 1e150`, largest);
  return { n, mean: rough + rest / n, squares, variance: n > 1 ? squares / (n - 1) : 0 };
}

/**
 * Moments of several samples whose means are counted from the first value of all: differences of means then keep their
 * digits, however large the values are next to their spread.
 */
export function comparedMoments(
  caller: string,
  samples: readonly Sample[],
): { readonly moments: Moments[]; readonly origin: number } {
  const [first] = samples;
  const origin = first ? (("points" in first ? first.points : first)[0] ?? 0) : 0;
  return {
    moments: samples.map((sample) => momentsOf(caller, sample, Number.isFinite(origin) ? origin : 0)),
    origin,
  };
}

/** Sum of a list. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Stops where an exact test is given anything but whole numbers of answers. */
export function requireWhole(caller: string, counts: readonly number[]): void {
  for (const count of counts)
    requireDomain(Number.isInteger(count), `${caller} requires whole counts`, count);
}

function checked(
  caller: string,
  sample: Sample,
): { readonly values: readonly number[]; readonly weights: readonly number[] | undefined } {
  const given = "points" in sample ? sample.points : sample;
  const values: readonly number[] = Array.isArray(given) ? given : Array.from(given);
  values.forEach((value, index) =>
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${index}`),
  );
  if (!("points" in sample)) {
    requireDomain(values.length > 0, `${caller} requires at least 1 value in a sample`, 0);
    return { values, weights: undefined };
  }
  const weights = Array.from(sample.counts);
  requireDomain(
    weights.length === values.length,
    `${caller} requires a count for each point`,
    `${weights.length} for ${values.length}`,
  );
  weights.forEach((count, index) =>
    requireDomain(
      count >= 0 && count < Infinity,
      `${caller} requires finite counts ≥ 0`,
      `${count} at ${index}`,
    ),
  );
  requireDomain(sum(weights) > 0, `${caller} requires counts that are not all 0`, weights);
  // Cubes and squares of larger ones leave the range of doubles.
  requireDomain(sum(weights) <= 1e12, `${caller} requires at most 1e12 answers in a sample`, sum(weights));
  return { values, weights };
}
