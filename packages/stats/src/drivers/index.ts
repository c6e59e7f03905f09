/**
 * What goes with a score: regression, relative importance, and data for a priority chart.
 *
 * @packageDocumentation
 */

// regression
export { linearRegression } from "./linear-regression.ts";
export type { Coefficient, LinearRegression, PredictorCoefficient } from "./linear-regression.ts";
export { logisticRegression } from "./logistic-regression.ts";
export type { LogisticCoefficient, LogisticRegression } from "./logistic-regression.ts";
export type { PredictorRow } from "./complete-cases.ts";

// importance of predictors
export { shapleyImportance } from "./shapley-importance.ts";
export type { Importance, ImportanceMethod } from "./shapley-importance.ts";
export { relativeWeights } from "./relative-weights.ts";
export { firstAndLast } from "./first-and-last.ts";
export type { FirstAndLast } from "./first-and-last.ts";
export { importanceIntervals } from "./importance-intervals.ts";
export type { ImportanceWithIntervals } from "./importance-intervals.ts";

// charts and contrasts
export { penaltyReward } from "./penalty-reward.ts";
export type { PenaltyReward } from "./penalty-reward.ts";
export { priorityChart } from "./priority-chart.ts";
export type { PriorityChart, PriorityItem, Quadrant } from "./priority-chart.ts";

export type { Interval } from "../interval.ts";
