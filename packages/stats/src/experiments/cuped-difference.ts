import type { DifferenceTest } from "../differences/difference-test.ts";
import { requireDomain } from "../domain.ts";
import { type ArmEstimate, moments } from "./arm-estimate.ts";
import { armDifference, experimentDifference } from "./experiment-difference.ts";
import { leastSquares } from "./least-squares.ts";

/** One arm of an experiment with what was known of its subjects before. */
export interface CupedArm {
  /** The value of each subject in the experiment. */
  readonly outcome: ArrayLike<number>;
  /** One or several values of each subject from before, each in the order of `outcome`. */
  readonly covariates: readonly ArrayLike<number>[];
}

/** An arm centred: outcome and covariates less their means. */
export interface CenteredArm {
  readonly outcome: Float64Array;
  readonly covariates: readonly Float64Array[];
  readonly outcomeMean: number;
  readonly covariateMeans: readonly number[];
}

/** Coefficients of the covariates from both arms. */
export type CupedCoefficients = (arms: readonly [CenteredArm, CenteredArm]) => number[];

/** A difference after what was known before has been taken out. */
export interface CupedDifference extends DifferenceTest {
  /** Coefficient of each covariate. */
  readonly coefficients: readonly number[];
  /** The control arm, adjusted. */
  readonly control: ArmEstimate;
  /** The treatment arm, adjusted: take both on to lifts and sequential methods. */
  readonly treatment: ArmEstimate;
  /** Share of the difference's variance that is gone, at most 1: 0.5 is worth twice the subjects. */
  readonly varianceReduction: number;
  /** The difference without adjustment. */
  readonly unadjusted: DifferenceTest;
}

/**
 * CUPED: the difference of an experiment after taking out what was known of its subjects before it began, which makes it
 * more precise and leaves it what it is on average.
 *
 * Each outcome is lowered by θ·(covariate − its mean over both arms). The better the past foretells the outcome (correlation
 * ρ), the more variance goes: a share of ρ². Only what the treatment cannot have touched may be a covariate. Subjects without
 * a past need a value all the same: the mean, beside a 0/1 covariate that says so.
 *
 * @param control outcomes and covariates of the control arm, at least two subjects
 * @param treatment the same of the treatment arm, the same covariates in the same order
 * @param options `coefficients`: {@link pooledCoefficients} (the default) or {@link withinArmCoefficients}
 * @returns treatment minus control, compared by Welch's t
 * @throws {RangeError} when lengths differ, there is no covariate, an arm has fewer than two subjects, a value is not
 *   finite, nothing varies after the adjustment, or the level is not strictly between 0 and 1
 * @source Deng, Xu, Kohavi and Walker (2013), Improving the sensitivity of online controlled experiments by utilizing
 *   pre-experiment data, WSDM 123–132
 * @example cupedDifference({ outcome: [4, 6, 9], covariates: [[1, 2, 3]] }, { outcome: [6, 7, 11], covariates: [[1, 2, 4]] }).difference.toFixed(3) // => "0.992"
 */
export function cupedDifference(
  control: CupedArm,
  treatment: CupedArm,
  options: { readonly coefficients?: CupedCoefficients; readonly confidenceLevel?: number } = {},
): CupedDifference {
  const { coefficients: method = pooledCoefficients, confidenceLevel = 0.95 } = options;
  requireDomain(
    control.covariates.length > 0 && control.covariates.length === treatment.covariates.length,
    "cupedDifference requires the same covariates of both arms, at least one",
    `${control.covariates.length} and ${treatment.covariates.length}`,
  );
  const arms = [centered(control), centered(treatment)] as const;
  const coefficients = method(arms);
  const sizes = arms.map((arm) => arm.outcome.length);
  const total = (sizes[0] as number) + (sizes[1] as number);
  const grand = coefficients.map((_, j) =>
    arms.reduce((sum, arm, i) => sum + ((sizes[i] as number) / total) * (arm.covariateMeans[j] as number), 0),
  );
  const [first, second] = arms.map((arm) => adjusted(arm, coefficients, grand)) as [ArmEstimate, ArmEstimate];
  const [rawFirst, rawSecond] = arms.map((arm) => adjusted(arm, [], [])) as [ArmEstimate, ArmEstimate];
  const unadjusted = experimentDifference(rawFirst, rawSecond, confidenceLevel);
  const difference = armDifference("cupedDifference", first, second, confidenceLevel);
  return {
    ...difference,
    coefficients,
    control: first,
    treatment: second,
    varianceReduction: 1 - (difference.standardError / unadjusted.standardError) ** 2,
    unadjusted,
  };
}

/** Least squares over all subjects as one group, as published: what most tools do. @source Deng et al. (2013), 3.2 */
export const pooledCoefficients: CupedCoefficients = (arms) => {
  const total = arms.reduce((sum, arm) => sum + arm.outcome.length, 0);
  const around = (pick: (arm: CenteredArm) => readonly [Float64Array, number]): Float64Array => {
    const parts = arms.map(pick);
    const mean = parts.reduce((sum, [values, own]) => sum + (values.length / total) * own, 0);
    return joined(parts.map(([values, own]) => values.map((value) => value + (own - mean))));
  };
  return leastSquares(
    (arms[0].covariates as Float64Array[]).map((_, j) =>
      around((arm) => [arm.covariates[j] as Float64Array, arm.covariateMeans[j] as number]),
    ),
    around((arm) => [arm.outcome, arm.outcomeMean]),
  );
};

/**
 * Least squares around the mean of each arm, as in an analysis of covariance: a large effect of the treatment does not
 * enter the coefficients.
 *
 * @source Lin (2013), Agnostic notes on regression adjustments to experimental data, The Annals of Applied Statistics 7(1)
 *   295–318
 */
export const withinArmCoefficients: CupedCoefficients = (arms) =>
  leastSquares(
    arms[0].covariates.map((_, j) => joined(arms.map((arm) => arm.covariates[j] as Float64Array))),
    joined(arms.map((arm) => arm.outcome)),
  );

function centered({ outcome, covariates }: CupedArm): CenteredArm {
  const center = (values: ArrayLike<number>): readonly [Float64Array, number] => {
    requireDomain(
      values.length === outcome.length,
      "cupedDifference requires one value of each covariate for each subject",
      `${values.length} for ${outcome.length}`,
    );
    const { mean } = moments("cupedDifference", values);
    return [Float64Array.from(values, (value) => value - mean), mean];
  };
  const [own, outcomeMean] = center(outcome);
  const columns = covariates.map(center);
  return {
    outcome: own,
    outcomeMean,
    covariates: columns.map(([values]) => values),
    covariateMeans: columns.map(([, mean]) => mean),
  };
}

function adjusted(arm: CenteredArm, coefficients: readonly number[], grand: readonly number[]): ArmEstimate {
  const residuals = arm.outcome.map((value, i) =>
    coefficients.reduce((rest, theta, j) => rest - theta * (arm.covariates[j]?.[i] as number), value),
  );
  const { n, squares } = moments("cupedDifference", residuals);
  const value = coefficients.reduce(
    (mean, theta, j) => mean - theta * ((arm.covariateMeans[j] as number) - (grand[j] as number)),
    arm.outcomeMean,
  );
  return { value, standardError: Math.sqrt(squares / (n - 1) / n), n, degreesOfFreedom: n - 1 };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
