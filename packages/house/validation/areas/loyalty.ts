import type { Estimate } from "@cxkit/core";
import {
  completionRate,
  contactRate1,
  contactRate2,
  contactRate3,
  cooperationRate1,
  cooperationRate2,
  cooperationRate3,
  cooperationRate4,
  grossRevenueRetention,
  healthScore,
  healthScoreOfRows,
  moverComposite,
  netRevenueRetention,
  perceptionGap,
  refusalRate1,
  refusalRate2,
  refusalRate3,
  responseRate1,
  responseRate2,
  responseRate3,
  responseRate4,
  responseRate5,
  responseRate6,
} from "@cxkit/metrics";
import { meanTInterval } from "@cxkit/stats";
import { heterogeneity } from "@cxkit/stats/differences";
import type { Area } from "../area.ts";

interface Cases {
  readonly I: number;
  readonly P: number;
  readonly R: number;
  readonly NC: number;
  readonly O: number;
  readonly UH: number;
  readonly UO: number;
  readonly e: number;
  readonly level: number;
}
interface Revenue {
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly level: number;
}
interface Composite {
  readonly rows: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly standardErrors: readonly number[];
  readonly worst: readonly number[];
  readonly best: readonly number[];
  readonly weights: readonly number[];
  readonly level: number;
}
interface Shares {
  readonly successes: readonly number[];
  readonly trials: readonly number[];
  readonly weights: readonly number[];
  readonly level: number;
}
interface Gap {
  readonly expected: readonly number[];
  readonly experienced: readonly number[];
  readonly level: number;
}
interface Groups {
  readonly estimate: readonly number[];
  readonly se: readonly number[];
}

const from = "@cxkit/metrics";
const scale = 100;

export const area: Area = {
  id: "loyalty",
  title: "Fieldwork rates, revenue kept, health scores, gaps and consistency",
  script: "loyalty.py",
  also: {
    outcome_rates: [
      "responseRate2",
      "responseRate3",
      "responseRate4",
      "responseRate5",
      "responseRate6",
      "cooperationRate1",
      "cooperationRate2",
      "cooperationRate3",
      "cooperationRate4",
      "refusalRate1",
      "refusalRate2",
      "refusalRate3",
      "contactRate1",
      "contactRate2",
      "contactRate3",
    ],
    revenue_retention: ["grossRevenueRetention"],
    health_mover: ["completionRate"],
  },
  functions: {
    outcome_rates: {
      name: "responseRate1",
      from,
      scale,
      source: "aapor2023",
      run: ({ I, P, R, NC, O, UH, UO, e, level }: Cases) => {
        const cases = {
          complete: I,
          partial: P,
          refusal: R,
          nonContact: NC,
          other: O,
          unknownHousehold: UH,
          unknownOther: UO,
        };
        const plain = { confidenceLevel: level };
        const known = { ...plain, eligibility: e };
        const rates = {
          RR1: responseRate1(cases, plain),
          RR2: responseRate2(cases, plain),
          RR3: responseRate3(cases, known),
          RR4: responseRate4(cases, known),
          RR5: responseRate5(cases, plain),
          RR6: responseRate6(cases, plain),
          COOP1: cooperationRate1(cases, plain),
          COOP2: cooperationRate2(cases, plain),
          COOP3: cooperationRate3(cases, plain),
          COOP4: cooperationRate4(cases, plain),
          REF1: refusalRate1(cases, plain),
          REF2: refusalRate2(cases, known),
          REF3: refusalRate3(cases, plain),
          CON1: contactRate1(cases, plain),
          CON2: contactRate2(cases, known),
          CON3: contactRate3(cases, plain),
        };
        return Object.fromEntries(
          Object.entries(rates).map(([name, { value, interval }]) => [
            name,
            { value, interval: [interval?.low, interval?.high] },
          ]),
        );
      },
    },
    revenue_retention: {
      name: "netRevenueRetention",
      from,
      scale,
      source: "cochran1977",
      run: ({ start, end, level: confidenceLevel }: Revenue) => {
        const accounts = start.map((at, row) => ({ start: at, end: end[row] ?? NaN }));
        return {
          net: parts(netRevenueRetention(accounts, { confidenceLevel })),
          gross: parts(grossRevenueRetention(accounts, { confidenceLevel })),
        };
      },
    },
    health_of_rows: {
      name: "healthScoreOfRows",
      from,
      scale,
      source: "oehlert1992",
      run: (input: Composite) =>
        parts(
          healthScoreOfRows(
            input.rows.map((row) => Object.fromEntries(row.entries())),
            Object.fromEntries(scalings(input).entries()),
            { confidenceLevel: input.level },
          ),
        ),
    },
    health: {
      name: "healthScore",
      from,
      scale,
      source: "oehlert1992",
      run: (input: Composite) => {
        const components = scalings(input).map((scaling, at) => ({
          ...scaling,
          estimate: estimateOf(input.values[at] ?? NaN, input.standardErrors[at] ?? NaN),
        }));
        return parts(healthScore(Object.fromEntries(components.entries()), { confidenceLevel: input.level }));
      },
    },
    health_mover: {
      name: "moverComposite",
      from,
      scale,
      source: "zou2008",
      run: ({ successes, trials, weights, level: confidenceLevel }: Shares) => {
        const components = successes.map((completed, at) => ({
          estimate: completionRate({ started: trials[at] ?? 0, completed }, { confidenceLevel }),
          worst: 0,
          best: 100,
          weight: weights[at] ?? NaN,
        }));
        const { value, interval } = healthScore(Object.fromEntries(components.entries()), {
          confidenceLevel,
          interval: moverComposite,
        });
        return { value, interval: [interval?.low, interval?.high] };
      },
    },
    perception_gap: {
      name: "perceptionGap",
      from,
      source: "parasuraman1988",
      run: ({ expected, experienced, level: confidenceLevel }: Gap) => {
        const { value, standardError, interval } = perceptionGap(expected, experienced, {
          confidenceLevel,
          interval: meanTInterval,
        });
        return { value, standardError, t: [interval?.low, interval?.high] };
      },
    },
    dersimonian_laird: {
      name: "heterogeneity",
      from: "@cxkit/stats/differences",
      source: "dersimonian1986",
      run: ({ estimate, se }: Groups) => {
        const found = heterogeneity(estimate, se);
        return {
          Q: found.statistic,
          df: found.degreesOfFreedom,
          p: found.pValue,
          I2: 100 * found.iSquared,
          tau2: found.tauSquared,
          fixedMean: found.fixed.mean,
          fixedSe: found.fixed.standardError,
          randomMean: found.random.mean,
          randomSe: found.random.standardError,
          H2: found.hSquared,
        };
      },
    },
  },
};

function parts({ value, standardError, interval }: Estimate) {
  return { value, standardError, interval: [interval?.low, interval?.high] };
}

function scalings({ worst, best, weights }: Composite) {
  return weights.map((weight, at) => ({ weight, worst: worst[at] ?? NaN, best: best[at] ?? NaN }));
}

function estimateOf(value: number, standardError: number): Estimate {
  const known = { n: 100, effectiveN: 100, unit: "none", confidenceLevel: 0.95, method: "given" } as const;
  return { value, standardError, interval: null, ...known };
}
