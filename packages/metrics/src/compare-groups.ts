import {
  type Comparison,
  cxError,
  type EstimateOptions,
  mergeScaleTallies,
  scaleSize,
  type ScaleTally,
} from "@cxkit/core";
import { type Heterogeneity, heterogeneity } from "@cxkit/stats/differences";
import {
  chiSquaredTest,
  holm,
  meanScoreTest,
  type PointCounts,
  type TestResult,
  welchAnova,
} from "@cxkit/stats/hypothesis-tests";
import { adjustComparisons, type PValueAdjustment } from "./adjust-comparisons.ts";
import { scaleText } from "./count-ratings.ts";
import { comparisonOf, type ScoredMetric } from "./difference.ts";
import { pointsOf } from "./effect-size.ts";
import { requireOneInstrument } from "./one-instrument.ts";
import { checkedLevel, type EffectSize, scoreComparison } from "./score-estimate.ts";
import { meanComparison, shareComparison } from "./score-kind.ts";
import { sameScale, scoreSample } from "./score-sample.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/** Two groups to be compared: the names, and the tallies behind them. */
export interface GroupPair {
  readonly a: string;
  readonly b: string;
  readonly left: ScaleTally;
  readonly right: ScaleTally;
}

/** Which groups are compared with which: {@link allPairs} or {@link eachAgainstRest}. */
export type GroupPairs = (groups: readonly (readonly [string, ScaleTally])[]) => GroupPair[];

/** A test of all groups at once, from the scores of each: `kruskalWallis`, `welchAnova`, `oneWayAnova`, `meanScoreTest`. */
export type OverallTest = (groups: readonly PointCounts[]) => TestResult;

/** Options of a comparison of several groups. */
export interface CompareGroupsOptions extends EstimateOptions {
  /** Default: {@link allPairs}. */
  readonly pairs?: GroupPairs;
  /** Default: Holm. A dashboard of many segments may take `benjaminiHochberg`. */
  readonly adjustment?: PValueAdjustment;
  /** Default: by the scores. */
  readonly overall?: OverallTest;
  /** A standardised effect to report beside each difference. */
  readonly effect?: EffectSize;
}

/** A comparison of two of several groups, its p-value `adjusted` over all of them. */
export interface GroupComparison extends Comparison {
  readonly a: string;
  /** `rest` where it is all other groups together. */
  readonly b: string;
}

/** Several groups held against each other. */
export interface GroupsCompared {
  /** The score of each group that has answers, by name, in the order given; names that are whole numbers first. */
  readonly groups: readonly { readonly name: string; readonly value: number; readonly n: number }[];
  /** Names of the groups without answers, which are in no comparison. */
  readonly empty: readonly string[];
  /** Do the groups differ at all? `null` with fewer than two groups. */
  readonly overall: TestResult | null;
  /** How much they differ beyond sampling error; `null` where a group has no standard error. */
  readonly heterogeneity: Heterogeneity | null;
  readonly comparisons: readonly GroupComparison[];
}

/**
 * Compares several groups at once: whether they differ at all, by how much, and which from which, with p-values that are
 * corrected for looking at many.
 *
 * **Unit**: that of the metric. **Overall test**: shares Pearson's chi-squared, net scores the mean score test, means Welch's
 * analysis of variance (the mean score test where a group does not vary). **Comparisons** as {@link difference} makes them,
 * Holm over the family. **Base**: each group's answers; weighted ones at the effective base. **Assumes** that nobody is in two
 * groups.
 *
 * @param metric what is compared: `npsMetric(…)`, `csatMetric(…)` or any other scale metric
 * @param tallies the tally of each group, by name
 * @throws {RangeError} at a level that is not strictly between 0 and 1
 * @throws {CxError} `invalid-setup` when a tally has another scale, or two are of two instruments
 * @source Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6(2) 65–70
 * @example
 * import { compareGroups, csat, csatMetric } from "@cxkit/metrics";
 * const tallies = { shop: csat([5, 5, 4, 4, 5, 4]).tally, web: csat([2, 3, 1, 5, 2, 4]).tally, app: csat([4, 3, 5, 2, 4, 1]).tally };
 * compareGroups(csatMetric({ item: "q" }), tallies).comparisons.map(({ a, b }) => `${a}–${b}`) // => ["shop–web", "shop–app", "web–app"]
 */
