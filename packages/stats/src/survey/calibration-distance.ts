import { requireDomain } from "../domain.ts";
import { numberGiven } from "../method-arguments.ts";

/**
 * How far calibrated weights may move from their base weights, as the function that turns the linear predictor of a row into
 * its ratio of new to base weight, with ratio(0) = 1 and slope(0) = 1.
 */
export interface CalibrationDistance {
  readonly method: string;
  /** New weight / base weight at a value of the linear predictor. */
  readonly ratio: (predictor: number) => number;
  /** Derivative of the ratio. */
  readonly slope: (predictor: number) => number;
}

/** Smallest and largest ratio of new to base weight. */
export interface RatioBounds {
  /** Between 0 and 1. */
  readonly lower: number;
  /** Above 1. */
  readonly upper: number;
}

/**
 * Least squares: weights move linearly, which is the generalised regression estimator. Exact in one step, but a weight may
 * come out negative.
 *
 * @source Deville and Särndal (1992), Calibration estimators in survey sampling, JASA 87(418) 376–382, case 1
 * @example linearDistance.ratio(-1.5) // => -0.5
 */
export const linearDistance: CalibrationDistance = {
  method: "linear",
  ratio: (predictor) => 1 + predictor,
  slope: () => 1,
};

/**
 * Raking: weights move by factors and stay above 0, however far.
 *
 * @source Deville and Särndal (1992), JASA 87(418) 376–382, case 2
 * @example rakingDistance.ratio(0) // => 1
 */
export const rakingDistance: CalibrationDistance = {
  method: "raking",
  ratio: (predictor) => Math.exp(Math.min(predictor, 700)),
  slope: (predictor) => Math.exp(Math.min(predictor, 700)),
};

/**
 * Raking in the middle and bounded at both ends: a logit between the two.
 *
 * @param bounds smallest and largest ratio of new to base weight, 0 ≤ lower < 1 < upper
 * @throws {RangeError} unless 0 ≤ lower < 1 < upper < ∞
 * @source Deville and Särndal (1992), JASA 87(418) 376–382, case 6
 * @example logitDistance({ lower: 0.5, upper: 2 }).ratio(1).toFixed(4) // => "1.8642"
 */
export function logitDistance({ lower, upper }: RatioBounds): CalibrationDistance {
  requireBounds("logitDistance", lower, upper);
  const steepness = (upper - lower) / ((1 - lower) * (upper - 1));
  const parts = (predictor: number) => {
    // The larger of the two exponentials is divided out.
    const power = Math.exp(-Math.abs(steepness * predictor));
    const [below, above] = predictor > 0 ? [power, 1] : [1, power];
    return { below: (upper - 1) * below, above: (1 - lower) * above };
  };
  return {
    method: `logit ${lower}–${upper}`,
    ratio(predictor) {
      const { below, above } = parts(numberGiven("logitDistance(…).ratio", predictor));
      return (lower * below + upper * above) / (below + above);
    },
    slope(predictor) {
      const { below, above } = parts(numberGiven("logitDistance(…).slope", predictor));
      return (steepness * (upper - lower) * (below / (below + above)) * above) / (below + above);
    },
  };
}

/**
 * Least squares, cut off at the bounds.
 *
 * @param bounds smallest and largest ratio of new to base weight, 0 ≤ lower < 1 < upper
 * @throws {RangeError} unless 0 ≤ lower < 1 < upper < ∞
 * @source Deville and Särndal (1992), JASA 87(418) 376–382, case 7
 * @example truncatedLinearDistance({ lower: 0.5, upper: 2 }).ratio(-3) // => 0.5
 */
export function truncatedLinearDistance({ lower, upper }: RatioBounds): CalibrationDistance {
  requireBounds("truncatedLinearDistance", lower, upper);
  return {
    method: `truncated-linear ${lower}–${upper}`,
    ratio: (predictor) =>
      Math.max(lower, Math.min(upper, 1 + numberGiven("truncatedLinearDistance(…).ratio", predictor))),
    slope(predictor) {
      const ratio = 1 + numberGiven("truncatedLinearDistance(…).slope", predictor);
      return ratio > lower && ratio < upper ? 1 : 0;
    },
  };
}

function requireBounds(caller: string, lower: number, upper: number): void {
  requireDomain(
    lower >= 0 && lower < 1 && upper > 1 && upper < Infinity,
    `${caller} requires 0 ≤ lower < 1 < upper`,
    `${lower} and ${upper}`,
  );
}
