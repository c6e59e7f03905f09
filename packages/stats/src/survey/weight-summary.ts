import type { SurveyDesign } from "./survey-design.ts";

/** What became of a total that weights were fitted to. */
export interface TargetSummary {
  /** Margin or auxiliary variable. */
  readonly name: string;
  /** Category of the margin; null for an auxiliary variable. */
  readonly category: string | null;
  readonly total: number;
  /** The total under the present weights. */
  readonly achieved: number;
  /** achieved / total − 1; the difference itself where the total is 0. */
  readonly relativeError: number;
}

/** The weights of a design in figures. */
export interface WeightSummary {
  readonly rows: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Standard deviation of the weights, divisor n, relative to their mean. */
  readonly coefficientOfVariation: number;
  /** Kish's effective base, (Σw)² / Σw². */
  readonly effectiveSize: number;
  /** Kish's design effect, rows / effective base: what unequal weights cost any estimate at worst. */
  readonly designEffect: number;
  /** Methods in the order in which they were applied, each with its rounds. */
  readonly adjustments: readonly { readonly method: string; readonly iterations: number }[];
  /** Every total that the weights were ever fitted to, as it stands now. */
  readonly targets: readonly TargetSummary[];
  /** Largest relative error of them; 0 without any. */
  readonly maxMarginError: number;
  /** Whether all of them still hold, to 1e-10. Trimming breaks them. */
  readonly marginsHold: boolean;
}

/**
 * What raking, calibration or trimming did to the weights of a design, and what it costs: the figures to look at before
 * any estimate.
 *
 * @source Kish (1992), Weighting for unequal P_i, Journal of Official Statistics 8(2) 183–200
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * weightSummary(surveyDesign({ weights: [1, 1, 2] })).designEffect.toFixed(3) // => "1.125"
 */
export function weightSummary({ rows, weights, adjustments }: SurveyDesign): WeightSummary {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (const weight of weights) {
    min = Math.min(min, weight);
    max = Math.max(max, weight);
    sum += weight;
  }
  const targets = adjustments.flatMap((adjustment) =>
    adjustment.targets.map(({ name, category, total, achieved: totalOf }): TargetSummary => {
      const achieved = totalOf(weights);
      const relativeError = total === 0 ? achieved : achieved / total - 1;
      return { name, category, total, achieved, relativeError };
    }),
  );
  const maxMarginError = Math.max(0, ...targets.map(({ relativeError }) => Math.abs(relativeError)));
  const squares = weights.reduce((total, weight) => total + (weight / (sum / rows) - 1) ** 2, 0);
  const coefficientOfVariation = Math.sqrt(squares / rows);
  const designEffect = 1 + squares / rows;
  return {
    rows,
    sum,
    min,
    max,
    coefficientOfVariation,
    effectiveSize: rows / designEffect,
    designEffect,
    adjustments: adjustments.map(({ method, iterations }) => ({ method, iterations })),
    targets,
    maxMarginError,
    marginsHold: maxMarginError <= 1e-10,
  };
}
