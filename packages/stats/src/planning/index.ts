/**
 * How many answers are needed, and what a number of answers can show.
 *
 * @packageDocumentation
 */

// answers for a margin of error, and the margin of a number of answers
export { proportionMargin, proportionSampleSize } from "./proportion-sample-size.ts";
export type { ProportionExpectation } from "./proportion-sample-size.ts";
export { netMargin, netSampleSize } from "./net-sample-size.ts";
export type { NetExpectation, NetShares } from "./net-sample-size.ts";
export { meanMargin, meanSampleSize } from "./mean-sample-size.ts";
export type { MeanExpectation } from "./mean-sample-size.ts";
export type { MarginOfError, MarginPlan } from "./margin-plan.ts";

// the field: small populations, clusters, those who do not answer
export { requiredAnswers } from "./required-answers.ts";
export type { FieldConditions, FieldPlan } from "./required-answers.ts";
export { finitePopulationBase, finitePopulationCorrection } from "./finite-population.ts";
export { clusterDesignEffect } from "./cluster-design-effect.ts";

// power, answers and detectable difference of a comparison
export {
  arcsineProportionTest,
  pooledProportionTest,
  twoProportionsDetectable,
  twoProportionsPower,
  twoProportionsSampleSize,
  unpooledProportionTest,
} from "./two-proportions.ts";
export type { ProportionTest, TwoProportionsConditions, TwoProportionsPlan } from "./two-proportions.ts";
export { type ExactPower, twoProportionsExactPower } from "./two-proportions-exact-power.ts";
export { twoNetsDetectable, twoNetsPower, twoNetsSampleSize } from "./two-nets.ts";
export type { TwoNetsConditions, TwoNetsPlan } from "./two-nets.ts";
export {
  equivalencePower,
  equivalenceSampleSize,
  nonInferiorityPower,
  nonInferioritySampleSize,
} from "./equivalence-sample-size.ts";
export type { EquivalenceConditions, EquivalencePlan } from "./equivalence-sample-size.ts";
export { oneMeanDetectable, oneMeanPower, oneMeanSampleSize } from "./one-mean.ts";
export type { OneMeanConditions, OneMeanPlan } from "./one-mean.ts";
export { twoMeansDetectable, twoMeansPower, twoMeansSampleSize } from "./two-means.ts";
export type { TwoMeansConditions, TwoMeansPlan } from "./two-means.ts";
export { anovaDetectable, anovaPower, anovaSampleSize } from "./anova-power.ts";
export type { AnovaConditions, AnovaPlan } from "./anova-power.ts";
export { chiSquaredDetectable, chiSquaredPower, chiSquaredSampleSize } from "./chi-squared-power.ts";
export type { ChiSquaredConditions, ChiSquaredPlan } from "./chi-squared-power.ts";
export type { TestConditions, TestPlan, TwoGroupConditions } from "./test-plan.ts";

// what these speak of
export type { Alternative } from "../hypothesis-tests/test-result.ts";
export type { Interval } from "../interval.ts";
export type { NetCounts, NetInterval } from "../intervals/net-interval.ts";
export type { ProportionInterval } from "../intervals/proportion-interval.ts";
