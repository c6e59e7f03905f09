import { requireDomain } from "./domain.ts";
import { upperNormalQuantile } from "./distributions/normal-quantile.ts";
import { upperStudentTQuantile } from "./distributions/student-t.ts";

/**
 * How many standard errors a two-sided normal interval of this level reaches to either side.
 * `caller` is the function named to whoever passes 95 or 1.
 */
export function normalCriticalValue(caller: string, confidenceLevel: number): number {
  requireLevel(caller, confidenceLevel);
  // From the tail: 1 - level keeps the digits that (1 + level) / 2 rounds away.
  return upperNormalQuantile((1 - confidenceLevel) / 2);
}

/** The same for Student's t; `Infinity` at zero degrees of freedom or fewer, where nothing is known. */
export function studentTCriticalValue(
  caller: string,
  confidenceLevel: number,
  degreesOfFreedom: number,
): number {
  requireLevel(caller, confidenceLevel);
  return degreesOfFreedom > 0 ? upperStudentTQuantile((1 - confidenceLevel) / 2, degreesOfFreedom) : Infinity;
}

/** Stops at 95, 1 or 0 in place of 0.95. */
export function requireLevel(caller: string, confidenceLevel: number): void {
  requireDomain(
    confidenceLevel > 0 && confidenceLevel < 1,
    `${caller} requires 0 < confidenceLevel < 1`,
    confidenceLevel,
  );
}