export function compareGroups(
  metric: ScoredMetric,
  tallies: Readonly<Record<string, ScaleTally>>,
  options: CompareGroupsOptions = {},
): GroupsCompared {
  checkedLevel("compareGroups", options);
  const { pairs = allPairs, adjustment = holm, overall, ...asked } = options;
  const all = Object.entries(tallies).map(([name, tally]) => ({
    name,
    tally,
    sample: scoreSample("compareGroups", tally, metric.scale, metric.scores, options.weighting),
  }));
  requireOneInstrument("compareGroups", Object.values(tallies));
  const told = all.filter(({ sample }) => sample.mean !== null);
  const samples = told.map(({ sample }) => sample);
  const errors = samples.map(({ standardError }) => standardError ?? 0);
  const rule = { ...metric, name: "compareGroups" };
  const family = pairs(told.map(({ name, tally }) => [name, tally]));
  const compared = family.map(({ left, right }) =>
    scoreComparison(rule, comparisonOf(metric), left, right, asked),
  );
  return {
    groups: told.map(({ name, sample }) => ({ name, value: sample.mean!, n: sample.n })),
    empty: all.filter(({ sample }) => sample.mean === null).map(({ name }) => name),
    overall: told.length > 1 ? (overall ?? overallOf(metric))(samples.map(pointsOf)) : null,
    heterogeneity:
      told.length > 1 && errors.every((error) => error > 0)
        ? heterogeneity(
            samples.map(({ mean }) => mean!),
            errors,
          )
        : null,
    comparisons: adjustComparisons(compared, adjustment).map((comparison, index) => ({
      a: family[index]!.a,
      b: family[index]!.b,
      ...comparison,
    })),
  };
}

/**
 * Every group with every other one: k(k − 1)/2 comparisons.
 *
 * @example
 * import { scaleTallyOf } from "@cxkit/core";
 * const tally = scaleTallyOf({ min: 0, max: 1, step: 1 }, [1, 2]);
 * allPairs([["north", tally], ["south", tally], ["west", tally]]).map(({ a, b }) => a + b) // => ["northsouth", "northwest", "southwest"]
 */
export function allPairs(groups: readonly (readonly [string, ScaleTally])[]): GroupPair[] {
  requireTallies("allPairs", groups);
  return groups.flatMap(([a, left], index) =>
    groups.slice(index + 1).map(([b, right]) => ({ a, b, left, right })),
  );
}

/**
 * Every group with all others together, named `rest`: k comparisons, for "which store stands out?". A group is never part of
 * the rest that it is held against.
 *
 * @example
 * import { scaleTallyOf } from "@cxkit/core";
 * const tally = scaleTallyOf({ min: 0, max: 1, step: 1 }, [1, 2]);
 * eachAgainstRest([["north", tally], ["south", tally], ["west", tally]])[0]?.right.counts // => [2, 4]
 */
export function eachAgainstRest(groups: readonly (readonly [string, ScaleTally])[]): GroupPair[] {
  requireTallies("eachAgainstRest", groups);
  if (groups.length < 2) return [];
  return groups.map(([a, left], index) => {
    const rest = groups.filter((_, at) => at !== index).map(([, tally]) => tally);
    return { a, b: "rest", left, right: rest.reduce(mergeScaleTallies) };
  });
}

/** Stops at tallies that no answers can have made, or that are of different scales. */
function requireTallies(caller: string, groups: readonly (readonly [string, ScaleTally])[]): void {
  for (const [name, { scale, counts, weights }] of groups) {
    inTheNameOf(caller, () => scaleSize(scale));
    const wrong = [...counts, ...(weights?.sum ?? []), ...(weights?.sumOfSquares ?? [])].find(
      (part) => !(part >= 0 && part < Infinity),
    );
    if (wrong !== undefined) {
      throw new RangeError(`${caller} requires counts and weights ≥ 0, got ${wrong} of ${name}`);
    }
    const first = groups[0]![1].scale;
    if (!sameScale(scale, first)) {
      throw cxError(
        "invalid-setup",
        `${caller} requires tallies of one scale, got ${scaleText(first)} and ${scaleText(scale)}`,
      );
    }
  }
}

function overallOf(metric: ScoredMetric): OverallTest {
  const kind = comparisonOf(metric);
  if (kind === shareComparison) return sharesTest;
  return kind === meanComparison ? meansTest : (groups) => meanScoreTest(groups);
}

/** Pearson's chi-squared of shares; nothing differs where all answers are the same. */
function sharesTest(groups: readonly PointCounts[]): TestResult {
  const table = groups.map(({ points, counts }) =>
    [true, false].map((success) =>
      Array.from(counts).reduce((sum, count, at) => (points[at]! > 0 === success ? sum + count : sum), 0),
    ),
  );
  const varies = [0, 1].every((column) => table.some((row) => row[column]! > 0));
  if (varies) {
    const { test, alternative, statistic, degreesOfFreedom, pValue } = chiSquaredTest(table);
    return { test, alternative, statistic, degreesOfFreedom, pValue };
  }
  const degreesOfFreedom = groups.length - 1;
  return { test: "chi-squared", alternative: "two-sided", statistic: 0, degreesOfFreedom, pValue: 1 };
}

/** Welch's analysis of variance; where a group does not vary its own variance is no measure, and that of all is taken. */
function meansTest(groups: readonly PointCounts[]): TestResult {
  const vary = groups.every(({ counts }) => {
    const answers = Array.from(counts);
    return (
      answers.filter((count) => count > 0).length > 1 && answers.reduce((sum, count) => sum + count, 0) > 1
    );
  });
  return vary ? welchAnova(groups) : meanScoreTest(groups);
}
