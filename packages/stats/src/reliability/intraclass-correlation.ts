import { requireLevel } from "../critical-value.ts";
import { fQuantile, fSurvival, fSurvivalQuantile } from "../distributions/f-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { completeRows, type ItemRow } from "./complete-rows.ts";

/** One of the six intraclass correlations. */
export interface IntraclassCorrelation {
  /** At most 1. Of an average it has no lower limit: `-Number.MAX_VALUE` where the raters' spread leaves none of the things'. */
  readonly value: number;
  readonly interval: Interval;
  /** F test of no agreement. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly denominatorDegreesOfFreedom: number;
  readonly pValue: number;
}

/** The six intraclass correlations of Shrout and Fleiss. */
export interface IntraclassCorrelations {
  /** Each thing was rated by other raters: one rating, and the mean of all. */
  readonly oneWay: { readonly single: IntraclassCorrelation; readonly average: IntraclassCorrelation };
  /** The same raters, drawn from many: agreement on the value itself. */
  readonly twoWayRandom: { readonly single: IntraclassCorrelation; readonly average: IntraclassCorrelation };
  /** The same raters, who are all there are: agreement on the order. */
  readonly twoWayMixed: { readonly single: IntraclassCorrelation; readonly average: IntraclassCorrelation };
  /** Things rated by everybody, raters, and things left out because a rating is missing. */
  readonly n: number;
  readonly raters: number;
  readonly incomplete: number;
  readonly confidenceLevel: number;
}

/**
 * Intraclass correlations: how much of the spread of ratings is due to the things rated and not to the raters (mystery
 * shoppers, coders of verbatims). For categories there is {@link cohensKappa}.
 *
 * @param ratings one row a thing, one column a rater; `null` leaves the thing out
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} with fewer than two raters or two complete rows, or when things do not differ, or ratings within them
 * @source Shrout and Fleiss (1979), Intraclass correlations: uses in assessing rater reliability, Psychological Bulletin 86(2)
 *   420–428; McGraw and Wong (1996), Psychological Methods 1(1) 30–46
 * @example intraclassCorrelation([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]).twoWayRandom.single.value.toFixed(2) // => "0.29"
 */
export function intraclassCorrelation(
  ratings: readonly ItemRow[],
  confidenceLevel = 0.95,
): IntraclassCorrelations {
  requireLevel("intraclassCorrelation", confidenceLevel);
  const { rows, incomplete } = completeRows("intraclassCorrelation", ratings);
  const n = rows.length;
  requireDomain(n >= 2, "intraclassCorrelation requires at least two complete rows", n);
  const k = (rows[0] as readonly number[]).length;
  const { between, within, raters, rest } = meanSquares(rows);
  requireDomain(
    between + within + raters < Infinity,
    "intraclassCorrelation requires ratings with finite squares",
    `mean squares ${between} and ${within}`,
  );
  requireDomain(
    rest > 0 && between > 0,
    "intraclassCorrelation requires spread between things and within them",
    `${between} and ${rest}`,
  );
  const tail = (1 - confidenceLevel) / 2;

  const oneWay = fRatio(between / within, n - 1, n * (k - 1), tail);
  const mixed = fRatio(between / rest, n - 1, (n - 1) * (k - 1), tail);
  const single = (f: number) => (f - 1) / (f + k - 1);
  const average = (f: number) => 1 - 1 / f;
  const of = (value: (f: number) => number, made: ReturnType<typeof fRatio>): IntraclassCorrelation => ({
    value: value(made.test.statistic),
    interval: { low: value(made.low), high: value(made.high) },
    ...made.test,
  });
  const agreement = (between - rest) / (between + (k - 1) * rest + (k * (raters - rest)) / n);
  const limits = agreementLimits(agreement, { between, raters, rest, n, k, tail });
  const stepped = (value: number) => {
    const spread = 1 + (k - 1) * value;
    return spread > 0 ? Math.max(-Number.MAX_VALUE, (k * value) / spread) : -Number.MAX_VALUE;
  };
  return {
    oneWay: { single: of(single, oneWay), average: of(average, oneWay) },
    twoWayRandom: {
      single: { value: agreement, interval: limits, ...mixed.test },
      average: {
        value: stepped(agreement),
        interval: { low: stepped(limits.low), high: stepped(limits.high) },
        ...mixed.test,
      },
    },
    twoWayMixed: { single: of(single, mixed), average: of(average, mixed) },
    n,
    raters: k,
    incomplete,
    confidenceLevel,
  };
}

/** Mean squares of a table of things by raters: between things, within things, between raters, and what is left. */
function meanSquares(rows: readonly (readonly number[])[]) {
  const n = rows.length;
  const k = (rows[0] as readonly number[]).length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const things = rows.map(mean);
  const columns = Array.from({ length: k }, (_, j) => mean(rows.map((row) => row[j] as number)));
  const grand = mean(things);
  const squares = (values: readonly number[], center: number) =>
    values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const inside = rows.reduce((sum, row, i) => sum + squares(row, things[i] as number), 0);
  const left = rows.reduce(
    (sum, row, i) =>
      sum +
      row.reduce(
        (part, value, j) => part + (value - (things[i] as number) - (columns[j] as number) + grand) ** 2,
        0,
      ),
    0,
  );
  return {
    between: (k * squares(things, grand)) / (n - 1),
    within: inside / (n * (k - 1)),
    raters: (n * squares(columns, grand)) / (k - 1),
    rest: left / ((n - 1) * (k - 1)),
  };
}

function fRatio(statistic: number, above: number, below: number, tail: number) {
  return {
    low: statistic / fSurvivalQuantile(tail, above, below),
    high: statistic / fQuantile(tail, above, below),
    test: {
      statistic,
      degreesOfFreedom: above,
      denominatorDegreesOfFreedom: below,
      pValue: fSurvival(statistic, above, below),
    },
  };
}

/**
 * Limits of the agreement of random raters, with degrees of freedom after Satterthwaite. Of a sum they are never below k − 1, the
 * raters'; where the raters agree less than chance the formula takes a difference and would near 0.
 */
function agreementLimits(
  value: number,
  {
    between,
    raters,
    rest,
    n,
    k,
    tail,
  }: { between: number; raters: number; rest: number; n: number; k: number; tail: number },
): Interval {
  const raterRatio = raters / rest;
  const a = k * value * raterRatio;
  const b = n * (1 + (k - 1) * value) - k * value;
  const degrees = Math.max(k - 1, ((k - 1) * (n - 1) * (a + b) ** 2) / ((n - 1) * a ** 2 + b ** 2));
  const above = fSurvivalQuantile(tail, n - 1, degrees);
  const below = fSurvivalQuantile(tail, degrees, n - 1);
  const spread = k * raterRatio + (k * n - k - n);
  const ratio = between / rest;
  const low = (n * (ratio - above)) / (above * spread + n * ratio);
  return { low, high: Math.max(low, (n * (below * ratio - 1)) / (spread + n * below * ratio)) };
}
