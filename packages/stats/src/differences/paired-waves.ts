import { requireDomain } from "../domain.ts";

/**
 * Answers of two waves that share respondents, counted. `counts[i][j]` of those who answered both gave `points[i]` before
 * and `points[j]` after.
 */
export interface PairedWaves {
  /** Score of each point: −1, 0, 1 of a net share, 0 and 1 of a proportion, the points themselves of a mean. */
  readonly points: readonly number[];
  /** Complete pairs, before by after; a row and a column for each point. */
  readonly counts: readonly (readonly number[])[];
  /** Answers by point of those who took part in the first wave only. Default: none. */
  readonly beforeOnly?: readonly number[];
  /** Answers by point of those who took part in the second wave only. Default: none. */
  readonly afterOnly?: readonly number[];
}

/** One wave with all its answers. */
export interface WaveMoments {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
  /** Answers by point. */
  readonly counts: readonly number[];
}

/** Two waves, those who answered both, and how far their answers go together. */
export interface OverlapMoments {
  readonly before: WaveMoments;
  readonly after: WaveMoments;
  /** Complete pairs. */
  readonly pairs: number;
  /** Pearson's correlation among them; 0 where one side does not vary. */
  readonly correlation: number;
}

/**
 * The moments of two waves with their overlap.
 *
 * @throws {RangeError} when the table does not fit the points, a count is negative or not finite, or a wave is empty
 */
export function overlapMoments(caller: string, waves: PairedWaves): OverlapMoments {
  const { points, counts } = waves;
  const none = points.map(() => 0);
  const { beforeOnly = none, afterOnly = none } = waves;
  requireDomain(
    points.length > 1 && points.every(Number.isFinite),
    `${caller} requires two or more finite points`,
    `[${points.join(", ")}]`,
  );
  for (const vector of [counts, beforeOnly, afterOnly, ...counts]) {
    requireDomain(
      vector.length === points.length,
      `${caller} requires a count for each of ${points.length} points`,
      vector.length,
    );
  }
  for (const count of [...counts.flat(), ...beforeOnly, ...afterOnly]) {
    requireDomain(Number.isFinite(count) && count >= 0, `${caller} requires finite counts ≥ 0`, count);
  }
  const rows = counts.map((row) => sum(row));
  const columns = points.map((_, point) => sum(counts.map((row) => row[point]!)));
  const [first, second] = [wave(points, rows), wave(points, columns)];
  const before = wave(
    points,
    rows.map((count, point) => count + beforeOnly[point]!),
  );
  const after = wave(
    points,
    columns.map((count, point) => count + afterOnly[point]!),
  );
  requireDomain(before.n > 0 && after.n > 0, `${caller} requires answers in both waves`, [before.n, after.n]);
  requireDomain(
    before.n <= 1e50 && after.n <= 1e50,
    `${caller} requires at most 1e50 answers in a wave`,
    Math.max(before.n, after.n),
  );
  const products = sum(
    counts.map((row, i) =>
      sum(row.map((count, j) => count * (points[i]! - first.mean) * (points[j]! - second.mean))),
    ),
  );
  const scale = Math.sqrt(first.squares) * Math.sqrt(second.squares);
  return {
    before,
    after,
    pairs: first.n,
    correlation: scale > 0 ? withoutNoise(products / scale) : 0,
  };
}

/** Share by which the standard errors of the two waves' means go together: correlation · pairs / √(n₁ n₂). */
export function overlapCorrelation({ before, after, pairs, correlation }: OverlapMoments): number {
  return correlation * Math.sqrt((pairs / before.n) * (pairs / after.n));
}

/** Stops at waves with other points than those that the method is made for. */
export function requirePoints(caller: string, { points }: PairedWaves, wanted: readonly number[]): void {
  requireDomain(
    points.length === wanted.length && wanted.every((point, index) => points[index] === point),
    `${caller} requires points ${wanted.join(", ")}`,
    points.join(", "),
  );
}

function wave(points: readonly number[], counts: readonly number[]): WaveMoments {
  const n = sum(counts);
  const rough = sum(points.map((point, index) => point * counts[index]!)) / n;
  const mean = n > 0 ? rough + sum(points.map((point, index) => (point - rough) * counts[index]!)) / n : 0;
  return {
    n,
    mean,
    squares: sum(points.map((point, index) => (point - mean) ** 2 * counts[index]!)),
    counts,
  };
}

/** A correlation of 1 or −1 up to rounding is one: those who all stay have a change without variance. */
function withoutNoise(correlation: number): number {
  return Math.abs(correlation) > 1 - 1e-14 ? Math.sign(correlation) : correlation;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
