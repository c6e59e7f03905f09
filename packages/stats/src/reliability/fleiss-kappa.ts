import { twoSidedNormalPValue } from "../differences/difference-test.ts";
import { requireDomain } from "../domain.ts";

/** Agreement of many raters beyond chance. */
export interface ManyRaterAgreement {
  /** 1 for perfect agreement, 0 for what chance would give, below 0 for less. */
  readonly kappa: number;
  /** Standard error if raters agreed by chance alone, and the two-sided test that uses it. */
  readonly nullStandardError: number;
  readonly statistic: number;
  readonly pValue: number;
  /** Share of pairs of raters that agree. */
  readonly observedAgreement: number;
  /** Things rated, and raters of each. */
  readonly n: number;
  readonly raters: number;
}

/**
 * Fleiss' kappa: agreement of any number of raters on categories, beyond chance; the raters need not be the same for each
 * thing. Two fixed raters: {@link cohensKappa}.
 *
 * @param counts one row a thing, one column a category: how many raters chose it; each row has the same sum
 * @throws {RangeError} when rows have different sums, fewer than two raters or categories, a count is negative or not whole, or
 *   all ratings fall in one category
 * @source Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76(5) 378–382; Fleiss, Nee
 *   and Landis (1979), Large sample variance of kappa in the case of different sets of raters, Psychological Bulletin 86(5) 974–977
 * @example fleissKappa([[3, 0], [0, 3], [2, 1], [3, 0]]).kappa.toFixed(3) // => "0.625"
 */
export function fleissKappa(counts: readonly (readonly number[])[]): ManyRaterAgreement {
  const n = counts.length;
  const categories = counts[0]?.length ?? 0;
  requireDomain(n >= 2, "fleissKappa requires at least two rows", n);
  requireDomain(categories >= 2, "fleissKappa requires at least two categories", categories);
  const raters = (counts[0] as readonly number[]).reduce((sum, count) => sum + count, 0);
  counts.forEach((row, i) => {
    requireDomain(
      row.length === categories && Array.from(row).every((count) => Number.isInteger(count) && count >= 0),
      `fleissKappa requires ${categories} whole counts ≥ 0 in row ${i}`,
      row,
    );
    const sum = row.reduce((all, count) => all + count, 0);
    requireDomain(
      sum === raters && sum >= 2,
      `fleissKappa requires as many raters, two at least, in row ${i}`,
      `${row.join(" + ")} after ${counts[0]!.join(" + ")}`,
    );
  });
  const shares = Array.from(
    { length: categories },
    (_, j) => counts.reduce((sum, row) => sum + (row[j] as number), 0) / (n * raters),
  );
  const observed =
    counts.reduce((sum, row) => sum + row.reduce((part, count) => part + count * (count - 1), 0), 0) /
    (n * raters * (raters - 1));
  const expected = shares.reduce((sum, share) => sum + share * share, 0);
  requireDomain(expected < 1, "fleissKappa requires ratings in more than one category", "one");
  const kappa = (observed - expected) / (1 - expected);
  const chance = shares.reduce((sum, share) => sum + share * (1 - share), 0);
  const skew = shares.reduce((sum, share) => sum + share * (1 - share) * (1 - 2 * share), 0);
  const nullStandardError =
    (Math.SQRT2 / (chance * Math.sqrt(n * raters * (raters - 1)))) *
    Math.sqrt(Math.max(0, chance ** 2 - skew));
  const statistic = nullStandardError > 0 ? kappa / nullStandardError : Math.sign(kappa) * Number.MAX_VALUE;
  return {
    kappa,
    nullStandardError,
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    observedAgreement: observed,
    n,
    raters,
  };
}
