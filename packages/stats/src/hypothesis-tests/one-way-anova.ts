import { fSurvival } from "../distributions/f-distribution.ts";
import { requireDomain } from "../domain.ts";
import { type Moments, type Sample, comparedMoments, sum } from "./sample.ts";
import type { TestResult } from "./test-result.ts";

/** An F test of several means. */
export interface AnovaResult extends TestResult {
  readonly degreesOfFreedom: number;
  readonly denominatorDegreesOfFreedom: number;
}

/** An F test of several means with how much of the variance is between them. */
export interface OneWayAnovaResult extends AnovaResult {
  /** Share of the sample's variance that is between groups, 0…1; grows with the number of groups by chance alone. */
  readonly etaSquared: number;
  /** The same for the population, nearly unbiased; can be a little below 0. */
  readonly omegaSquared: number;
}

/**
 * One-way analysis of variance: do several independent groups share one mean? With two groups it is {@link studentT}, and
 * like it needs equal variances: {@link welchAnova} does not and is the default.
 *
 * @param groups at least two samples, more answers than groups
 * @throws {RangeError} when there are fewer than two groups, no more answers than groups, or no group varies
 * @source Fisher (1925), Statistical Methods for Research Workers; Hays (1963), Statistics for Psychologists, for ω²
 * @example oneWayAnova([[7, 8, 6, 9, 7], [5, 6, 7, 5, 4, 6], [8, 9, 9, 7]]).pValue.toFixed(4) // => "0.0040"
 */
export function oneWayAnova(groups: readonly Sample[]): OneWayAnovaResult {
  requireGroups("oneWayAnova", groups);
  return { test: "one-way-anova", alternative: "two-sided", ...fOfGroups("oneWayAnova", groups) };
}

/**
 * Welch's analysis of variance: do several independent groups share one mean, when their variances differ? With two groups
 * it is {@link welchT}. The default for three means or more; {@link gamesHowell} then says which differ.
 *
 * @param groups at least two samples that each vary, so of at least two answers
 * @throws {RangeError} when there are fewer than two groups or one does not vary
 * @source Welch (1951), On the comparison of several mean values: an alternative approach, Biometrika 38(3/4) 330–336
 * @example welchAnova([[7, 8, 6, 9, 7], [5, 6, 7, 5, 4, 6], [8, 9, 9, 7]]).pValue.toFixed(4) // => "0.0102"
 */
export function welchAnova(groups: readonly Sample[]): AnovaResult {
  const caller = "welchAnova";
  const moments = varyingGroups(caller, groups);
  const weights = moments.map(({ n, variance }) => n / variance);
  const total = sum(weights);
  const center = sum(moments.map(({ mean }, i) => mean * ((weights[i] as number) / total)));
  const k = moments.length;
  const between = sum(moments.map(({ mean }, i) => (weights[i] as number) * (mean - center) ** 2)) / (k - 1);
  const spread = sum(moments.map(({ n }, i) => (1 - (weights[i] as number) / total) ** 2 / (n - 1)));
  const statistic = between / (1 + ((2 * (k - 2)) / (k * k - 1)) * spread);
  const degreesOfFreedom = k - 1;
  const denominatorDegreesOfFreedom = (k * k - 1) / (3 * spread);
  return {
    test: "welch-anova",
    alternative: "two-sided",
    statistic,
    degreesOfFreedom,
    denominatorDegreesOfFreedom,
    pValue: fSurvival(statistic, degreesOfFreedom, denominatorDegreesOfFreedom),
  };
}

/** Moments of groups that each vary: without, a group's variance says that its mean is known exactly. */
export function varyingGroups(caller: string, groups: readonly Sample[]): Moments[] {
  requireGroups(caller, groups);
  const { moments } = comparedMoments(caller, groups);
  moments.forEach(({ variance }, index) =>
    requireDomain(
      variance > 0,
      `${caller} requires groups that each vary`,
      `${variance} as variance at ${index}`,
    ),
  );
  return moments;
}

/** Stops at fewer than two groups. */
export function requireGroups(caller: string, groups: readonly unknown[]): void {
  requireDomain(groups.length > 1, `${caller} requires at least 2 groups`, groups.length);
}

/** The F ratio of groups, between over within. */
export function fOfGroups(
  caller: string,
  groups: readonly Sample[],
): Omit<OneWayAnovaResult, "test" | "alternative"> {
  const { moments, n, within, degreesOfFreedomWithin } = withinGroups(caller, groups);
  const center = sum(moments.map(({ mean, n: size }) => mean * (size / n)));
  const between = sum(moments.map(({ mean, n: size }) => size * (mean - center) ** 2));
  const degreesOfFreedom = moments.length - 1;
  const meanSquare = within / degreesOfFreedomWithin;
  const statistic = between / degreesOfFreedom / meanSquare;
  return {
    statistic,
    degreesOfFreedom,
    denominatorDegreesOfFreedom: degreesOfFreedomWithin,
    pValue: fSurvival(statistic, degreesOfFreedom, degreesOfFreedomWithin),
    etaSquared: between / (between + within),
    omegaSquared: (between - degreesOfFreedom * meanSquare) / (between + within + meanSquare),
  };
}

/** Moments of groups and the spread inside them, which must be more than rounding. */
export function withinGroups(caller: string, groups: readonly Sample[]) {
  const { moments, origin } = comparedMoments(caller, groups);
  const n = sum(moments.map((group) => group.n));
  const degreesOfFreedomWithin = n - moments.length;
  requireDomain(
    degreesOfFreedomWithin > 0,
    `${caller} requires more answers than groups`,
    `${n} in ${moments.length}`,
  );
  const within = sum(moments.map(({ squares }) => squares));
  const size = sum(moments.map(({ mean, n: answers }) => answers * (origin + mean) ** 2));
  requireDomain(
    within > 1e-28 * size,
    `${caller} requires a group that varies`,
    `squares ${within} within groups`,
  );
  return { moments, n, within, degreesOfFreedomWithin };
}
