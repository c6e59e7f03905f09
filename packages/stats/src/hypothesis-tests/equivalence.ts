import { requireLevel } from "../critical-value.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { netDifference } from "../differences/net-difference.ts";
import { proportionDifferenceMiettinenNurminen } from "../differences/proportion-difference-score.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import type { NetCounts } from "../intervals/net-interval.ts";
import { miettinenNurminenTest } from "./miettinen-nurminen-test.ts";
import type { Sample } from "./sample.ts";
import { finiteRatio, normalPValue, studentTPValue } from "./tail-probability.ts";
import { welchT } from "./two-sample-t.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** A difference with its standard error, however it was estimated. */
export interface EstimatedDifference {
  readonly estimate: number;
  /** Above 0. */
  readonly standardError: number;
  /** Degrees of freedom of the standard error; the normal distribution where there are none. */
  readonly degreesOfFreedom?: number;
}

/** Differences too small to matter, in the unit of the difference: low < high. */
export interface EquivalenceMargins {
  readonly low: number;
  readonly high: number;
}

/** Two one-sided tests of a difference against margins. */
export interface EquivalenceResult {
  readonly test: string;
  /** Observed difference, first minus second. */
  readonly estimate: number;
  readonly margins: EquivalenceMargins;
  /** One-sided p-value against "the difference is at or below the lower margin". */
  readonly lowerPValue: number;
  /** One-sided p-value against "the difference is at or above the upper margin". */
  readonly upperPValue: number;
  /** The larger of the two: that of equivalence. */
  readonly pValue: number;
  /** Interval at level 2·confidenceLevel − 1: inside the margins exactly when equivalence is shown. */
  readonly interval: Interval;
  readonly intervalConfidenceLevel: number;
  /** "equivalent": shown to be within the margins; "different": shown to be outside; otherwise "undecided". */
  readonly conclusion: "equivalent" | "different" | "undecided";
}

/** How sure a conclusion about margins must be. */
export interface MarginOptions {
  /** 1 minus the chance of a wrong conclusion of each one-sided test, above 0.5 and below 1; 0.95 unless told. */
  readonly confidenceLevel?: number;
}

/**
 * Equivalence test by two one-sided tests (TOST): is the difference between two things too small to matter? A large p-value
 * of an ordinary test does not show that; this does.
 *
 * Assumes an estimate that is close to normal. {@link meanEquivalence}, {@link proportionEquivalence} and
 * {@link netEquivalence} start from the data.
 *
 * @param difference estimate and standard error
 * @param margins differences too small to matter, set before looking at the data
 * @param options confidence level
 * @throws {RangeError} when the estimate is not finite, the standard error or degrees of freedom not above 0, the margins not
 *   rising, or the level not above 0.5 and below 1
 * @source Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach …, Journal of
 *   Pharmacokinetics and Biopharmaceutics 15(6) 657–680
 * @example equivalence({ estimate: 1, standardError: 2 }, { low: -5, high: 5 }).conclusion // => "equivalent"
 */
export function equivalence(
  difference: EstimatedDifference,
  margins: EquivalenceMargins,
  { confidenceLevel = 0.95 }: MarginOptions = {},
): EquivalenceResult {
  requireMargins("equivalence", margins, confidenceLevel);
  return equivalenceOf("equivalence", "tost", difference, margins, confidenceLevel);
}

/**
 * Equivalence of two means by Welch's t.
 *
 * @param a first sample, at least two values
 * @param b second sample, at least two values; one of the two varies
 * @param margins differences of the means too small to matter, in scale points
 * @param options confidence level
 * @throws {RangeError} as {@link welchT} and {@link equivalence} do
 * @source Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15(6) 657–680; Welch (1947)
 * @example meanEquivalence([4, 5, 3, 5, 4], [4, 4, 5, 4, 4, 5], { low: -1, high: 1 }).pValue.toFixed(4) // => "0.0435"
 */
export function meanEquivalence(
  a: Sample,
  b: Sample,
  margins: EquivalenceMargins,
  { confidenceLevel = 0.95 }: MarginOptions = {},
): EquivalenceResult {
  requireMargins("meanEquivalence", margins, confidenceLevel);
  const difference = inTheNameOf("meanEquivalence", () => welchT(a, b));
  return equivalenceOf("meanEquivalence", "tost-welch-t", difference, margins, confidenceLevel);
}

/**
 * Equivalence of two net shares (NPS) by the adjusted Wald statistic of `netDifference`.
 *
 * @param a responses of the first sample by class
 * @param b responses of the second sample by class
 * @param margins differences of the net shares too small to matter, on their −2…2 scale: 5 NPS points are 0.05
 * @param options confidence level
 * @throws {RangeError} as `netDifference` and {@link equivalence} do
 * @source Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15(6) 657–680; Agresti and Caffo (2000)
 * @example netEquivalence({ favorable: 600, neutral: 250, unfavorable: 150 }, { favorable: 590, neutral: 260, unfavorable: 150 }, { low: -0.1, high: 0.1 }).conclusion // => "equivalent"
 */
