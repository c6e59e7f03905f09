/**
 * Tests of hypotheses with effect sizes: independent and paired samples, several groups, correlation, many tests at once.
 *
 * @packageDocumentation
 */

export type { Alternative, IntervalTestOptions, TestOptions, TestResult } from "./test-result.ts";
export type { PointCounts, Sample } from "./sample.ts";
export type { PairCounts, PairedValues, Pairs } from "./pairs.ts";

// proportions
export { type BinomialTestResult, binomialTest } from "./binomial-test.ts";
export {
  pooledTwoProportionZ,
  type TwoProportionResult,
  unpooledTwoProportionZ,
} from "./two-proportion-z.ts";
export { type DifferenceTestOptions, miettinenNurminenTest } from "./miettinen-nurminen-test.ts";
export { fisherExact, fisherMidP } from "./fisher-exact.ts";
export {
  type DiscordantPairs,
  mcnemarChiSquared,
  mcnemarCorrected,
  mcnemarExact,
  mcnemarMidP,
} from "./mcnemar.ts";
export { cochranQ } from "./cochran-q.ts";
export type { ProportionCounts } from "../differences/proportion-counts.ts";

// tables
export {
  chiSquaredGoodnessOfFit,
  chiSquaredTest,
  type GoodnessOfFitResult,
  gTest,
  type TableTestResult,
  yatesChiSquaredTest,
} from "./chi-squared-test.ts";
export type { FourfoldTable } from "./table.ts";

// means
export { type MeanTestResult, oneSampleT, pairedT } from "./one-sample-t.ts";
export { studentT, welchT } from "./two-sample-t.ts";
export {
  type MonteCarloOptions,
  type MonteCarloPermutationResult,
  permutationMeanDifference,
  permutationMeanDifferenceMonteCarlo,
  type PermutationResult,
} from "./permutation-mean-difference.ts";

// ranks
export {
  mannWhitney,
  mannWhitneyCorrected,
  mannWhitneyExact,
  type MannWhitneyResult,
} from "./mann-whitney.ts";
export { brunnerMunzel, type BrunnerMunzelResult } from "./brunner-munzel.ts";
export {
  wilcoxonSignedRank,
  wilcoxonSignedRankExact,
  type WilcoxonSignedRankResult,
} from "./wilcoxon-signed-rank.ts";

// several groups
export { type AnovaResult, oneWayAnova, type OneWayAnovaResult, welchAnova } from "./one-way-anova.ts";
export {
  kruskalWallis,
  type KruskalWallisResult,
  meanScoreTest,
  type MeanScoreResult,
} from "./kruskal-wallis.ts";
export { gamesHowell, type PairwiseComparison, tukeyHsd } from "./post-hoc-means.ts";
export { friedmanTest, type FriedmanResult } from "./friedman.ts";
export { brownForsythe, levene } from "./levene.ts";
export { type DunnComparison, type DunnOptions, dunnTest } from "./dunn-test.ts";

// correlation
export { type CorrelationResult, pearsonCorrelation } from "./pearson-correlation.ts";
export { spearmanCorrelation } from "./spearman-correlation.ts";
export { kendallExact, type KendallResult, kendallTauB, kendallTauC } from "./kendall-tau.ts";

// effect sizes
export { cohensD, cohensDPaired, hedgesG } from "./cohens-d.ts";
export { cohensH } from "./cohens-h.ts";
export {
  cliffsDelta,
  correctedCramersV,
  cramersV,
  type EffectSizeResult,
  type EffectSizeOptions,
} from "./effect-sizes.ts";

// equivalence and non-inferiority
export {
  equivalence,
  type EquivalenceMargins,
  type EquivalenceResult,
  type EstimatedDifference,
  type MarginOptions,
  meanEquivalence,
  netEquivalence,
  proportionEquivalence,
} from "./equivalence.ts";
export { nonInferiority, type NonInferiorityResult, proportionNonInferiority } from "./non-inferiority.ts";
export type { NetCounts } from "../intervals/net-interval.ts";
export type { Interval } from "../interval.ts";

// many tests
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
  holmSidak,
  hommel,
  sidak,
} from "./adjust-p-values.ts";

// trend over time
export { cochranArmitageTrend, type ProportionTrendResult } from "./cochran-armitage-trend.ts";
export {
  mannKendall,
  type MannKendallResult,
  theilSenSlope,
  type TheilSenOptions,
  type TheilSenResult,
} from "./mann-kendall.ts";
export { netTrend, type NetTrendResult } from "./net-trend.ts";
