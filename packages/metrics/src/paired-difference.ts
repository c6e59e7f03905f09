import { type Comparison, cxError, type EstimateOptions, type PairTally } from "@cxkit/core";
import type { DifferenceTest } from "@cxkit/stats";
import {
  pairedMeanDifference,
  pairedNetDifference,
  pairedProportionDifference,
  pairedProportionDifferenceNewcombe,
  type PairedWaves,
} from "@cxkit/stats/differences";
import { comparisonOf, type ScoredMetric } from "./difference.ts";
import type { OneSided } from "./one-sided.ts";
import { checkedLevel, nothing } from "./score-estimate.ts";
import { within } from "./estimate-of.ts";
import { netComparison, shareComparison } from "./score-kind.ts";
import { sameScale } from "./score-sample.ts";

/**
 * A method for a change between two waves: `pairedNetDifference`, `pairedProportionDifferenceBonettPrice`… of
 * `@cxkit/stats/differences`. Its points are −1, 0, 1 of a net score, 0, 1 of a share, else the scores.
 */
export type PairedDifferenceMethod = (waves: PairedWaves, confidenceLevel: number) => DifferenceTest;

/** Options of a comparison of two waves. */
export interface PairedOptions extends Pick<EstimateOptions, "confidenceLevel"> {
  /** How interval and test are made. It has to fit the scores of the metric. */
  readonly method?: PairedDifferenceMethod;
  /** `greater` asks whether the score rose. Default: both sides. */
  readonly alternative?: OneSided;
}

/** A change between two waves, after minus before. */
export interface PairedComparison extends Comparison {
  /** How many answered both waves. */
  readonly pairs: number;
  /** How many answered the first wave only, and the second only. */
  readonly beforeOnly: number;
  readonly afterOnly: number;
}

/**
 * Change of a score among the same customers, after minus before, from those who answered both waves.
 *
 * **Unit**: that of the metric. **Base**: complete pairs; `n` is their number. **Interval** and test: net scores adjusted
 * Wald and its z, shares Tango's score interval and McNemar's z, means paired t. In each the interval excludes 0 exactly
 * when p is below 1 − level. **Assumes** that customers are independent of each other, and that those who answered twice
 * are whom the question is about: a change among the loyal is no change among all.
 *
 * @param metric what is compared: `npsMetric(…)`, `csatMetric(…)` or any other scale metric
 * @param pairs who answered what before and after, see {@link pairTallyOf}
 * @returns without a pair a difference of `null`, the test `none` and a p-value of 1
 * @throws {RangeError} when the tally is not of pairs, or the level not strictly between 0 and 1
 * @throws {CxError} `invalid-setup` when the tally has another scale than the metric
 * @example
 * import { npsMetric, pairedDifference, pairTallyOf } from "@cxkit/metrics";
 * const metric = npsMetric({ item: "recommend" });
 * pairedDifference(metric, pairTallyOf([[6, 9], [9, 9], [7, 9], [3, 8]], metric)).difference.value // => 100
 */
export function pairedDifference(
  metric: ScoredMetric,
  pairs: PairTally,
  options: PairedOptions = {},
): PairedComparison {
  const kind = comparisonOf(metric);
  const method =
    kind === netComparison
      ? pairedNetDifference
      : kind === shareComparison
        ? pairedProportionDifference
        : pairedMeanDifference;
  return compared("pairedDifference", metric, pairs, { method, ...options }, (tally) => ({
    ...tally,
    beforeOnly: tally.beforeOnly.map(() => 0),
    afterOnly: tally.afterOnly.map(() => 0),
  }));
}

/**
 * Change of a score between two waves that share some of their respondents, after minus before, from all answers: those
 * who answered both sharpen it, those who answered one wave count as well.
 *
 * Where nobody answered both this is {@link difference}; where everybody did, the analysis of pairs.
 *
 * **Unit**: that of the metric. **Base**: all answers; `n` is how many people gave them. **Interval** and test: net scores
 * adjusted Wald and its z, shares Newcombe's square-and-add with the correlation of the waves and the pooled z, means t for
 * partially overlapping samples. **Assumes** that respondents are independent of each other, and that both waves are
 * samples of the same population.
 *
 * @param metric what is compared
 * @param pairs who answered what before and after, see {@link pairTallyOf}
 * @returns where a wave is empty a difference of `null`, the test `none` and a p-value of 1
 * @throws {RangeError} when the tally is not of pairs, or the level not strictly between 0 and 1
 * @throws {CxError} `invalid-setup` when the tally has another scale than the metric
 * @example
 * import { npsMetric, overlappingDifference, pairTallyOf } from "@cxkit/metrics";
 * const metric = npsMetric({ item: "recommend" });
 * overlappingDifference(metric, pairTallyOf([[6, 9], [9, 9], [null, 9], [3, null]], metric)).difference.value?.toFixed(1) // => "133.3"
 */
export function overlappingDifference(
  metric: ScoredMetric,
  pairs: PairTally,
  options: PairedOptions = {},
): PairedComparison {
  const kind = comparisonOf(metric);
  const method =
    kind === netComparison
      ? pairedNetDifference
      : kind === shareComparison
        ? pairedProportionDifferenceNewcombe
        : pairedMeanDifference;
  return compared("overlappingDifference", metric, pairs, { method, ...options }, (tally) => tally);
}

/** More answers than that of one kind are none; sums and squares of them are exact enough. */
const mostAnswers = 1e15;

