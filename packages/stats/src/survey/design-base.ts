import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { studentTCriticalValue } from "../critical-value.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** What estimates of a design take. */
export interface DesignOptions {
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** Which rows are asked about; the others stay in the variance, as they must. Default: all. */
  readonly domain?: (row: number) => boolean;
}

/** An estimate of a sampling design. */
export interface DesignEstimate {
  readonly value: number;
  /** Linearised; knows about strata, clusters, finite populations and calibration. */
  readonly standardError: number;
  readonly interval: Interval;
  /** Number of rows it rests on. */
  readonly n: number;
  /**
   * Variance relative to that of as many equally weighted independent rows, drawn with replacement; null where there is no
   * variation to compare with.
   */
  readonly designEffect: number | null;
  /** n / design effect; Kish's effective base where that is null. */
  readonly effectiveN: number;
  /** Clusters minus strata, counting those with rows of the domain. */
  readonly degreesOfFreedom: number;
  readonly confidenceLevel: number;
  /** How the interval was made. */
  readonly method: string;
}

/** The rows that an estimate rests on. */
export interface DesignBase {
  /** 1 for rows in the base, otherwise 0. */
  readonly within: Uint8Array;
  readonly n: number;
  /** Sum of their weights. */
  readonly total: number;
  /** Kish's effective base. */
  readonly kish: number;
  readonly degreesOfFreedom: number;
}

/** Rows of the domain that have every value; `null` and `undefined` are item nonresponse. */
export function designBase(
  caller: string,
  { rows, weights, clusterOf, stratumOf, strata }: SurveyDesign,
  columns: readonly ArrayLike<number | null | undefined>[],
  domain: DesignOptions["domain"],
): DesignBase {
  const within = new Uint8Array(rows).fill(1);
  for (const column of columns) {
    requireDomain(
      column.length === rows,
      `${caller} requires a value or null for each of ${rows} rows`,
      column.length,
    );
    for (let row = 0; row < rows; row++) {
      const value = column[row];
      if (value === null || value === undefined) within[row] = 0;
      else
        requireDomain(
          Number.isFinite(value) && Math.abs(value) < 1e150,
          `${caller} requires finite values (below 1e150) or null`,
          `${value} at ${row}`,
        );
    }
  }
  const clusters = new Uint8Array(stratumOf.length);
  let n = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    if (domain && !domain(row)) within[row] = 0;
    if (!within[row]) continue;
    n += 1;
    total += weights[row]!;
    clusters[clusterOf[row]!] = 1;
  }
  requireDomain(n > 1, `${caller} requires at least 2 rows with values in the domain`, n);
  requireDomain(total > 0, `${caller} requires weights in the domain that sum to more than 0`, total);
  const reached = strata.map(() => 0);
  clusters.forEach((has, cluster) => {
    if (has) reached[stratumOf[cluster]!] = 1;
  });
  const degreesOfFreedom =
    clusters.reduce((sum, has) => sum + has, 0) - reached.reduce((sum, has) => sum + has, 0);
  let squares = 0;
  for (let row = 0; row < rows; row++) if (within[row]) squares += (weights[row]! / total) ** 2;
  return { within, n, total, kish: 1 / squares, degreesOfFreedom };
}

/** Weighted mean over a base, and the variance between its rows with divisor n − 1. */
export function designMoments(
  { weights }: SurveyDesign,
  { within, n, total }: DesignBase,
  values: ArrayLike<number | null | undefined>,
): { readonly mean: number; readonly variance: number } {
  const first = values[within.indexOf(1)]!;
  // From the first value on: rows that are all alike give it exactly.
  let shift = 0;
  for (let pass = 0; pass < 2; pass++) {
    let sum = 0;
    for (let row = 0; row < within.length; row++) {
      if (within[row]) sum += weights[row]! * (values[row]! - first - shift);
    }
    shift += sum / total;
  }
  const mean = first + shift;
  let squares = 0;
  for (let row = 0; row < within.length; row++) {
    if (within[row]) squares += (weights[row]! / total) * (values[row]! - mean) ** 2;
  }
  return { mean, variance: (Math.max(0, squares) * n) / (n - 1) };
}

/** value ± t · standard error. */
export function designTLimits(
  caller: string,
  value: number,
  standardError: number,
  confidenceLevel: number,
  degreesOfFreedom: number,
): Interval {
  requireDegrees(caller, degreesOfFreedom);
  const margin = studentTCriticalValue(caller, confidenceLevel, degreesOfFreedom) * standardError;
  return { low: value - margin, high: value + margin };
}

/** An estimate with its t interval, and what it cost. `simpleVariance` is that of independent, equally weighted rows. */
export function designEstimate(
  caller: string,
  base: DesignBase,
  estimate: { readonly value: number; readonly standardError: number; readonly simpleVariance: number },
  { confidenceLevel = 0.95 }: DesignOptions,
): DesignEstimate {
  const { value, standardError, simpleVariance } = estimate;
  const designEffect = simpleVariance > 0 ? standardError * (standardError / simpleVariance) : null;
  return {
    value,
    standardError,
    interval: designTLimits(caller, value, standardError, confidenceLevel, base.degreesOfFreedom),
    n: base.n,
    designEffect,
    effectiveN: designEffect !== null && designEffect > 0 ? base.n / designEffect : base.kish,
    degreesOfFreedom: base.degreesOfFreedom,
    confidenceLevel,
    method: "design-t",
  };
}

/** Stops where a domain lies in one cluster of each of its strata. */
export function requireDegrees(caller: string, degreesOfFreedom: number): void {
  requireDomain(
    degreesOfFreedom > 0,
    `${caller} requires a domain with two clusters in one of its strata`,
    `${degreesOfFreedom} degrees of freedom`,
  );
}
