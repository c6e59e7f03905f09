import { requireDomain } from "../domain.ts";
import {
  cellSums,
  type CheckedMargin,
  checkedMargins,
  type Margin,
  marginBasis,
  type MarginCells,
  marginCells,
  marginTargets,
} from "./margin.ts";
import { requirePositiveWeights, type SurveyDesign } from "./survey-design.ts";

/** When raking is done, and when it gives up. */
export interface RakingOptions {
  /** Largest relative error of a category that counts as met. Default 1e-12, at most 1e-4. */
  readonly tolerance?: number;
  /** Rounds over all margins before it gives up. Default 2,000. */
  readonly maxIterations?: number;
}

/**
 * The design with its weights raked: multiplied, margin by margin and round by round, until they sum to the known
 * populations of all margins at once. Unlike {@link postStratified} it needs no population of the combinations; unlike
 * {@link calibrated} with `rakingDistance`, which gives the same weights, it takes categories only.
 *
 * Stops on what matters, the error of the margins, and not on how little the weights still move. Base weights count within
 * cells. The standard errors of the new design know about the margins: they rest on the residuals of an ordinary regression
 * on the categories, each row counting once, as `rake` of R's survey package does; those of {@link calibrated} weigh the
 * rows.
 *
 * @param margins one or more, each with the same total
 * @returns a new design; {@link weightSummary} says rounds, margin errors and what the weights cost
 * @throws {RangeError} when a category has rows and no target or a target and no rows, a target is not above 0, margins have
 *   different totals, or no weights meet them all
 * @source Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table, Annals of Mathematical
 *   Statistics 11(4) 427–444; Deville, Särndal and Sautory (1993), Generalized raking procedures in survey sampling, JASA
 *   88(423) 1013–1020
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * Array.from(raked(surveyDesign({ rows: 4 }), [{ name: "tier", categories: ["free", "free", "pro", "pro"], totals: { free: 70, pro: 30 } }, { name: "region", categories: ["n", "s", "n", "s"], totals: { n: 50, s: 50 } }]).weights) // => [35, 35, 15, 15]
 */
export function raked(
  design: SurveyDesign,
  margins: readonly Margin[],
  options: RakingOptions = {},
): SurveyDesign {
  const { tolerance = 1e-12, maxIterations = 2000 } = options;
  requireDomain(tolerance > 0 && tolerance <= 1e-4, "raked requires 0 < tolerance ≤ 1e-4", tolerance);
  requireDomain(
    Number.isInteger(maxIterations) && maxIterations > 0,
    "raked requires a whole maxIterations above 0",
    maxIterations,
  );
  requirePositiveWeights("raked", design.weights);
  const checked = checkedMargins("raked", margins, design.rows);
  const cells = marginCells(checked);
  const fit = (from: Float64Array) => {
    const { factors, iterations } = cellFactors(checked, cells, cellSums(cells, from), {
      tolerance,
      maxIterations,
    });
    return { weights: from.map((weight, row) => weight * factors[cells.of[row]!]!), iterations };
  };
  const { weights, iterations } = fit(design.weights);
  return {
    ...design,
    weights,
    adjustments: [
      ...design.adjustments,
      {
        method: "raked",
        iterations,
        weights,
        targets: marginTargets(checked),
        regression: { basis: marginBasis(checked, cells, null), rowWeights: null },
        reapply: (from) => fit(from).weights,
      },
    ],
  };
}

/** What to multiply the weights of each cell by. Rows that are alike share a factor, so a round costs as many steps as there are cells. */
function cellFactors(
  margins: readonly CheckedMargin[],
  { categories }: MarginCells,
  base: Float64Array,
  { tolerance, maxIterations }: Required<RakingOptions>,
): { readonly factors: Float64Array; readonly iterations: number } {
  const factors = new Float64Array(base.length).fill(1);
  const sumsOf = (margin: number): Float64Array => {
    const sums = new Float64Array(margins[margin]!.names.length);
    const own = categories[margin]!;
    for (let cell = 0; cell < base.length; cell++) sums[own[cell]!]! += base[cell]! * factors[cell]!;
    return sums;
  };
  let worst = { error: Infinity, of: "" };
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    margins.forEach(({ name, names, totals }, margin) => {
      const scale = sumsOf(margin).map((sum, category) => {
        requireDomain(
          sum > 0,
          "raked requires weight in each category",
          `${sum} in ${names[category]} of margin ${name}`,
        );
        return totals[category]! / sum;
      });
      const own = categories[margin]!;
      for (let cell = 0; cell < base.length; cell++) factors[cell]! *= scale[own[cell]!]!;
    });
    worst = { error: 0, of: "" };
    margins.forEach(({ name, names, totals }, margin) =>
      sumsOf(margin).forEach((sum, category) => {
        const error = Math.abs(sum / totals[category]! - 1);
        if (!(error <= worst.error)) worst = { error, of: `${names[category]} of margin ${name}` };
      }),
    );
    if (worst.error <= tolerance) return { factors, iterations: iteration };
  }
  requireDomain(
    false,
    `raked requires margins that the sample can meet to ${tolerance} within ${maxIterations} iterations`,
    `${worst.of} off by ${(100 * worst.error).toPrecision(3)} %`,
  );
  return { factors, iterations: maxIterations };
}
