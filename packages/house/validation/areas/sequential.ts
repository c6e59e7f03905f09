import {
  alwaysValidPValues,
  groupSequentialPower,
  mixtureSprt,
  obrienFlemingBounds,
  obrienFlemingSpending,
  pocockBounds,
  pocockSpending,
  powerSpending,
  proportionArm,
  sequentialDifference,
  sequentialLift,
  spendingBounds,
  stagewiseInterval,
} from "@cxkit/stats/experiments";
import type { GroupSequentialDesign } from "@cxkit/stats/experiments";
import type { Area } from "../area.ts";

const from = "@cxkit/stats/experiments";

interface TwoProportions {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly alpha: number;
  readonly tuningN: number;
}
interface Spent {
  readonly spending: "obf" | "pocock" | "power";
  readonly power?: number;
  readonly alpha: number;
  readonly information: readonly number[];
}
interface Bounded {
  readonly information: readonly number[];
  readonly bounds: readonly number[];
}

export const area: Area = {
  id: "sequential",
  title: "Sequential experiments",
  script: "sequential.R",
  also: {
    asymptotic_confidence_sequence_two_proportions: ["sequentialLift", "proportionArm"],
    msprt_two_proportions: ["alwaysValidPValues"],
    lan_demets_bounds: ["obrienFlemingSpending", "pocockSpending", "powerSpending"],
    group_sequential_constant: ["obrienFlemingBounds"],
    group_sequential_unequal: ["pocockBounds"],
  },
  functions: {
    asymptotic_confidence_sequence_two_proportions: {
      name: "sequentialDifference",
      from,
      source: "waudbysmith2024",
      leaves: { rho: "a step of the formula, not a result" },
      run: ({ x1, n1, x2, n2, alpha, tuningN }: TwoProportions) => {
        const arms = [proportionArm(x1, n1), proportionArm(x2, n2)] as const;
        const options = { confidenceLevel: 1 - alpha, tuningSize: tuningN };
        const got = sequentialDifference(...arms, options);
        const lift = sequentialLift(...arms, options);
        return {
          difference: got.estimate,
          se: got.standardError,
          lower: got.interval.low,
          upper: got.interval.high,
          pAlwaysValid: got.pValue,
          relative: {
            lift: lift?.estimate,
            se: lift?.standardError,
            lower: lift?.interval.low,
            upper: lift?.interval.high,
            pAlwaysValid: lift?.pValue,
          },
        };
      },
    },
    msprt_two_proportions: {
      name: "mixtureSprt",
      from,
      source: "johari2022",
      run: (input: {
        readonly a: readonly number[];
        readonly b: readonly number[];
        readonly looks: readonly number[];
        readonly tau: number;
      }) => {
        const share = (values: readonly number[], n: number): number =>
          values.slice(0, n).reduce((sum, value) => sum + value, 0) / n;
        const looks = input.looks.map((n) => {
          const [p, q] = [share(input.a, n), share(input.b, n)];
          const standardError = Math.sqrt((p * (1 - p) + q * (1 - q)) / n);
          return mixtureSprt({ difference: q - p, standardError, mixingDeviation: input.tau })
            .logLikelihoodRatio;
        });
        return { lambda: looks.map((look) => Math.exp(look)), p: alwaysValidPValues(looks) };
      },
    },
    group_sequential_constant: {
      name: "pocockBounds",
      from,
      source: "pocock1977",
      run: ({ looks, alpha }: { readonly looks: number; readonly alpha: number }) => ({
        pocock: pocockBounds(looks, 1 - alpha).constant,
        obrienFleming: obrienFlemingBounds(looks, 1 - alpha).constant,
      }),
    },
    group_sequential_unequal: {
      name: "obrienFlemingBounds",
      from,
      source: "obrien1979",
      run: ({ information, alpha }: { readonly information: readonly number[]; readonly alpha: number }) => ({
        pocock: pocockBounds(information, 1 - alpha).constant,
        obrienFleming: obrienFlemingBounds(information, 1 - alpha).constant,
      }),
    },
    lan_demets_bounds: {
      name: "spendingBounds",
      from,
      source: "lan1983",
      run: ({ spending, power = 1, alpha, information }: Spent) => {
        const functions = { obf: obrienFlemingSpending, pocock: pocockSpending, power: powerSpending(power) };
        const { bounds, cumulativeAlpha } = spendingBounds(information, {
          spending: functions[spending],
          confidenceLevel: 1 - alpha,
        });
        return { z: bounds, cumulativeAlpha };
      },
    },
    group_sequential_power: {
      name: "groupSequentialPower",
      from,
      source: "jennison2000",
      run: (input: Bounded & { readonly drift: number }) => {
        const { cumulativePower, expectedInformation } = groupSequentialPower(design(input), input.drift);
        return { cumulativePower, expectedInformation };
      },
    },
    stagewise_interval: {
      name: "stagewiseInterval",
      from,
      source: "tsiatis1984",
      run: (input: Bounded & { readonly look: number; readonly z: number; readonly level: number }) => {
        const stopped = { look: input.look, difference: input.z, standardError: 1 };
        const { estimate, interval, pValue } = stagewiseInterval(design(input), stopped, input.level);
        return { estimate, lower: interval.low, upper: interval.high, p: pValue };
      },
    },
  },
};

function design({ information, bounds }: Bounded): GroupSequentialDesign {
  return { ...pocockBounds(information), bounds };
}
