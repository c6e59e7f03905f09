import type { Interval } from "../interval.ts";
import { requireDomain } from "../domain.ts";
import { linearRegression } from "./linear-regression.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** What low and high ratings of one item go with, against ratings in between. */
export interface PenaltyReward {
  /** Outcome with a low rating minus outcome with one in between: usually below 0. */
  readonly penalty: number;
  readonly penaltyInterval: Interval;
  /** Outcome with a high rating minus outcome with one in between: usually above 0. */
  readonly reward: number;
  readonly rewardInterval: Interval;
  /**
   * `basic`: only the penalty differs from 0, so the item can but disappoint; `excitement`: only the reward does;
   * `performance`: both do; `unclear`: neither interval excludes 0.
   */
  readonly kind: "basic" | "performance" | "excitement" | "unclear";
  /** Respondents with low, middle and high ratings, and those left out for a missing answer. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly n: number;
  readonly incomplete: number;
}

/**
 * Penalty–reward contrast: whether an item only disappoints when it is bad, only delights when it is good, or both. The
 * outcome is regressed on "rated low" and "rated high"; in between is the reference.
 *
 * Says what a straight line, as in {@link linearRegression}, cannot: that good and bad need not weigh the same.
 *
 * @param ratings of the item; `null` leaves the respondent out
 * @param outcome overall rating or score, in the same order
 * @param limits highest rating that is low, and lowest that is high
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when low, middle or high is rated by nobody, the limits overlap, a value is not finite, or the outcome does
 *   not vary
 * @source Brandt (1987), A procedure for identifying value-enhancing service components using penalty-reward-contrast
 *   analysis, in: Add value to your service, American Marketing Association, 61–65
 * @example penaltyReward([1, 1, 2, 3, 3, 3, 5, 5, 4], [2, 3, 2, 7, 8, 7, 8, 7, 8], { low: 2, high: 4 }).kind // => "basic"
 */
export function penaltyReward(
  ratings: readonly (number | null)[],
  outcome: readonly (number | null)[],
  limits: { readonly low: number; readonly high: number },
  confidenceLevel = 0.95,
): PenaltyReward {
  requireDomain(
    limits.low < limits.high,
    "penaltyReward requires limits.low < limits.high",
    `${limits.low} and ${limits.high}`,
  );
  requireDomain(
    ratings.length === outcome.length,
    "penaltyReward requires an outcome for each rating",
    `${outcome.length} for ${ratings.length}`,
  );
  for (const [index, value] of [...ratings.entries(), ...outcome.entries()])
    requireDomain(
      value === null || Number.isFinite(value),
      `penaltyReward requires finite numbers or null at ${index}`,
      value,
    );
  const used = ratings.filter((rating, i) => rating !== null && outcome[i] !== null) as number[];
  const low = used.filter((rating) => rating <= limits.low).length;
  const high = used.filter((rating) => rating >= limits.high).length;
  const middle = used.length - low - high;
  requireDomain(
    low > 0 && middle > 0 && high > 0,
    "penaltyReward requires low, middle and high ratings",
    `${low}, ${middle} and ${high} with limits of ${limits.low} and ${limits.high}`,
  );
  const flag = (holds: boolean) => (holds ? 1 : 0);
  const { coefficients, n, incomplete } = inTheNameOf("penaltyReward", () =>
    linearRegression(
      ratings.map((rating) =>
        rating === null ? [null, null] : [flag(rating <= limits.low), flag(rating >= limits.high)],
      ),
      outcome,
      confidenceLevel,
    ),
  );
  const [penalty, reward] = coefficients;
  if (!penalty || !reward) throw new RangeError("penaltyReward requires two coefficients, got none");
  const differs = ({ low: from, high: to }: Interval) => from > 0 || to < 0;
  const [penalizes, rewards] = [differs(penalty.interval), differs(reward.interval)];
  return {
    penalty: penalty.estimate,
    penaltyInterval: penalty.interval,
    reward: reward.estimate,
    rewardInterval: reward.interval,
    kind: penalizes ? (rewards ? "performance" : "basic") : rewards ? "excitement" : "unclear",
    low,
    middle,
    high,
    n,
    incomplete,
  };
}
