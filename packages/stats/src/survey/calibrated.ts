import { requireDomain } from "../domain.ts";
import { type CalibrationDistance, rakingDistance } from "./calibration-distance.ts";
import { type CheckedMargin, checkedMargins, type Margin } from "./margin.ts";
import { orthonormalBasis } from "./regression-basis.ts";
import { type NewtonFit, solvedRatios } from "./solved-ratios.ts";
import { requirePositiveWeights, type SurveyDesign } from "./survey-design.ts";
import type { CalibrationTarget } from "./weight-adjustment.ts";

/** A variable known for every row and in total for the population: age in years, number of orders, 1 for the head count. */
export interface Auxiliary {
  /** What errors and reports call it. */
  readonly name: string;
  /** Value of each row, finite. */
  readonly values: ArrayLike<number>;
  /** Sum over the population, in the unit of the values times that of the weights. */
  readonly total: number;
}

/** How weights may move, and when calibration is done or gives up. */
export interface CalibrationOptions {
  /** Default: {@link rakingDistance}. */
  readonly distance?: CalibrationDistance;
  /** Largest relative error of a total that counts as met. Default 1e-11, at most 1e-4. */
  readonly tolerance?: number;
  /** Newton steps before it gives up. Default 200. */
  readonly maxIterations?: number;
}

/**
 * The design with weights that meet the population totals of auxiliary variables while they move as little as possible from
 * those they were, in the sense of a distance. For categories pass {@link marginAuxiliaries}.
 *
 * Auxiliaries that depend on each other are fine as long as their totals agree. With `linearDistance` this is the
 * generalised regression estimator, whose weights may be negative; `rakingDistance` keeps them positive,
 * `logitDistance` and `truncatedLinearDistance` within bounds.
 *
 * @param auxiliaries one or more
 * @returns a new design; its standard errors rest on the residuals of the regression on the auxiliaries, weighted as the
 *   design was
 * @throws {RangeError} when a column has another length or a value that is not finite, totals contradict each other, or no
 *   weights within the bounds meet them
 * @source Deville and Särndal (1992), Calibration estimators in survey sampling, JASA 87(418) 376–382
 * @example
 * import { linearDistance, surveyDesign } from "@cxkit/stats/survey";
 * Array.from(calibrated(surveyDesign({ rows: 3 }), [{ name: "head count", values: [1, 1, 1], total: 30 }, { name: "orders", values: [1, 2, 3], total: 66 }], { distance: linearDistance }).weights.map((weight) => Math.round(weight))) // => [7, 10, 13]
 */
export function calibrated(
  design: SurveyDesign,
  auxiliaries: readonly Auxiliary[],
  options: CalibrationOptions = {},
): SurveyDesign {
  const { distance = rakingDistance } = options;
  requirePositiveWeights("calibrated", design.weights);
  const fit = calibrationFit("calibrated", design.rows, auxiliaries, options);
  const { weights, iterations } = fit(design.weights, distance.ratio, distance.slope);
  const groupOf = Int32Array.from({ length: design.rows }, (_, row) => row);
  const values = auxiliaries.map((auxiliary) => auxiliary.values);
  return {
    ...design,
    weights,
    adjustments: [
      ...design.adjustments,
      {
        method: `calibrated ${distance.method}`,
        iterations,
        weights,
        targets: auxiliaryTargets(auxiliaries),
        regression: {
          basis: {
            groupOf,
            groupWeights: design.weights,
            columns: orthonormalBasis(values, design.weights).columns,
          },
          rowWeights: design.weights,
        },
        reapply: (from) => fit(from, distance.ratio, distance.slope).weights,
      },
    ],
  };
}

/**
 * A margin as auxiliary variables: one for each category, 1 for its rows and 0 for the others.
 *
 * @throws {RangeError} when a category has rows and no target or a target and no rows, or a target is not above 0
 * @example marginAuxiliaries({ name: "tier", categories: ["pro", "free"], totals: { pro: 4, free: 6 } }).map(({ name }) => name) // => ["tier: pro", "tier: free"]
 */
export function marginAuxiliaries(margin: Margin): Auxiliary[] {
  return categoryAuxiliaries(checkedMargins("marginAuxiliaries", [margin], margin.categories.length));
}

/** Checked margins as auxiliary variables. */
export function categoryAuxiliaries(margins: readonly CheckedMargin[]): Auxiliary[] {
  return margins.flatMap(({ name, names, of, totals }) =>
    names.map((category, number) => ({
      name: `${name}: ${category}`,
      values: Float64Array.from(of, (own) => (own === number ? 1 : 0)),
      total: totals[number]!,
    })),
  );
}

/** Auxiliaries as what a summary of weights looks at. */
export function auxiliaryTargets(auxiliaries: readonly Auxiliary[]): CalibrationTarget[] {
  return auxiliaries.map(({ name, values, total }) => ({
    name,
    category: null,
    total,
    achieved: (weights) => weights.reduce((sum, weight, row) => sum + weight * values[row]!, 0),
  }));
}

/** A fit of weights to auxiliaries, for a ratio that may depend on the row. */
export function calibrationFit(
  caller: string,
  rows: number,
  auxiliaries: readonly Auxiliary[],
  { tolerance = 1e-11, maxIterations = 200 }: CalibrationOptions,
): (
  from: Float64Array,
  ratio: NewtonFit["ratio"],
  slope: NewtonFit["slope"],
) => { readonly weights: Float64Array; readonly iterations: number } {
  requireDomain(auxiliaries.length > 0, `${caller} requires an auxiliary variable`, 0);
  requireDomain(tolerance > 0 && tolerance <= 1e-4, `${caller} requires 0 < tolerance ≤ 1e-4`, tolerance);
  requireDomain(
    Number.isInteger(maxIterations) && maxIterations > 0,
    `${caller} requires a whole maxIterations above 0`,
    maxIterations,
  );
  for (const { name, values, total } of auxiliaries) {
    requireDomain(
      values.length === rows,
      `${caller} requires a value for each of ${rows} rows`,
      `${values.length} of ${name}`,
    );
    requireDomain(Number.isFinite(total), `${caller} requires finite totals`, `${total} of ${name}`);
    for (let row = 0; row < rows; row++) {
      requireDomain(
        Number.isFinite(values[row]),
        `${caller} requires finite values`,
        `${values[row]} of ${name} at ${row}`,
      );
    }
  }
  return (from, ratio, slope) => {
    const columns = auxiliaries.map(({ values }) => values);
    const basis = orthonormalBasis(
      columns,
      from,
      auxiliaries.map(({ total }) => total),
    );
    requireDomain(
      basis.contradiction === -1,
      `${caller} requires totals that agree where auxiliaries depend on each other`,
      `another for ${auxiliaries[basis.contradiction]?.name}`,
    );
    return solvedRatios({ caller, auxiliaries, basis, from, ratio, slope, tolerance, maxIterations });
  };
}
