import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { marginsOf, requireNoEmptyMargin } from "./table.ts";
import { chiSquaredTest } from "./chi-squared-test.ts";
import { countPairs } from "./mann-whitney.ts";
import { type Sample, jointTable } from "./sample.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** An effect size with its interval. */
export interface EffectSizeResult {
  /** Size of the effect, without unit. */
  readonly estimate: number;
  /** Two-sided interval. */
  readonly interval: Interval;
}

/** How effect sizes are made. */
export interface EffectSizeOptions {
  /** Strictly between 0 and 1; 0.95 unless told. */
  readonly confidenceLevel?: number;
}

/**
 * Cramér's V: strength of the association in a table, 0 (none) to 1 (one margin tells the other).
 *
 * Above 0 by chance alone in small samples: {@link correctedCramersV} takes that off.
 *
 * @param table counts, a row for each group
 * @throws {RangeError} unless the table is rectangular, at least 2 × 2, of finite counts ≥ 0, without an empty row or column
 * @source Cramér (1946), Mathematical Methods of Statistics, chapter 21
 * @example cramersV([[56, 14], [48, 32]]).toFixed(4) // => "0.2164"
 */
export function cramersV(table: readonly (readonly number[])[]): number {
  return inTheNameOf("cramersV", () => chiSquaredTest(table)).cramersV;
}

/**
 * Cramér's V with Bergsma's correction for what chance alone gives; 0 where the table shows no more than that.
 *
 * @param table counts, a row for each group; more than 1 answer
 * @throws {RangeError} unless the table is rectangular, at least 2 × 2, of finite counts ≥ 0, without an empty row or column
 * @source Bergsma (2013), A bias-correction for Cramér's V and Tschuprow's T, Journal of the Korean Statistical Society 42(3)
 *   323–328
 * @example correctedCramersV([[56, 14], [48, 32]]).toFixed(4) // => "0.2010"
 */
export function correctedCramersV(table: readonly (readonly number[])[]): number {
  const caller = "correctedCramersV";
  const { rows, columns, n } = marginsOf(caller, table);
  requireNoEmptyMargin(caller, { rows, columns, n });
  requireDomain(n > 1, `${caller} requires more than 1 answer`, n);
  const [r, c] = [rows.length, columns.length];
  const { statistic } = chiSquaredTest(table);
  const phi = Math.max(0, statistic / n - ((r - 1) * (c - 1)) / (n - 1));
  const levels = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1));
  return levels > 1 ? Math.min(1, Math.sqrt(phi / (levels - 1))) : 0;
}

/**
 * Cliff's delta: how much more often one of the first sample beats one of the second than the reverse, −1…1, with an
 * asymmetric interval that stays inside. The effect size of {@link mannWhitney}, also called the rank-biserial correlation of
 * two samples; 0.11, 0.28 and 0.43 are called small, medium and large.
 *
 * Where the samples do not overlap, the interval is Wilson's for all of the smaller sample, on the −1…1 scale.
 *
 * @param a first sample, at least two values
 * @param b second sample, at least two values
 * @param options confidence level
 * @throws {RangeError} when a sample has fewer than two values, or the level is not strictly between 0 and 1
 * @source Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions, Psychological Bulletin 114(3)
 *   494–509; Feng and Cliff (2004), Monte Carlo evaluation of ordinal d with improved confidence interval, Journal of Modern
 *   Applied Statistical Methods 3(2) 322–332
 * @example cliffsDelta([5, 4, 7, 7, 6], [2, 5, 4, 3, 3]).estimate // => 0.84
 */
export function cliffsDelta(
  a: Sample,
  b: Sample,
  { confidenceLevel = 0.95 }: EffectSizeOptions = {},
): EffectSizeResult {
  const caller = "cliffsDelta";
  const z = normalCriticalValue(caller, confidenceLevel);
  const joint = jointTable(caller, [a, b]);
  const [first, second] = joint.counts as [readonly number[], readonly number[]];
  const [n1, n2] = joint.sizes as [number, number];
  requireDomain(n1 > 1 && n2 > 1, `${caller} requires at least 2 values in each sample`, `${n1} and ${n2}`);
  const { u1, u2, cliffsDelta: estimate } = countPairs(joint);
  if (u1 === 0 || u2 === 0) {
    const smaller = Math.min(n1, n2);
    const limit = (smaller - z * z) / (smaller + z * z);
    return { estimate, interval: estimate > 0 ? { low: limit, high: 1 } : { low: -1, high: -limit } };
  }
  const ties = first.reduce((total, count, index) => total + count * (second[index] as number), 0);
  // Unbiased variance of delta, from dominance by row, by column and by pair; never below what 0 and 1 would give.
  const byFirst = dominanceSquares(first, second, n2, estimate);
  const bySecond = dominanceSquares(second, first, n1, -estimate);
  const byPair = n1 * n2 - ties - n1 * n2 * estimate ** 2;
  const unbiased = (n2 * n2 * byFirst + n1 * n1 * bySecond - byPair) / (n1 * n2 * (n1 - 1) * (n2 - 1));
  const variance = Math.max(unbiased, (1 - estimate ** 2) / (n1 * n2 - 1));
  const center = estimate - estimate ** 3;
  const reach = z * Math.sqrt(variance * ((1 - estimate ** 2) ** 2 + z * z * variance));
  const scale = 1 - estimate ** 2 + z * z * variance;
  return {
    estimate,
    interval: { low: Math.max(-1, (center - reach) / scale), high: Math.min(1, (center + reach) / scale) },
  };
}

/** Squared deviations of each answer's own delta, its wins minus losses in the other sample, from the whole. */
function dominanceSquares(
  own: readonly number[],
  other: readonly number[],
  otherSize: number,
  delta: number,
): number {
  let below = 0;
  let squares = 0;
  own.forEach((count, index) => {
    const theirs = other[index] as number;
    const above = otherSize - below - theirs;
    squares += count * ((below - above) / otherSize - delta) ** 2;
    below += theirs;
  });
  return squares;
}
