import type { Interval } from "../interval.ts";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import { upperStudentTTail } from "../distributions/student-t.ts";

/** A difference between two independent samples, A minus B, with its interval and two-sided test. */
export interface DifferenceTest {
  /** Observed difference, without any adjustment. */
  readonly difference: number;
  /** Confidence limits of the difference. */
  readonly interval: Interval;
  /** Standard error behind the interval, in the unit of the difference. */
  readonly standardError: number;
  /** Test statistic; positive when A is higher. */
  readonly statistic: number;
  /** Degrees of freedom of a t test. */
  readonly degreesOfFreedom?: number;
  /** Two-sided probability of a statistic at least as extreme if the two populations did not differ. */
  readonly pValue: number;
  /** How the interval was made, e.g. "adjusted-wald". */
  readonly method: string;
  /** Which test the p-value belongs to, e.g. "adjusted-wald-z", "pooled-z", "welch-t". */
  readonly test: string;
}

/** Two-sided p-value of a standard normal statistic, from the tail so that small ones keep their digits. */
export function twoSidedNormalPValue(z: number): number {
  return 2 * normalSurvival(Math.abs(z));
}

/**
 * A difference with the two-sided p-value of its statistic by Student's t; without degrees of freedom by the normal
 * distribution, its limit, so that a bundle with both kinds of test carries one tail.
 */
export function testedDifference(
  difference: number,
  interval: Interval,
  standardError: number,
  statistic: number,
  method: string,
  test: string,
  degreesOfFreedom?: number,
): DifferenceTest {
  return {
    difference,
    interval,
    standardError,
    statistic,
    ...(degreesOfFreedom && { degreesOfFreedom }),
    pValue: 2 * upperStudentTTail(Math.abs(statistic), degreesOfFreedom ?? Infinity),
    method,
    test,
  };
}
