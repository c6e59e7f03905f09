import { proportionDifferenceMiettinenNurminen } from "../differences/proportion-difference-score.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import {
  type EstimatedDifference,
  type MarginOptions,
  marginPValue,
  oneSidedLimits,
  requireMarginLevel,
} from "./equivalence.ts";
import { miettinenNurminenTest } from "./miettinen-nurminen-test.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** A one-sided test of a difference, new minus old with more being better, against the loss that would be accepted. */
export interface NonInferiorityResult {
  readonly test: string;
  /** Observed difference, new minus old. */
  readonly estimate: number;
  /** Largest loss that would be accepted, above 0. */
  readonly margin: number;
  /** One-sided p-value against "the loss is the margin or more". */
  readonly pValue: number;
  /** Interval at level 2·confidenceLevel − 1: above −margin exactly when non-inferiority is shown. */
  readonly interval: Interval;
  readonly intervalConfidenceLevel: number;
  /**
   * "superior": shown to be better; "non-inferior": shown to lose less than the margin; "inferior": shown to lose more;
   * otherwise "undecided".
   */
  readonly conclusion: "superior" | "non-inferior" | "inferior" | "undecided";
}

/**
 * Non-inferiority test: is the new thing, if worse at all, worse by less than a loss that would be accepted? One half of
 * {@link equivalence}. Works with any estimate: a difference of means from {@link welchT}, of net shares, of weighted scores.
 *
 * Assumes that more is better (else swap the two) and an estimate that is close to normal. Superiority may be claimed from
 * the same interval without a penalty.
 *
 * @param difference estimate of new minus old and its standard error
 * @param margin largest loss that would be accepted, above 0, set before looking at the data
 * @param options confidence level
 * @throws {RangeError} when the estimate is not finite, the standard error, degrees of freedom or margin not above 0, or the
 *   level not above 0.5 and below 1
 * @source Piaggio and others (2012), Reporting of noninferiority and equivalence randomized trials: extension of the CONSORT
 *   2010 statement, JAMA 308(24) 2594–2604
 * @example nonInferiority({ estimate: -1, standardError: 2 }, 5).conclusion // => "non-inferior"
 */
export function nonInferiority(
  difference: EstimatedDifference,
  margin: number,
  { confidenceLevel = 0.95 }: MarginOptions = {},
): NonInferiorityResult {
  const caller = "nonInferiority";
  requireMargin(caller, margin, confidenceLevel);
  const { estimate, standardError, degreesOfFreedom } = difference;
  requireDomain(
    Number.isFinite(estimate) && standardError > 0 && standardError < Infinity,
    `${caller} requires a finite estimate and standard error > 0`,
    `${estimate} and ${standardError}`,
  );
  const pValue = marginPValue((estimate + margin) / standardError, degreesOfFreedom, "greater");
  const interval = oneSidedLimits(difference, confidenceLevel);
  return concluded("non-inferiority", estimate, margin, pValue, interval, confidenceLevel);
}

/**
 * Non-inferiority of a share by the score test of Miettinen and Nurminen: is the new share, if lower at all, lower by less
 * than the margin?
 *
 * @param fresh successes and trials of the new thing
 * @param old successes and trials of the old
 * @param margin largest loss of share that would be accepted, strictly between 0 and 1
 * @param options confidence level
 * @throws {RangeError} unless 0 ≤ successes ≤ trials, trials > 0, 0 < margin < 1, and the level is above 0.5 and below 1
 * @source Farrington and Manning (1990), Test statistics and sample size formulae for comparative binomial trials with null
 *   hypothesis of non-zero risk difference, Statistics in Medicine 9(12) 1447–1454
 * @example proportionNonInferiority({ successes: 400, trials: 500 }, { successes: 405, trials: 500 }, 0.05).pValue.toFixed(4) // => "0.0556"
 */
export function proportionNonInferiority(
  fresh: ProportionCounts,
  old: ProportionCounts,
  margin: number,
  { confidenceLevel = 0.95 }: MarginOptions = {},
): NonInferiorityResult {
  requireMargin("proportionNonInferiority", margin, confidenceLevel);
  requireDomain(margin < 1, "proportionNonInferiority requires a margin below 1", margin);
  const { pValue, difference } = inTheNameOf("proportionNonInferiority", () =>
    miettinenNurminenTest(fresh, old, { nullDifference: -margin, alternative: "greater" }),
  );
  const { interval } = proportionDifferenceMiettinenNurminen(fresh, old, 2 * confidenceLevel - 1);
  return concluded(
    "non-inferiority-miettinen-nurminen",
    difference,
    margin,
    pValue,
    interval,
    confidenceLevel,
  );
}

function requireMargin(caller: string, margin: number, confidenceLevel: number): void {
  requireDomain(margin > 0 && margin < Infinity, `${caller} requires a finite margin > 0`, margin);
  requireMarginLevel(caller, confidenceLevel);
}

function concluded(
  test: string,
  estimate: number,
  margin: number,
  pValue: number,
  interval: Interval,
  confidenceLevel: number,
): NonInferiorityResult {
  const shown = pValue < 1 - confidenceLevel;
  return {
    test,
    estimate,
    margin,
    pValue,
    interval,
    intervalConfidenceLevel: 2 * confidenceLevel - 1,
    conclusion:
      shown && interval.low > 0
        ? "superior"
        : shown
          ? "non-inferior"
          : interval.high < -margin
            ? "inferior"
            : "undecided",
  };
}
