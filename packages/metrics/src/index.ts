/**
 * Experience metrics with intervals, as functions over answers and as foldable metrics over tallies.
 *
 * @packageDocumentation
 */

// Net Promoter Score
export { nps } from "./nps.ts";
export type { InvalidPolicy } from "./nps.ts";
export { npsFromCounts } from "./nps-from-counts.ts";
export { npsFromClasses } from "./nps-from-classes.ts";
export type { NpsClasses, NpsOptions, NpsResult } from "./nps-result.ts";
export { enps } from "./enps.ts";
export type { EnpsResult } from "./enps.ts";
export { recodedNps, recodeFivePoint, recodeOneToTen } from "./recoded-nps.ts";
export type { NpsRecode, RecodedNpsResult } from "./recoded-nps.ts";

// How many answers a Net Promoter Score needs
export {
  answersForNps,
  npsDetectableDifference,
  npsDifferenceSampleSize,
  npsMargin,
  npsSampleSize,
} from "./plan-nps.ts";
export type { NpsDifferencePlan, NpsExpectation, NpsPlan, NpsPlanOptions } from "./plan-nps.ts";

// Satisfaction, effort and other ratings
export { csat } from "./csat.ts";
export type { CsatOptions, CsatResult } from "./csat.ts";
export { ces } from "./ces.ts";
export type { CesOptions, CesResult } from "./ces.ts";
export { ces1, ces2 } from "./ces-version.ts";
export type { CesVersion } from "./ces-version.ts";
export { ratingMean } from "./rating-mean.ts";
export type { RatingMeanOptions, RatingMeanResult } from "./rating-mean.ts";
export { rescaledMean } from "./rescaled-mean.ts";
export type { RescaledMeanOptions, RescaledMeanReading, RescaledMeanResult } from "./rescaled-mean.ts";
export { bottomBox } from "./bottom-box.ts";
export type { BottomBoxOptions, BottomBoxReading, BottomBoxResult } from "./bottom-box.ts";
export { netSatisfaction } from "./net-satisfaction.ts";
export type {
  NetSatisfactionOptions,
  NetSatisfactionReading,
  NetSatisfactionResult,
} from "./net-satisfaction.ts";
export type { NetPoints } from "./net-box.ts";
export { perceptionGap } from "./perception-gap.ts";
export type { PerceptionGapOptions, PerceptionGapResult } from "./perception-gap.ts";
export { sentimentIndex } from "./sentiment-index.ts";
export type { Sentiment, SentimentCounts, SentimentResult } from "./sentiment-index.ts";
export type { CountedRatings, RatingScale } from "./count-ratings.ts";
export type { Ratings } from "./counted-ratings.ts";
export type { EstimateIn, ScoreOptions, ScoreResult } from "./score-result.ts";
export type { Direction } from "./top-box.ts";

// Usability and product
export { sus } from "./sus.ts";
export type { SusOptions, SusResult } from "./sus.ts";
export { imputeMidpoint, susScore } from "./sus-score.ts";
export type { MissingItemPolicy, SusItems, SusScore, SusWording } from "./sus-score.ts";
export { susAdjective, susGrade } from "./sus-grade.ts";
export type { SusAdjective, SusGrade } from "./sus-grade.ts";
export { umuxLite } from "./umux-lite.ts";
export type { UmuxLiteItems, UmuxLiteOptions, UmuxLiteReading, UmuxLiteResult } from "./umux-lite.ts";
export { productMarketFit } from "./product-market-fit.ts";
export type {
  Disappointment,
  DisappointmentCounts,
  ProductMarketFitOptions,
  ProductMarketFitResult,
} from "./product-market-fit.ts";

// Service and fieldwork
export { firstContactResolution } from "./first-contact-resolution.ts";
export type { FirstContactResolutionResult, ResolutionCounts } from "./first-contact-resolution.ts";
export type { YesNo } from "./share-result.ts";
export {
  contactRate1,
  contactRate2,
  contactRate3,
  cooperationRate1,
  cooperationRate2,
  cooperationRate3,
  cooperationRate4,
  estimatedEligibility,
  refusalRate1,
  refusalRate2,
  refusalRate3,
  responseRate1,
  responseRate2,
  responseRate3,
  responseRate4,
  responseRate5,
  responseRate6,
} from "./outcome-rates.ts";
export type { Dispositions, EligibilityOptions, OutcomeRate, OutcomeRateOptions } from "./outcome-rates.ts";
export { breakOffRate, completionRate, itemCompletionRate } from "./completion-rate.ts";
export type {
  CompletionRateOptions,
  DirectedShare,
  ItemTally,
  StartedAndCompleted,
} from "./completion-rate.ts";

