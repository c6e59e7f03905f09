import { cohensH } from "@cxkit/stats/hypothesis-tests";
import {
  anovaDetectable,
  anovaPower,
  anovaSampleSize,
  arcsineProportionTest,
  chiSquaredPower,
  chiSquaredSampleSize,
  equivalencePower,
  equivalenceSampleSize,
  nonInferiorityPower,
  nonInferioritySampleSize,
  oneMeanDetectable,
  oneMeanPower,
  oneMeanSampleSize,
  twoMeansDetectable,
  twoMeansPower,
  twoMeansSampleSize,
  twoNetsDetectable,
  twoNetsPower,
  twoNetsSampleSize,
  twoProportionsDetectable,
  twoProportionsExactPower,
  twoProportionsPower,
  twoProportionsSampleSize,
  unpooledProportionTest,
} from "@cxkit/stats/planning";
import type { Area } from "../area.ts";

const from = "@cxkit/stats/planning";

/** Inputs of reference cases: numbers by name. */
type Numbers = Readonly<Record<string, number>>;

const proportions = ({ p1 = 0, p2 = 0, alpha = 0, power = 0.8, ratio = 1 }: Numbers) => ({
  first: p1,
  second: p2,
  power,
  ratio,
  confidenceLevel: 1 - alpha,
});
const strict = { rejections: "any-direction" } as const;
export const area: Area = {
  id: "power",
  title: "Power of comparisons",
  script: "planning.R",
  also: {
    two_proportions_cohen_h: ["twoProportionsPower", "arcsineProportionTest"],
    two_proportions_unpooled: ["unpooledProportionTest"],
    t_power: ["oneMeanPower"],
    power_t_test_detectable: ["oneMeanDetectable"],
    two_nps_power: ["twoNetsDetectable"],
    equivalence: ["equivalencePower", "nonInferioritySampleSize", "nonInferiorityPower"],
  },
  functions: {
    cohens_h: {
      name: "cohensH",
      from: "@cxkit/stats/hypothesis-tests",
      source: "cohen1988",
      run: ({ p1 = 0, p2 = 0 }: Numbers) => ({ h: cohensH(p1, p2) }),
    },
    two_proportions_cohen_h: {
      name: "twoProportionsSampleSize",
      from,
      source: "cohen1988",
      run: (input: Numbers) => {
        const wanted = { ...proportions(input), ...strict, method: arcsineProportionTest };
        const { n, groups, powerAtGroups } = twoProportionsSampleSize(wanted);
        const n1ceil = groups[0] ?? Number.NaN;
        const ratioAtCeil = twoProportionsPower({ ...wanted, n: n1ceil }).power;
        // The reference's second group is ratio · ⌈n1⌉, not rounded.
        const rounded = Number.isInteger((input["ratio"] ?? 1) * n1ceil);
        return {
          h: cohensH(input["p1"] ?? 0, input["p2"] ?? 0),
          n1: n,
          n1ceil,
          powerAtCeil: rounded ? powerAtGroups : ratioAtCeil,
        };
      },
    },
    two_proportions_unpooled: {
      name: "twoProportionsSampleSize",
      from,
      source: "chow2008",
      run: (input: Numbers) => ({
        n1: twoProportionsSampleSize({ ...proportions(input), method: unpooledProportionTest }).n,
      }),
    },
    two_proportions_pooled_null: {
      name: "twoProportionsSampleSize",
      from,
      source: "fleiss2003",
      run: (input: Numbers) => ({ n1: twoProportionsSampleSize(proportions(input)).n }),
    },
    power_prop_test: {
      name: "twoProportionsSampleSize",
      from,
      source: "fleiss2003",
      run: (input: Numbers) => ({
        nPerGroup: twoProportionsSampleSize(proportions(input)).n,
        nStrict: twoProportionsSampleSize({ ...proportions(input), ...strict }).n,
      }),
    },
    power_prop_test_power: {
      name: "twoProportionsPower",
      from,
      source: "fleiss2003",
      run: (input: Numbers) => {
        const plan = { ...proportions(input), n: input["n"] ?? 0 };
        const alternative = plan.first > plan.second ? ("greater" as const) : ("less" as const);
        return {
          power: twoProportionsPower(plan).power,
          strict: twoProportionsPower({ ...plan, ...strict }).power,
          oneSided: twoProportionsPower({ ...plan, alternative }).power,
        };
      },
    },
    power_prop_test_detectable: {
      name: "twoProportionsDetectable",
      from,
      source: "fleiss2003",
      run: (input: Numbers) => ({
        p2: twoProportionsDetectable({ ...proportions(input), n: input["n"] ?? 0 }).second,
      }),
    },
    two_proportions_exact: {
      name: "twoProportionsExactPower",
      from,
      source: "suissa1985",
      run: ({ p1 = 0, p2 = 0, n1 = 0, n2 = 0, alpha = 0 }: Numbers) => {
        const { greater, less } = twoProportionsExactPower(p1, p2, [n1, n2], 1 - alpha);
        return { greater, less };
      },
    },
    two_sample_t: {
      name: "twoMeansSampleSize",
      from,
      source: "cohen1988",
      run: ({ d = 0, alpha = 0, power = 0, ratio = 1 }: Numbers) => {
        const wanted = { difference: d, standardDeviation: 1, ratio, confidenceLevel: 1 - alpha, ...strict };
        const { n, groups } = twoMeansSampleSize({ ...wanted, power });
        const n1ceil = groups[0] ?? Number.NaN;
        return { n1: n, n1ceil, powerAtCeil: twoMeansPower({ ...wanted, n: n1ceil }).power };
      },
    },
    one_sample_or_paired_t: {
      name: "oneMeanSampleSize",
      from,
      source: "cohen1988",
      run: ({ d = 0, alpha = 0, power = 0 }: Numbers) => {
        const wanted = { difference: d, standardDeviation: 1, power, confidenceLevel: 1 - alpha, ...strict };
        const { n, groups } = oneMeanSampleSize(wanted);
        return { n, nceil: groups[0] };
      },
    },
    t_power: {
      name: "twoMeansPower",
      from,
      source: "cohen1988",
      run: ({ d = 0, n1 = 0, n2 = 0, alpha = 0 }: Numbers) => {
        const one = { difference: d, standardDeviation: 1, n: n1, confidenceLevel: 1 - alpha };
        const two = { ...one, ratio: n2 / n1 };
        return {
          two: twoMeansPower(two).power,
          strict: twoMeansPower({ ...two, ...strict }).power,
          oneSided: twoMeansPower({ ...two, alternative: "greater" }).power,
          paired: oneMeanPower(one).power,
        };
      },
    },
    power_t_test: {
      name: "twoMeansSampleSize",
      from,
      source: "cohen1988",
      run: ({ delta = 0, sd = 0, alpha = 0, power = 0 }: Numbers) => ({
        nPerGroup: twoMeansSampleSize({
          difference: delta,
          standardDeviation: sd,
          power,
          confidenceLevel: 1 - alpha,
        }).n,
      }),
    },
    power_t_test_detectable: {
      name: "twoMeansDetectable",
      from,
      source: "cohen1988",
      run: ({ n = 0, sd = 0, alpha = 0, power = 0 }: Numbers) => {
        const plan = { n, standardDeviation: sd, power, confidenceLevel: 1 - alpha };
        return { two: twoMeansDetectable(plan).difference, paired: oneMeanDetectable(plan).difference };
      },
    },
    power_anova: {
      name: "anovaSampleSize",
      from,
      source: "cohen1988",
      run: ({ k = 0, f = 0, alpha = 0, power = 0 }: Numbers) => ({
        nPerGroup: anovaSampleSize({ groupCount: k, effect: f, power, confidenceLevel: 1 - alpha }).n,
      }),
    },
    anova_power: {
      name: "anovaPower",
      from,
      source: "cohen1988",
      run: ({ k = 0, f = 0, n = 0, alpha = 0 }: Numbers) => ({
        power: anovaPower({ groupCount: k, effect: f, n, confidenceLevel: 1 - alpha }).power,
      }),
    },
    anova_detectable: {
      name: "anovaDetectable",
      from,
      source: "cohen1988",
      run: ({ k = 0, n = 0, alpha = 0, power = 0 }: Numbers) => ({
        f: anovaDetectable({ groupCount: k, n, power, confidenceLevel: 1 - alpha }).effect,
      }),
    },
    power_chisq: {
      name: "chiSquaredPower",
      from,
      source: "cohen1988",
      run: ({ w = 0, N = 0, df = 0, alpha = 0 }: Numbers) => ({
        power: chiSquaredPower({ degreesOfFreedom: df, effect: w, n: N, confidenceLevel: 1 - alpha }).power,
      }),
    },
    chisq_sample_size: {
      name: "chiSquaredSampleSize",
      from,
      source: "cohen1988",
      run: ({ w = 0, df = 0, alpha = 0, power = 0 }: Numbers) => ({
        n: chiSquaredSampleSize({ degreesOfFreedom: df, effect: w, power, confidenceLevel: 1 - alpha }).n,
      }),
    },
    two_group_nps: {
      name: "twoNetsSampleSize",
      from,
      source: "rocks2016",
      run: ({ pPromoters = 0, pDetractors = 0, deltaPoints = 0, alpha = 0, power = 0 }: Numbers) => ({
        nPerGroup: twoNetsSampleSize({
          shares: { favorable: pPromoters, unfavorable: pDetractors },
          difference: deltaPoints / 100,
          power,
          confidenceLevel: 1 - alpha,
        }).n,
      }),
    },
    two_nps_power: {
      name: "twoNetsPower",
      from,
      source: "rocks2016",
      run: ({ p1 = 0, d1 = 0, p2 = 0, d2 = 0, deltaPoints = 0, n = 0, ratio = 1, alpha = 0 }: Numbers) => {
        const plan = {
          shares: { favorable: p1, unfavorable: d1 },
          secondShares: { favorable: p2, unfavorable: d2 },
          n,
          ratio,
          confidenceLevel: 1 - alpha,
        };
        const difference = deltaPoints / 100;
        return {
          power: twoNetsPower({ ...plan, difference }).power,
          strict: twoNetsPower({ ...plan, difference, ...strict }).power,
          detectable: 100 * twoNetsDetectable(plan).difference,
        };
      },
    },
    equivalence: {
      name: "equivalenceSampleSize",
      from,
      source: "schuirmann1987",
      run: (input: Numbers) => {
        const plan = {
          margin: input["margin"] ?? 0,
          difference: input["difference"] ?? 0,
          standardDeviation: input["sd1"] ?? 0,
          secondStandardDeviation: input["sd2"] ?? 0,
          ratio: input["ratio"] ?? 1,
          confidenceLevel: 1 - (input["alpha"] ?? 0),
        };
        const [size, power] =
          input["sides"] === 2
            ? [equivalenceSampleSize, equivalencePower]
            : [nonInferioritySampleSize, nonInferiorityPower];
        const { n } = size({ ...plan, power: input["power"] ?? 0 });
        return { n, powerAt: power({ ...plan, n: input["n"] ?? 0 }).power };
      },
    },
  },
};
