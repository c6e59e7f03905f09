import { normalSurvival } from "../distributions/normal-distribution.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { requireDomain } from "../domain.ts";
import type { Alternative, TestOptions } from "./test-result.ts";

/** The alternative asked for. Stops at a misspelt one: it would silently be another test. */
export function alternativeOf(caller: string, { alternative = "two-sided" }: TestOptions = {}): Alternative {
  requireDomain(
    alternative === "two-sided" || alternative === "greater" || alternative === "less",
    `${caller} requires alternative "two-sided", "greater" or "less"`,
    alternative,
  );
  return alternative;
}

/** P-value of a standard normal statistic, from the tail. */
export function normalPValue(z: number, alternative: Alternative): number {
  return symmetricPValue(z, alternative, normalSurvival);
}

/** P-value of a t statistic, from the tail. */
export function studentTPValue(t: number, degreesOfFreedom: number, alternative: Alternative): number {
  return symmetricPValue(t, alternative, (value) => studentTSurvival(value, degreesOfFreedom));
}

/** P-value from the chances of at most and of at least what was seen; two-sided, twice the smaller. */
export function exactPValue(atMost: number, atLeast: number, alternative: Alternative): number {
  if (alternative === "greater") return Math.min(1, atLeast);
  if (alternative === "less") return Math.min(1, atMost);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** A quotient that is 0 where both parts are, and the largest double in place of infinity. */
export function finiteRatio(numerator: number, denominator: number): number {
  if (numerator === 0) return 0;
  const ratio = numerator / denominator;
  return Number.isFinite(ratio) ? ratio : Math.sign(numerator) * Number.MAX_VALUE;
}

function symmetricPValue(
  statistic: number,
  alternative: Alternative,
  survival: (value: number) => number,
): number {
  if (alternative === "greater") return survival(statistic);
  if (alternative === "less") return survival(-statistic);
  return Math.min(1, 2 * survival(Math.abs(statistic)));
}
