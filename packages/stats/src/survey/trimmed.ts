import { requireDomain } from "../domain.ts";
import { auxiliaryTargets, calibrationFit, categoryAuxiliaries } from "./calibrated.ts";
import { checkedMargins, type Margin } from "./margin.ts";
import { orthonormalBasis } from "./regression-basis.ts";
import { requirePositiveWeights, type SurveyDesign } from "./survey-design.ts";

/** Smallest and largest weight that is allowed, in the unit of the weights. */
export interface WeightBounds {
  /** 0 or above. Default 0. */
  readonly lower?: number;
  /** Above `lower`. Default: none. */
  readonly upper?: number;
}

/**
 * The design with weights cut off at bounds, and what was cut off shared equally among the others, again and again until
 * none is outside. The sum of the weights stays.
 *
 * **Margins that the weights were fitted to no longer hold**: {@link weightSummary} says by how much. To keep them, use
 * {@link rakedWithin}.
 *
 * @param bounds in the unit of the weights, not of their ratios
 * @returns a new design; its standard errors still know about the margins
 * @throws {RangeError} unless 0 ≤ lower < upper, or when the sum of the weights does not fit between the bounds
 * @source Potter (1990), A study of procedures to identify and trim extreme sampling weights, Proceedings of the Survey
 *   Research Methods Section, ASA, 225–230
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * Array.from(trimmed(surveyDesign({ weights: [1, 1, 1, 5] }), { upper: 2 }).weights) // => [2, 2, 2, 2]
 */
export function trimmed(design: SurveyDesign, bounds: WeightBounds): SurveyDesign {
  const { lower, upper } = checkedBounds("trimmed", bounds);
  requirePositiveWeights("trimmed", design.weights);
  const { weights, iterations } = cutOff(design.weights, lower, upper);
  return {
    ...design,
    weights,
    adjustments: [
      ...design.adjustments,
      {
        method: "trimmed",
        iterations,
        weights,
        targets: [],
        regression: null,
        // A row that a replicate leaves out stays out.
        reapply(from) {
          const kept = Float64Array.from(from.filter((weight) => weight > 0));
          const cut = cutOff(kept, lower, upper).weights.values();
          return from.map((weight) => (weight > 0 ? cut.next().value! : 0));
        },
      },
    ],
  };
}

/**
 * The design with weights that meet all margins and lie within bounds: raking and trimming at once, where one after the
 * other would each undo what the other did.
 *
 * @param margins one or more, each with the same total
 * @param bounds in the unit of the weights
 * @returns a new design
 * @throws {RangeError} as {@link raked} does, and when no weights within the bounds meet the margins
 * @source Deville and Särndal (1992), Calibration estimators in survey sampling, JASA 87(418) 376–382, with bounds of each
 *   row's own
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * rakedWithin(surveyDesign({ weights: [1, 1, 1, 5] }), [{ name: "all", categories: ["a", "a", "a", "a"], totals: { a: 8 } }], { upper: 3 }).weights.every((weight) => weight <= 3) // => true
 */
export function rakedWithin(
  design: SurveyDesign,
  margins: readonly Margin[],
  bounds: WeightBounds,
): SurveyDesign {
  const { lower, upper } = checkedBounds("rakedWithin", bounds);
  requirePositiveWeights("rakedWithin", design.weights);
  const checked = checkedMargins("rakedWithin", margins, design.rows);
  const auxiliaries = categoryAuxiliaries(checked);
  const total = checked[0]!.totals.reduce((sum, part) => sum + part, 0);
  const fit = calibrationFit("rakedWithin", design.rows, auxiliaries, {});
  const within = (from: Float64Array) => {
    // Factors that all share change no ratio, and bring the weights to where the bounds are.
    const unit = total / from.reduce((sum, weight) => sum + weight, 0);
    const start = from.map((weight) => weight * unit);
    const cut = (predictor: number, row: number) => {
      const weight = start[row]! * Math.exp(Math.min(predictor, 700));
      return Math.max(lower, Math.min(upper, weight));
    };
    return fit(
      start,
      (predictor, row) => (start[row] === 0 ? 0 : cut(predictor, row) / start[row]!),
      (predictor, row) => {
        const weight = cut(predictor, row);
        return start[row] === 0 || weight <= lower || weight >= upper ? 0 : weight / start[row]!;
      },
    );
  };
  const { weights, iterations } = within(design.weights);
  const groupOf = Int32Array.from({ length: design.rows }, (_, row) => row);
  const columns = orthonormalBasis(
    auxiliaries.map(({ values }) => values),
    design.weights,
  ).columns;
  return {
    ...design,
    weights,
    adjustments: [
      ...design.adjustments,
      {
        method: "raked within bounds",
        iterations,
        weights,
        targets: auxiliaryTargets(auxiliaries),
        regression: {
          basis: { groupOf, groupWeights: design.weights, columns },
          rowWeights: design.weights,
        },
        reapply: (from) => within(from).weights,
      },
    ],
  };
}

function checkedBounds(caller: string, { lower = 0, upper = Infinity }: WeightBounds) {
  requireDomain(lower >= 0 && lower < upper, `${caller} requires 0 ≤ lower < upper`, `${lower} and ${upper}`);
  return { lower, upper };
}

function cutOff(
  from: Float64Array,
  lower: number,
  upper: number,
): { readonly weights: Float64Array; readonly iterations: number } {
  const total = from.reduce((sum, weight) => sum + weight, 0);
  requireDomain(
    total >= lower * from.length * (1 - 1e-12) && total <= upper * from.length * (1 + 1e-12),
    "trimmed requires bounds that the mean weight lies between",
    `mean ${total / from.length}, bounds ${lower} and ${upper}`,
  );
  let weights = from;
  for (let iteration = 0; ; iteration++) {
    const cut = weights.map((weight) => Math.max(lower, Math.min(upper, weight)));
    let excess = 0;
    let inside = 0;
    weights.forEach((weight, row) => {
      excess += weight - cut[row]!;
      if (weight === cut[row]) inside += 1;
    });
    // What rounding keeps pushing over the line is not worth another round.
    if (inside === weights.length || Math.abs(excess) <= 1e-15 * total || iteration >= 10_000) {
      return { weights: cut, iterations: iteration };
    }
    const uncut = weights;
    // Where none is inside, those take it that have room for it.
    const takes = (weight: number, row: number): boolean =>
      inside > 0 ? weight === uncut[row] : excess > 0 ? weight < upper : weight > lower;
    const takers = cut.reduce((sum, weight, row) => sum + (takes(weight, row) ? 1 : 0), 0);
    weights = cut.map((weight, row) => (takes(weight, row) ? weight + excess / takers : weight));
  }
}
