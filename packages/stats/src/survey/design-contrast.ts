import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { designTLimits } from "./design-base.ts";
import type { DesignMeans } from "./design-mean.ts";

/** A sum of means, each times a coefficient. */
export interface DesignContrast {
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** The smallest of the means'. */
  readonly degreesOfFreedom: number;
  readonly confidenceLevel: number;
  readonly method: string;
}

/**
 * A sum of means times coefficients, with the standard error that their covariances make: 1 and −1 for a difference, of
 * domains, of items, or of a domain and the whole that it is part of.
 *
 * @param means from `designMeans`
 * @param coefficients one for each mean, finite
 * @throws {RangeError} when there is not one finite coefficient for each mean
 * @source Lumley (2010), Complex Surveys, Wiley, 2.4
 * @example
 * import { designMeans, surveyDesign } from "@cxkit/stats/survey";
 * designContrast(designMeans(surveyDesign({ rows: 3 }), [{ values: [1, 2, 6] }, { values: [0, 2, 4] }]), [1, -1]).standardError.toFixed(4) // => "0.5774"
 */
export function designContrast(
  { estimates, covariance }: DesignMeans,
  coefficients: readonly number[],
  options: { readonly confidenceLevel?: number } = {},
): DesignContrast {
  const { confidenceLevel = 0.95 } = options;
  requireDomain(
    coefficients.length === estimates.length && coefficients.every(Number.isFinite),
    `designContrast requires a finite coefficient for each of ${estimates.length} means`,
    coefficients.join(", ") || "none",
  );
  requireDomain(
    covariance.length === estimates.length &&
      covariance.every((row) => row.length === estimates.length && Array.from(row).every(Number.isFinite)),
    `designContrast requires finite covariances of ${estimates.length} means`,
    covariance.map((row) => Array.from(row).join(", ")).join("; ") || "none",
  );
  let value = 0;
  let variance = 0;
  coefficients.forEach((left, i) => {
    value += left * estimates[i]!.value;
    coefficients.forEach((right, j) => (variance += left * right * covariance[i]![j]!));
  });
  requireDomain(
    Number.isFinite(value) && variance < Infinity,
    "designContrast requires coefficients with a finite contrast",
    coefficients.join(", "),
  );
  const standardError = Math.sqrt(Math.max(0, variance));
  const degreesOfFreedom = Math.min(...estimates.map((estimate) => estimate.degreesOfFreedom));
  return {
    value,
    standardError,
    interval: designTLimits("designContrast", value, standardError, confidenceLevel, degreesOfFreedom),
    degreesOfFreedom,
    confidenceLevel,
    method: "design-t",
  };
}
