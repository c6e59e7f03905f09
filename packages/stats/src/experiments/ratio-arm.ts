import { requireDomain } from "../domain.ts";
import { type ArmEstimate, moments } from "./arm-estimate.ts";

/**
 * One arm of an experiment by a ratio of two sums over its subjects: clicks per view, revenue per order, resolved per
 * contact. Its standard error by the delta method, with the subject as the unit.
 *
 * Views are not randomised, people are: the standard error of a share of all views takes twenty views of one person for
 * twenty people, and finds differences that are not there.
 *
 * @param numerators one sum for each subject
 * @param denominators one sum for each subject, in the same order, ≥ 0 as a rule; their mean must not be 0
 * @throws {RangeError} when lengths differ, there are fewer than two subjects, a value is not finite or the denominators
 *   sum to 0
 * @source Deng, Knoblich and Lu (2018), Applying the delta method in metric analytics, KDD 233–242
 * @example ratioArm([3, 1, 4, 2], [10, 5, 9, 6]).value.toFixed(4) // => "0.3333"
 */
export function ratioArm(numerators: ArrayLike<number>, denominators: ArrayLike<number>): ArmEstimate {
  requireDomain(
    numerators.length === denominators.length,
    "ratioArm requires one denominator for each numerator",
    `${numerators.length} and ${denominators.length}`,
  );
  const above = moments("ratioArm", numerators);
  const below = moments("ratioArm", denominators);
  requireDomain(below.mean !== 0, "ratioArm requires denominators that do not sum to 0", below.mean);
  const value = above.mean / below.mean;
  // Variance of numerator − ratio · denominator, whose mean is 0.
  let squares = 0;
  for (let i = 0; i < above.n; i++) {
    const residual =
      (numerators[i] as number) - above.mean - value * ((denominators[i] as number) - below.mean);
    squares += residual * residual;
  }
  requireDomain(squares < Infinity, "ratioArm requires values whose squares are finite", value);
  const standardError = Math.sqrt(squares / (above.n - 1) / above.n) / Math.abs(below.mean);
  return { value, standardError, n: above.n, degreesOfFreedom: above.n - 1 };
}
