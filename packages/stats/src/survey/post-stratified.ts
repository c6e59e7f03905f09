import { requireDomain } from "../domain.ts";
import { checkedMargins, type Margin, marginBasis, marginCells, marginTargets } from "./margin.ts";
import { requirePositiveWeights, type SurveyDesign } from "./survey-design.ts";

/**
 * The design with its weights multiplied, category by category, so that they sum to the known population of each.
 * One margin is met exactly and in one step; more than one need {@link raked}, cells of a table
 * {@link crossedMargin}.
 *
 * Base weights keep their ratios within a category. The standard errors of the new design know that the margin is no
 * longer left to chance.
 *
 * @param margin categories of the rows and their populations
 * @returns a new design; the one given stays as it is
 * @throws {RangeError} when a category has rows and no target or a target and no rows, or a target is not above 0
 * @source Holt and Smith (1979), Post stratification, JRSS A 142(1) 33–46
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * Array.from(postStratified(surveyDesign({ rows: 4 }), { name: "tier", categories: ["free", "free", "free", "pro"], totals: { free: 60, pro: 40 } }).weights) // => [20, 20, 20, 40]
 */
export function postStratified(design: SurveyDesign, margin: Margin): SurveyDesign {
  requirePositiveWeights("postStratified", design.weights);
  const margins = checkedMargins("postStratified", [margin], design.rows);
  const [{ of, names, totals, name }] = margins as [(typeof margins)[0]];
  const fitted = (from: Float64Array): Float64Array => {
    const sums = new Float64Array(names.length);
    for (let row = 0; row < of.length; row++) sums[of[row]!]! += from[row]!;
    const factors = sums.map((sum, category) => {
      requireDomain(
        sum > 0,
        "postStratified requires weight in each category",
        `${sum} in ${names[category]} of margin ${name}`,
      );
      return totals[category]! / sum;
    });
    return from.map((weight, row) => weight * factors[of[row]!]!);
  };
  const weights = fitted(design.weights);
  return {
    ...design,
    weights,
    adjustments: [
      ...design.adjustments,
      {
        method: "post-stratified",
        iterations: 1,
        weights,
        targets: marginTargets(margins),
        regression: {
          basis: marginBasis(margins, marginCells(margins), design.weights),
          rowWeights: design.weights,
        },
        reapply: fitted,
      },
    ],
  };
}
