import { requireLevel } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import type { Posterior } from "./posterior.ts";

/**
 * Equal-tailed credible interval: the same probability lies below it as above it.
 *
 * Unlike {@link highestDensityInterval} it does not depend on the scale on which the quantity is written; it leaves out an
 * end of the scale even where that is the most probable value.
 *
 * @param posterior such as {@link betaPosterior}, {@link dirichletNetPosterior} and {@link betaDifference} give
 * @param confidenceLevel probability of the interval, strictly between 0 and 1
 * @returns limits in the unit of the quantity
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.3
 * @example
 * import { betaPosterior } from "@cxkit/stats/bayes";
 *
 * equalTailedInterval(betaPosterior(81, 100)).low.toFixed(4); // => "0.7249"
 */
export function equalTailedInterval(posterior: Posterior, confidenceLevel = 0.95): Interval {
  requireLevel("equalTailedInterval", confidenceLevel);
  const tail = (1 - confidenceLevel) / 2;
  return { low: posterior.quantile(tail), high: posterior.upperQuantile(tail) };
}
