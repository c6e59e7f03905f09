import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { requireDomain } from "../domain.ts";
import { proportionDifference } from "../differences/proportion-difference.ts";
import { requireLevel } from "../critical-value.ts";

/** The power that a comparison of two shares really has. */
export interface ExactPower {
  /** Probability that the test rejects with the first share greater. */
  readonly greater: number;
  /** Probability that the test rejects with the first share less. */
  readonly less: number;
  readonly first: number;
  readonly second: number;
  readonly groups: readonly [number, number];
  readonly confidenceLevel: number;
}

/**
 * The exact power of the pooled two-sided z test of two shares (`proportionDifference`), by going through every result that
 * two groups can give: what the normal approximations of {@link twoProportionsSampleSize} are checked with.
 *
 * With equal shares, `greater + less` is the true share of false alarms, which the approximation takes for
 * 1 − confidenceLevel. Exact power does not rise steadily with n: one answer more may lower it a little. Cost grows with the
 * sum of the groups only, since the borders of the rejections are walked once.
 *
 * @param first share in the first group, 0…1
 * @param second share in the second, 0…1
 * @param groups whole answers in each, 1…100,000
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when a share is outside 0…1, a group not a whole number of 1…100,000, or the level not strictly
 *   between 0 and 1
 * @source Suissa and Shuster (1985), Exact unconditional sample sizes for the 2 × 2 binomial trial, JRSS A 148(4) 317–327
 * @example twoProportionsExactPower(0.75, 0.65, [329, 329]).greater.toFixed(3) // => "0.801"
 */
export function twoProportionsExactPower(
  first: number,
  second: number,
  groups: readonly [number, number],
  confidenceLevel = 0.95,
): ExactPower {
  requireLevel("twoProportionsExactPower", confidenceLevel);
  for (const share of [first, second])
    requireDomain(share >= 0 && share <= 1, "twoProportionsExactPower requires shares within 0…1", share);
  requireDomain(groups.length === 2, "twoProportionsExactPower requires two groups", groups.length);
  for (const size of groups)
    requireDomain(
      Number.isInteger(size) && size >= 1 && size <= 1e5,
      "twoProportionsExactPower requires whole groups of 1…100,000",
      size,
    );
  const [n1, n2] = groups;
  const chances1 = chances(first, n1);
  const chances2 = chances(second, n2);
  // P(second group has fewer than y): the rejections with the first share greater are y = 0…some border.
  const below = new Float64Array(n2 + 2);
  for (let y = 0; y <= n2; y++) below[y + 1] = (below[y] as number) + (chances2[y] as number);
  const above = new Float64Array(n2 + 2);
  for (let y = n2; y >= 0; y--) above[y] = (above[y + 1] as number) + (chances2[y] as number);
  const rejects = (x: number, y: number): boolean =>
    proportionDifference({ successes: x, trials: n1 }, { successes: y, trials: n2 }, confidenceLevel).pValue <
    1 - confidenceLevel;
  let greater = 0;
  let less = 0;
  // The borders move up with x, so each is walked once.
  let lower = 0;
  let upper = 0;
  for (let x = 0; x <= n1; x++) {
    while (lower <= n2 && lower / n2 < x / n1 && rejects(x, lower)) lower++;
    upper = Math.max(upper, Math.floor((x / n1) * n2));
    while (upper <= n2 && !(upper / n2 > x / n1 && rejects(x, upper))) upper++;
    greater += (chances1[x] as number) * (below[lower] as number);
    less += (chances1[x] as number) * (above[upper] as number);
  }
  return { greater: Math.min(1, greater), less: Math.min(1, less), first, second, groups, confidenceLevel };
}

function chances(share: number, n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, k) => binomialProbability(k, n, share));
}
