import { pocockBounds } from "@cxkit/stats/experiments";
import { meanTInterval, netDifference, proportionDifference } from "@cxkit/stats";
import { relativeWeights } from "@cxkit/stats/drivers";

const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => [x, (x * 5) % 7]);
const arm = (outcome: number[], covariate: number[]) => ({
  outcome: Float64Array.from(outcome),
  outcomeMean: 3,
  covariates: [Float64Array.from(covariate)],
  covariateMeans: [2],
});
const arms = [arm([-1, 0, 1], [-1, 0.5, 0.5]), arm([-2, 1, 1], [-1, -1, 2])];
const cases = {
  complete: 100,
  partial: 20,
  refusal: 30,
  nonContact: 40,
  other: 5,
  unknownHousehold: 60,
  ineligible: 7,
};
const rates = Object.fromEntries(
  ["contactRate", "cooperationRate", "refusalRate", "responseRate"].flatMap((rate) =>
    [1, 2, 3, 4, 5, 6].map((number) => [
      `${rate}${number}`,
      [[cases, { eligibility: 0.5, confidenceLevel: 0.95 }]],
    ]),
  ),
);

/** Calls of functions whose docstrings show none, or one that takes long. */
export const furtherCalls: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  ...rates,
  anyDisagreement: [[0, 2, 3]],
  linearDisagreement: [[0, 2, 3]],
  quadraticDisagreement: [[0, 2, 3]],
  pooledCoefficients: [[arms]],
  withinArmCoefficients: [[arms]],
  importanceIntervals: [[relativeWeights, rows, [1, 3, 2, 5, 4, 6, 9, 7], { replicates: 100, seed: 3 }]],
  meanIntervalCoverage: [[meanTInterval, 4, 0.95, [{ shares: [0.2, 0.3, 0.5] }]]],
  netDifferenceCoverage: [
    [
      netDifference,
      [3, 4],
      0.95,
      [{ first: { favorable: 0.5, unfavorable: 0.2 }, second: { favorable: 0.4, unfavorable: 0.3 } }],
    ],
  ],
  proportionDifferenceCoverage: [
    [proportionDifference, [3, 4], 0.95, [{ first: { share: 0.4 }, second: { share: 0.3 } }]],
  ],
  gamesHowell: [
    [
      [
        [7, 8, 6],
        [5, 6, 7],
      ],
    ],
  ],
  tukeyHsd: [
    [
      [
        [7, 8, 6],
        [5, 6, 7],
      ],
    ],
  ],
  sampleSizeInflation: [[pocockBounds(2), 0.8]],
};