export function netEquivalence(
  a: NetCounts,
  b: NetCounts,
  margins: EquivalenceMargins,
  { confidenceLevel = 0.95 }: MarginOptions = {},
): EquivalenceResult {
  requireMargins("netEquivalence", margins, confidenceLevel);
  const { difference, statistic, standardError } = inTheNameOf("netEquivalence", () => netDifference(a, b));
  const adjusted = { estimate: statistic * standardError, standardError };
  return {
    ...equivalenceOf("netEquivalence", "tost-adjusted-wald", adjusted, margins, confidenceLevel),
    estimate: difference,
  };
}

/**
 * Equivalence of two proportions by the score tests of Miettinen and Nurminen at both margins.
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample
 * @param margins differences of the shares too small to matter, strictly between −1 and 1
 * @param options confidence level
 * @throws {RangeError} as {@link miettinenNurminenTest} and {@link equivalence} do
 * @source Farrington and Manning (1990), Test statistics and sample size formulae for comparative binomial trials with null
 *   hypothesis of non-zero risk difference, Statistics in Medicine 9(12) 1447–1454
 * @example proportionEquivalence({ successes: 410, trials: 500 }, { successes: 405, trials: 500 }, { low: -0.05, high: 0.05 }).pValue.toFixed(4) // => "0.0521"
 */
export function proportionEquivalence(
  a: ProportionCounts,
  b: ProportionCounts,
  margins: EquivalenceMargins,
  { confidenceLevel = 0.95 }: MarginOptions = {},
): EquivalenceResult {
  const caller = "proportionEquivalence";
  requireMargins(caller, margins, confidenceLevel);
  for (const margin of [margins.low, margins.high])
    requireDomain(Math.abs(margin) < 1, `${caller} requires margins strictly within −1…1`, margin);
  const lower = inTheNameOf(caller, () =>
    miettinenNurminenTest(a, b, { nullDifference: margins.low, alternative: "greater" }),
  );
  const upper = miettinenNurminenTest(a, b, { nullDifference: margins.high, alternative: "less" });
  const intervalConfidenceLevel = 2 * confidenceLevel - 1;
  const { interval } = proportionDifferenceMiettinenNurminen(a, b, intervalConfidenceLevel);
  return concluded(
    "tost-miettinen-nurminen",
    lower.difference,
    margins,
    lower.pValue,
    upper.pValue,
    interval,
    confidenceLevel,
  );
}

function equivalenceOf(
  caller: string,
  test: string,
  difference: EstimatedDifference,
  margins: EquivalenceMargins,
  confidenceLevel: number,
): EquivalenceResult {
  const { estimate, standardError, degreesOfFreedom } = difference;
  requireDomain(
    Number.isFinite(estimate) && standardError > 0 && standardError < Infinity,
    `${caller} requires a finite estimate and standard error > 0`,
    `${estimate} and ${standardError}`,
  );
  const lower = marginPValue((estimate - margins.low) / standardError, degreesOfFreedom, "greater");
  const upper = marginPValue((estimate - margins.high) / standardError, degreesOfFreedom, "less");
  const interval = oneSidedLimits(difference, confidenceLevel);
  return concluded(test, estimate, margins, lower, upper, interval, confidenceLevel);
}

/** Limits that each miss the difference with a chance of 1 − confidenceLevel. */
export function oneSidedLimits(difference: EstimatedDifference, confidenceLevel: number): Interval {
  const { estimate, standardError, degreesOfFreedom } = difference;
  const tail = 1 - confidenceLevel;
  const quantile =
    degreesOfFreedom === undefined ? normalQuantile(tail) : studentTQuantile(tail, degreesOfFreedom);
  const margin = Math.min(-quantile * standardError, Number.MAX_VALUE);
  return { low: estimate - margin, high: estimate + margin };
}

/** One-sided p-value of a standardized distance from a margin. */
export function marginPValue(
  distance: number,
  degreesOfFreedom: number | undefined,
  alternative: "greater" | "less",
): number {
  const statistic = finiteRatio(distance, 1);
  return degreesOfFreedom === undefined
    ? normalPValue(statistic, alternative)
    : studentTPValue(statistic, degreesOfFreedom, alternative);
}

/** Stops at a level that leaves no interval, as 0.05 does. */
export function requireMarginLevel(caller: string, confidenceLevel: number): void {
  requireLevel(caller, confidenceLevel);
  requireDomain(confidenceLevel > 0.5, `${caller} requires confidenceLevel > 0.5`, confidenceLevel);
}

function requireMargins(caller: string, { low, high }: EquivalenceMargins, confidenceLevel: number): void {
  requireDomain(
    low < high && Number.isFinite(low) && Number.isFinite(high),
    `${caller} requires finite margins with low < high`,
    `${low} and ${high}`,
  );
  requireMarginLevel(caller, confidenceLevel);
}

function concluded(
  test: string,
  estimate: number,
  margins: EquivalenceMargins,
  lowerPValue: number,
  upperPValue: number,
  interval: Interval,
  confidenceLevel: number,
): EquivalenceResult {
  const limit = 1 - confidenceLevel;
  const pValue = Math.max(lowerPValue, upperPValue);
  const outside = interval.high < margins.low || interval.low > margins.high;
  return {
    test,
    estimate,
    margins,
    lowerPValue,
    upperPValue,
    pValue,
    interval,
    intervalConfidenceLevel: 2 * confidenceLevel - 1,
    conclusion: pValue < limit ? "equivalent" : outside ? "different" : "undecided",
  };
}
