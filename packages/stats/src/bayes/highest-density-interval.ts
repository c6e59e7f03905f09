import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { crossing } from "../intervals/crossing.ts";
import { equalTailedInterval } from "./equal-tailed-interval.ts";
import type { Posterior } from "./posterior.ts";

/**
 * Highest-density interval: the shortest interval of that probability. Every value in it is more probable than any
 * outside.
 *
 * Reaches to the end of the scale where the density does not fall towards it, as after ten answers of ten in the top box;
 * {@link equalTailedInterval} never does. Assumes one peak; a density with peaks at both ends (a share of which nearly nothing is known)
 * gets the shorter one-sided interval, of two equal ones the lower. Where the density is flat, the middle.
 *
 * @param posterior such as {@link betaPosterior}, {@link dirichletNetPosterior} and {@link betaDifference} give
 * @param confidenceLevel probability of the interval, strictly between 0 and 1
 * @returns limits in the unit of the quantity
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source Box and Tiao (1973), Bayesian Inference in Statistical Analysis, 2.8; both limits have the same density, found
 *   by Chandrupatla's method
 * @example
 * import { betaPosterior } from "@cxkit/stats/bayes";
 *
 * const everybody = betaPosterior(10, 10);
 * highestDensityInterval(everybody).low.toFixed(4); // => "0.8292"
 */
export function highestDensityInterval(posterior: Posterior, confidenceLevel = 0.95): Interval {
  requireLevel("highestDensityInterval", confidenceLevel);
  requireDomain(
    Number.isFinite(posterior.low) && Number.isFinite(posterior.high) && posterior.low < posterior.high,
    "highestDensityInterval requires a posterior with a finite low < high",
    `${posterior.low} and ${posterior.high}`,
  );
  const rest = 1 - confidenceLevel;
  const lowest = { low: posterior.low, high: posterior.upperQuantile(rest) };
  const highest = { low: posterior.quantile(rest), high: posterior.high };
  const steeper = ({ low, high }: Interval): number => {
    const [one, other] = [posterior.logDensity(low), posterior.logDensity(high)];
    return one === other ? 0 : one - other;
  };
  const reachesLow = steeper(lowest) > 0;
  const reachesHigh = steeper(highest) < 0;
  if (reachesLow && reachesHigh)
    return lowest.high - lowest.low <= (highest.high - highest.low) * (1 + 1e-12) ? lowest : highest;
  if (reachesLow) return lowest;
  if (reachesHigh) return highest;
  const middle = equalTailedInterval(posterior, confidenceLevel);
  if (steeper(middle) === 0) return middle;
  // From the end that is nearer to the answer, so that a small share keeps its digits.
  const fromHigh = steeper(middle) < 0;
  const withShare = (share: number): Interval => {
    if (share === 0) return fromHigh ? highest : lowest;
    const [below, above] = fromHigh ? [rest - share, share] : [share, rest - share];
    return { low: posterior.quantile(below), high: posterior.upperQuantile(above) };
  };
  return withShare(crossing((share) => steeper(withShare(share)), 0, rest / 2));
}