// Customers and revenue kept
export { churnRate, retentionRate } from "./churn.ts";
export type { ChurnOptions, ChurnResult, CustomerCohort, DerivedValue } from "./churn.ts";
export { grossRevenueRetention, netRevenueRetention } from "./revenue-retention.ts";
export type {
  AccountRevenue,
  GrossRevenueRetentionOptions,
  RevenueRetentionOptions,
  RevenueRetentionResult,
} from "./revenue-retention.ts";

// Several metrics or channels at once
export { deltaComposite, moverComposite } from "./composite-interval.ts";
export type { CompositeInterval, WeightedPart } from "./composite-interval.ts";
export { healthScore, healthScoreOfRows } from "./health-score.ts";
export type {
  HealthComponent,
  HealthPart,
  HealthScaling,
  HealthScoreOptions,
  HealthScoreResult,
  RowHealthScoreOptions,
} from "./health-score.ts";
export { channelConsistency } from "./channel-consistency.ts";
export type { ChannelConsistency } from "./channel-consistency.ts";

// The same, foldable over tallies
export { npsMetric } from "./nps-metric.ts";
export { csatMetric, topBoxMetric } from "./csat.ts";
export type { CsatMetricOptions } from "./csat.ts";
export { cesMetric, easyMetric, netEaseMetric } from "./ces.ts";
export type { CesMetricOptions } from "./ces.ts";
export { meanMetric } from "./rating-mean.ts";
export type { MeanMetricOptions } from "./rating-mean.ts";
export { enpsMetric } from "./enps.ts";
export { recodedNpsMetric } from "./recoded-nps.ts";
export { rescaledMeanMetric } from "./rescaled-mean.ts";
export { bottomBoxMetric } from "./bottom-box.ts";
export type { BottomBoxMetricOptions } from "./bottom-box.ts";
export { netSatisfactionMetric } from "./net-satisfaction.ts";
export type { NetSatisfactionMetricOptions } from "./net-satisfaction.ts";
export { sentimentIndexMetric } from "./sentiment-index.ts";
export { susMetric } from "./sus.ts";
export { umuxLiteMetric } from "./umux-lite.ts";
export { productMarketFitMetric } from "./product-market-fit.ts";
export { firstContactResolutionMetric } from "./first-contact-resolution.ts";
export { churnRateMetric } from "./churn.ts";
export { scoreMetric } from "./score-metric.ts";
export type { ScoreIntervalId, ScoreMetricData } from "./score-metric.ts";
export type { ScaleMetric, ScaleMetricOptions } from "./scale-metric.ts";
export type { CompareOptions, EffectSize, ScoreEstimateOptions } from "./score-estimate.ts";
export type { ScoreSample } from "./score-sample.ts";

// Sampling designs
export { designEstimate } from "./design-estimate.ts";
export type { DesignEstimateOptions, DesignMetricEstimate } from "./design-estimate.ts";

// Tallies
export { rejectedValues } from "./rejected-values.ts";
export type { RejectedValue } from "./rejected-values.ts";
export { tallyOf } from "./tally-of.ts";
export type { TallyOptions, WeightedAnswer } from "./tally-of.ts";
export { pairTallyOf } from "./pair-tally-of.ts";

// Differences
export { difference } from "./difference.ts";
export { greater, less } from "./one-sided.ts";
export type { OneSided } from "./one-sided.ts";
export type { MeanUnit, ScoredMetric, ScoredResult } from "./difference.ts";
export { overlappingDifference, pairedDifference } from "./paired-difference.ts";
export type { PairedComparison, PairedDifferenceMethod, PairedOptions } from "./paired-difference.ts";
export { cliffsDeltaEffect, cohensHEffect, hedgesGEffect } from "./effect-size.ts";
export { equivalence, nonInferiority } from "./equivalence.ts";
export type {
  EquivalenceComparison,
  MarginTest,
  MarginTestOptions,
  NonInferiorityComparison,
} from "./equivalence.ts";
export { targetTest } from "./target-test.ts";
export type { TargetTest, TargetTestOptions } from "./target-test.ts";
export { probabilityAbove } from "./probability-above.ts";
export type { ProbabilityAbove } from "./probability-above.ts";
export { unitEstimates } from "./unit-estimates.ts";
export type { UnitEstimate, UnitEstimates } from "./unit-estimates.ts";
export { trend } from "./trend.ts";
export type { Trend, TrendOptions } from "./trend.ts";
export { allPairs, compareGroups, eachAgainstRest } from "./compare-groups.ts";
export type {
  CompareGroupsOptions,
  GroupComparison,
  GroupPair,
  GroupPairs,
  GroupsCompared,
  OverallTest,
} from "./compare-groups.ts";
export type {
  DifferenceMethod,
  MeanDifferenceMethod,
  NetDifferenceMethod,
  ShareDifferenceMethod,
} from "./score-kind.ts";
export { adjustComparisons } from "./adjust-comparisons.ts";
export type { PValueAdjustment } from "./adjust-comparisons.ts";
