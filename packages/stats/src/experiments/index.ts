/**
 * Experiments: fixed horizon, always valid and group sequential, with variance reduction and checks of the split.
 *
 * @packageDocumentation
 */

// what an arm shows
export { meanArm } from "./mean-arm.ts";
export { netArm } from "./net-arm.ts";
export { proportionArm } from "./proportion-arm.ts";
export { ratioArm } from "./ratio-arm.ts";
export type { ArmEstimate } from "./arm-estimate.ts";

// one look at the end
export { experimentDifference } from "./experiment-difference.ts";
export { type RelativeLift, fiellerLift, relativeLift, welchLift } from "./relative-lift.ts";
export { cupedDifference, pooledCoefficients, withinArmCoefficients } from "./cuped-difference.ts";
export type { CenteredArm, CupedArm, CupedCoefficients, CupedDifference } from "./cuped-difference.ts";
export { type DifferencePrior, type ExpectedLoss, expectedLoss } from "./expected-loss.ts";

// the check of the split
export { type SampleRatioTest, sampleRatioTest } from "./sample-ratio-test.ts";

// looking at any time
export { confidenceSequence, sequentialDifference, sequentialLift } from "./confidence-sequence.ts";
export type { SequenceOptions, SequentialEstimate } from "./confidence-sequence.ts";
export { type MixtureSprt, mixtureSprt } from "./mixture-sprt.ts";
export { alwaysValidPValues } from "./always-valid-p-values.ts";

// a planned number of looks
export { obrienFlemingBounds, pocockBounds, spendingBounds } from "./group-sequential-bounds.ts";
export type { GroupSequentialDesign, Looks } from "./group-sequential-bounds.ts";
export { obrienFlemingSpending, pocockSpending, powerSpending } from "./spending-functions.ts";
export type { SpendingFunction } from "./spending-functions.ts";
export { groupSequentialPower, sampleSizeInflation } from "./group-sequential-power.ts";
export type { GroupSequentialPower } from "./group-sequential-power.ts";
export { type StagewiseEstimate, stagewiseInterval } from "./stagewise-interval.ts";

// what these speak of
export type { DifferenceTest } from "../differences/difference-test.ts";
export type { Alternative, TestResult } from "../hypothesis-tests/test-result.ts";
export type { Interval } from "../interval.ts";
export type { NetCounts } from "../intervals/net-interval.ts";
