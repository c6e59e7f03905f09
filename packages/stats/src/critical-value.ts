import { uncheckedNormalSurvivalQuantile } from "./distributions/normal-quantile.ts";
import { outerStudentTQuantile } from "./distributions/student-t.ts";

/**
 * How many standard errors a two-sided normal interval of this level reaches to either side: 1.96 at 0.95.
 *
 * From the tail that is left out, which keeps its digits at levels next to 1, where a quantile of (1 + level) / 2 loses them.
 *
 * @param caller the function that errors name: the one to which the level was passed
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source As `normalQuantile` of `@cxkit/stats/distributions`
 * @example normalCriticalValue("myInterval", 0.95).toFixed(4) // => "1.9600"
 */
export function normalCriticalValue(caller: string, confidenceLevel: number): number {
  // What `requireLevel` asks, here without a call: a bundle with `nps` alone then does without that, and stays under its kilobyte.
  if (confidenceLevel > 0 && confidenceLevel < 1)
    return uncheckedNormalSurvivalQuantile((1 - confidenceLevel) / 2);
  throw new RangeError(`${caller} requires 0 < confidenceLevel < 1, got ${confidenceLevel}`);
}

/**
 * The same for Student's t: 2.26 at 0.95 and 9 degrees of freedom.
 *
 * @param caller the function that errors name
 * @param confidenceLevel strictly between 0 and 1
 * @param degreesOfFreedom any number, fractions welcome
 * @returns `Infinity` at zero degrees of freedom or fewer, where nothing is known
 * @throws {RangeError} when the level is not strictly between 0 and 1 or the degrees of freedom are NaN
 * @source As `studentTQuantile` of `@cxkit/stats/distributions`
 * @example studentTCriticalValue("myInterval", 0.95, 9).toFixed(4) // => "2.2622"
 */
export function studentTCriticalValue(
  caller: string,
  confidenceLevel: number,
  degreesOfFreedom: number,
): number {
  requireLevel(caller, confidenceLevel);
  if (Number.isNaN(degreesOfFreedom)) throw new RangeError(`${caller} requires degreesOfFreedom, got NaN`);
  return uncheckedStudentTCriticalValue(confidenceLevel, degreesOfFreedom);
}

/** The same of a level that has been checked. */
export function uncheckedStudentTCriticalValue(confidenceLevel: number, degreesOfFreedom: number): number {
  return degreesOfFreedom > 0 ? outerStudentTQuantile((1 - confidenceLevel) / 2, degreesOfFreedom) : Infinity;
}

/**
 * Stops at 95, 1 or 0 in place of 0.95.
 *
 * @param caller the function that the error names
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @example requireLevel("myInterval", 0.95) // => undefined
 */
export function requireLevel(caller: string, confidenceLevel: number): void {
  // Thrown here and not by `requireDomain`: a bundle with a score alone then does without that.
  if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
    throw new RangeError(`${caller} requires 0 < confidenceLevel < 1, got ${confidenceLevel}`);
  }
}
