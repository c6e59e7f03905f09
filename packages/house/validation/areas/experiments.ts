import {
  cupedDifference,
  expectedLoss,
  experimentDifference,
  fiellerLift,
  meanArm,
  pooledCoefficients,
  ratioArm,
  relativeLift,
  sampleRatioTest,
  withinArmCoefficients,
} from "@cxkit/stats/experiments";
import type { ArmEstimate, CupedArm, CupedCoefficients } from "@cxkit/stats/experiments";
import type { Area } from "../area.ts";

const from = "@cxkit/stats/experiments";

type Values = readonly number[];
/** Inputs of reference cases: numbers by name. */
type Numbers = Readonly<Record<string, number>>;
interface CupedInput {
  readonly preA: Values | readonly Values[];
  readonly postA: Values;
  readonly preB: Values | readonly Values[];
  readonly postB: Values;
}

export const area: Area = {
  id: "experiments",
  title: "Experiments at a fixed horizon",
  script: "experiments.R",
  also: {
    cuped: ["pooledCoefficients", "withinArmCoefficients"],
    relative_lift: ["meanArm"],
    mean_arms: ["meanArm"],
  },
  functions: {
    cuped: {
      name: "cupedDifference",
      from,
      source: "deng2013",
      run: ({ preA, postA, preB, postB }: CupedInput) => {
        const [control, treatment] = [arm(postA, preA), arm(postB, preB)];
        const { unadjusted } = cupedDifference(control, treatment);
        return {
          thetaPooledOverall: adjusted(control, treatment, pooledCoefficients),
          thetaWithinGroup: adjusted(control, treatment, withinArmCoefficients),
          raw: { difference: unadjusted.difference, se: unadjusted.standardError },
        };
      },
    },
    relative_lift: {
      name: "relativeLift",
      from,
      source: "deng2018",
      run: ({ a, b }: { readonly a: Values; readonly b: Values }) => lifts(meanArm(a), meanArm(b), 0.95),
    },
    lift_of_arms: {
      name: "fiellerLift",
      from,
      source: "fieller1954",
      run: ({ value1 = 0, se1 = 0, value2 = 0, se2 = 0, level = 0 }: Numbers) =>
        lifts(
          { value: value1, standardError: se1, n: 100 },
          { value: value2, standardError: se2, n: 100 },
          level,
        ),
    },
    ratio_metric_delta: {
      name: "ratioArm",
      from,
      source: "deng2018",
      run: ({ numerator, denominator }: { readonly numerator: Values; readonly denominator: Values }) => {
        const { value, standardError } = ratioArm(numerator, denominator);
        return { ratio: value, se: standardError };
      },
    },
    mean_arms: {
      name: "experimentDifference",
      from,
      source: "welch1947",
      run: ({ a, b, level }: { readonly a: Values; readonly b: Values; readonly level: number }) => {
        const got = experimentDifference(meanArm(a), meanArm(b), level);
        return {
          difference: got.difference,
          se: got.standardError,
          df: got.degreesOfFreedom,
          lower: got.interval.low,
          upper: got.interval.high,
          p: got.pValue,
        };
      },
    },
    sample_ratio: {
      name: "sampleRatioTest",
      from,
      source: "pearson1900",
      run: ({ observed, shares }: { readonly observed: Values; readonly shares: Values }) => {
        const { statistic, pValue } = sampleRatioTest(observed, shares);
        return { statistic, p: pValue };
      },
    },
    sample_ratio_exact: {
      name: "sampleRatioTest",
      from,
      source: "pearson1900",
      run: ({ observed, shares }: { readonly observed: Values; readonly shares: Values }) => ({
        p: sampleRatioTest(observed, shares).pValue,
      }),
    },
    normal_expected_loss: {
      name: "expectedLoss",
      from,
      source: "raiffa1961",
      run: ({ value1 = 0, se1 = 0, value2 = 0, se2 = 0, priorMean = 0, priorDeviation = 1 }: Numbers) => {
        const got = expectedLoss(
          { value: value1, standardError: se1, n: 100 },
          { value: value2, standardError: se2, n: 100 },
          { prior: { mean: priorMean, standardDeviation: priorDeviation } },
        );
        return {
          probability: got.probabilityTreatmentBetter,
          lossOfTreatment: got.lossOfTreatment,
          lossOfControl: got.lossOfControl,
          difference: got.difference,
          sd: got.standardDeviation,
        };
      },
    },
  },
};

function arm(outcome: Values, covariates: Values | readonly Values[]): CupedArm {
  const several =
    typeof covariates[0] === "number" ? [covariates as Values] : (covariates as readonly Values[]);
  return { outcome, covariates: several };
}

function adjusted(control: CupedArm, treatment: CupedArm, coefficients: CupedCoefficients) {
  const got = cupedDifference(control, treatment, { coefficients });
  return {
    theta: got.coefficients.length === 1 ? got.coefficients[0] : got.coefficients,
    adjMeanA: got.control.value,
    adjMeanB: got.treatment.value,
    difference: got.difference,
    se: got.standardError,
    varianceReduction: got.varianceReduction,
  };
}

function lifts(control: ArmEstimate, treatment: ArmEstimate, confidenceLevel: number) {
  const delta = relativeLift(control, treatment, confidenceLevel);
  const fieller = fiellerLift(control, treatment, confidenceLevel);
  return {
    lift: delta?.lift,
    seDelta: delta?.standardError,
    lowerDelta: delta?.interval.low,
    upperDelta: delta?.interval.high,
    fieller: [fieller?.interval.low, fieller?.interval.high],
  };
}