function compared(
  caller: string,
  metric: ScoredMetric,
  pairs: PairTally,
  options: PairedOptions & { readonly method: PairedDifferenceMethod },
  used: (pairs: PairTally) => PairTally,
): PairedComparison {
  const confidenceLevel = checkedLevel(caller, options);
  if (pairs?.kind !== "pair") {
    const got = (pairs as { readonly kind?: string } | undefined)?.kind ?? "no";
    throw new RangeError(`${caller} requires a pair tally, got ${got === "no" ? "none" : `a ${got} tally`}`);
  }
  if (!sameScale(pairs.scale, metric.scale)) {
    throw cxError(
      "invalid-setup",
      `${caller} of ${metric.id} needs pairs on ${metric.scale.min}–${metric.scale.max}, got ${pairs.scale.min}–${pairs.scale.max}`,
    );
  }
  const size = metric.scores.length;
  const shape = [pairs.counts, pairs.beforeOnly, pairs.afterOnly, ...pairs.counts].map(
    ({ length }) => length,
  );
  if (shape.some((length) => length !== size)) {
    throw new RangeError(
      `${caller} requires a table of ${size} × ${size} pairs, got sides of ${shape.join(", ")}`,
    );
  }
  const wrong = [...pairs.counts.flat(), ...pairs.beforeOnly, ...pairs.afterOnly].find(
    (count) => !(count >= 0 && count <= mostAnswers),
  );
  if (wrong !== undefined) {
    throw new RangeError(`${caller} requires counts from 0 to ${mostAnswers}, got ${wrong}`);
  }
  const waves = wavesOf(metric, used(pairs));
  const moments = momentsOf(metric.scores, used(pairs));
  const { before, after, n } = moments;
  const comparable = before.n > 0 && after.n > 0;
  const value = comparable ? after.mean - before.mean : null;
  const range = Math.max(...metric.scores) - Math.min(...metric.scores);
  const twoSided = (level: number): PairedComparison => {
    const test = comparable ? options.method(waves.table, level) : nothing;
    return {
      difference: {
        value,
        interval: value === null ? null : within(test.interval!, waves.factor, value, -range, range),
        standardError: moments.standardError,
        n,
        effectiveN: n,
        unit: metric.unit,
        confidenceLevel: level,
        method: test.method,
      },
      test: test.test,
      alternative: "two-sided",
      statistic: test.statistic,
      ...(test.degreesOfFreedom !== undefined && { degreesOfFreedom: test.degreesOfFreedom }),
      pValue: test.pValue,
      pairs: total(pairs.counts.flat()),
      beforeOnly: total(pairs.beforeOnly),
      afterOnly: total(pairs.afterOnly),
    };
  };
  return options.alternative
    ? options.alternative(twoSided, confidenceLevel, caller)
    : twoSided(confidenceLevel);
}

/** The waves as the methods want them: net scores and shares by class, and how many scores their unit is. */
function wavesOf(metric: ScoredMetric, { counts, beforeOnly, afterOnly }: PairTally) {
  const { scores } = metric;
  const kind = comparisonOf(metric);
  if (kind !== netComparison && kind !== shareComparison) {
    return { table: { points: scores, counts, beforeOnly, afterOnly }, factor: 1 };
  }
  const points = kind === netComparison ? [-1, 0, 1] : [0, 1];
  const add = (vector: readonly number[]): number[] =>
    points.map((point) => total(vector.filter((_, at) => Math.sign(scores[at]!) === point)));
  const rows = counts.map(add);
  const table = {
    points,
    counts: points.map((point) =>
      points.map((_, column) =>
        total(rows.map((row, at) => (Math.sign(scores[at]!) === point ? row[column]! : 0))),
      ),
    ),
    beforeOnly: add(beforeOnly),
    afterOnly: add(afterOnly),
  };
  return { table, factor: Math.max(...scores) };
}

/** Base and mean of each wave, and the standard error of their difference as observed. */
function momentsOf(scores: readonly number[], { counts, beforeOnly, afterOnly }: PairTally) {
  const rows = counts.map(total);
  const columns = counts.map((_, at) => total(counts.map((row) => row[at]!)));
  const moments = (parts: readonly number[]) => {
    const n = total(parts);
    const mean = n > 0 ? total(parts.map((part, at) => part * scores[at]!)) / n : 0;
    return { n, mean, squares: total(parts.map((part, at) => part * (scores[at]! - mean) ** 2)) };
  };
  const before = moments(rows.map((part, at) => part + beforeOnly[at]!));
  const after = moments(columns.map((part, at) => part + afterOnly[at]!));
  const [first, second] = [moments(rows), moments(columns)];
  const products = total(
    counts.flatMap((row, i) =>
      row.map((part, j) => part * (scores[i]! - first.mean) * (scores[j]! - second.mean)),
    ),
  );
  const size = Math.sqrt(first.squares * second.squares);
  const correlation = size > 0 ? products / size : 0;
  const errors = [before, after].map(({ n, squares }) => Math.sqrt(squares / (n - 1) / n)) as [
    number,
    number,
  ];
  const together = correlation * (first.n / Math.sqrt(before.n * after.n));
  return {
    before,
    after,
    n: before.n + after.n - first.n,
    standardError:
      before.n > 1 && after.n > 1
        ? Math.sqrt(Math.max(0, (errors[0] - errors[1]) ** 2 + 2 * (1 - together) * errors[0] * errors[1]))
        : null,
  };
}

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}
