import { type ArmEstimate, moments } from "./arm-estimate.ts";

/**
 * One arm of an experiment by the mean of a value for each subject (orders, seconds, a rating): mean, s/√n and n.
 *
 * @param values one for each subject, at least two; add up what a subject did more than once, or take {@link ratioArm}
 * @throws {RangeError} when there are fewer than two values or one is not finite
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25
 * @example meanArm([4, 5, 3, 4]).standardError.toFixed(4) // => "0.4082"
 */
export function meanArm(values: ArrayLike<number>): ArmEstimate {
  const { n, mean, squares } = moments("meanArm", values);
  return { value: mean, standardError: Math.sqrt(squares / (n - 1) / n), n, degreesOfFreedom: n - 1 };
}
