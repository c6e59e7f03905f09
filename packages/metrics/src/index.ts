/**
 * Experience metrics with intervals, as functions over answers and as foldable metrics over tallies.
 *
 * @packageDocumentation
 */

// Net Promoter Score
export { nps } from "./nps.ts";
export type { InvalidPolicy } from "./nps.ts";
export { npsFromCounts } from "./nps-from-counts.ts";
export { netPromoterOf } from "./net-promoter-of.ts";
export type { NpsClasses, NpsOptions, NpsResult } from "./nps-result.ts";

// Satisfaction, effort and other ratings
export { csat } from "./csat.ts";
export type { CsatOptions, CsatResult } from "./csat.ts";
export { ces } from "./ces.ts";
export type { CesOptions, CesResult } from "./ces.ts";
export { ratingMean } from "./rating-mean.ts";
export type { RatingMeanOptions, RatingMeanResult } from "./rating-mean.ts";
export type { CountedRatings, RatingScale } from "./count-ratings.ts";
export type { Direction } from "./top-box.ts";

// The same, foldable over tallies
export { npsMetric } from "./nps-metric.ts";
export { csatMetric, topBoxMetric } from "./csat.ts";
export type { CsatMetricOptions } from "./csat.ts";
export { cesMetric } from "./ces.ts";
export type { CesMetricOptions } from "./ces.ts";
export { meanMetric } from "./rating-mean.ts";
export type { MeanMetricOptions } from "./rating-mean.ts";
export { scoreMetric } from "./score-metric.ts";
export type { ScoreIntervalId, ScoreMetricData } from "./score-metric.ts";
export type { ScaleMetric, ScaleMetricOptions } from "./scale-metric.ts";
export type { CompareOptions, EffectSize, ScoreEstimateOptions } from "./score-estimate.ts";
export type { ScoreSample } from "./score-sample.ts";

// Tallies
export { tallyOf } from "./tally-of.ts";
export type { TallyOptions, WeightedAnswer } from "./tally-of.ts";
export { pairTallyOf } from "./pair-tally-of.ts";

// Differences
export { difference } from "./difference.ts";
export type { MeanUnit, ScoredMetric, ScoredResult } from "./difference.ts";
export { overlappingDifference, pairedDifference } from "./paired-difference.ts";
export type { PairedComparison, PairedDifferenceMethod, PairedOptions } from "./paired-difference.ts";
export type {
  DifferenceMethod,
  MeanDifferenceMethod,
  NetDifferenceMethod,
  ShareDifferenceMethod,
} from "./score-kind.ts";
export { adjustComparisons } from "./adjust-comparisons.ts";
export type { PValueAdjustment } from "./adjust-comparisons.ts";
