import { waldProportionInterval, wilsonInterval } from "@cxkit/stats";
import {
  clusterDesignEffect,
  finitePopulationBase,
  finitePopulationCorrection,
  meanMargin,
  meanSampleSize,
  netSampleSize,
  proportionSampleSize,
  requiredAnswers,
} from "@cxkit/stats/planning";
import type { Area } from "../area.ts";

const from = "@cxkit/stats/planning";

/** Inputs of reference cases: numbers by name. */
type Numbers = Readonly<Record<string, number>>;
interface PopulationInput {
  readonly level: number;
  readonly population: number | null;
}

const population = (of: PopulationInput) => ({
  confidenceLevel: of.level,
  ...(of.population !== null && { population: of.population }),
});

export const area: Area = {
  id: "planning",
  title: "Sample size for a margin of error, and the field",
  script: "planning.R",
  also: {
    proportion_fpc: ["finitePopulationCorrection"],
  },
  functions: {
    margin_of_error_proportion: {
      name: "proportionSampleSize",
      from,
      source: "cochran1977",
      run: (input: PopulationInput & { readonly p: number; readonly margin: number }) => {
        const plan = { share: input.p, margin: input.margin, ...population(input) };
        const { simpleRandomBase, exactAnswers } = proportionSampleSize(plan);
        return { n: simpleRandomBase, nFpc: exactAnswers };
      },
    },
    margin_of_error_nps: {
      name: "netSampleSize",
      from,
      source: "rocks2016",
      run: (input: PopulationInput & { pPromoters: number; pDetractors: number; marginPoints: number }) => {
        const { simpleRandomBase, exactAnswers } = netSampleSize({
          shares: { favorable: input.pPromoters, unfavorable: input.pDetractors },
          margin: input.marginPoints / 100,
          ...population(input),
        });
        return { n: simpleRandomBase, nFpc: exactAnswers };
      },
    },
    wilson_sample_size: {
      name: "proportionSampleSize",
      from,
      source: "wilson1927",
      run: ({ p = 0, margin = 0, level = 0 }: Numbers) => ({
        n: proportionSampleSize({ share: p, margin, confidenceLevel: level, interval: wilsonInterval })
          .simpleRandomBase,
      }),
    },
    mean_sample_size: {
      name: "meanSampleSize",
      from,
      source: "cochran1977",
      run: ({ sd = 0, margin = 0, level = 0 }: Numbers) => ({
        n: meanSampleSize({ standardDeviation: sd, margin, confidenceLevel: level }).simpleRandomBase,
      }),
    },
    mean_margin: {
      name: "meanMargin",
      from,
      source: "cochran1977",
      run: (input: Numbers) => ({
        margin: meanMargin({
          standardDeviation: input["sd"] ?? 0,
          n: input["n"] ?? 0,
          designEffect: input["deff"] ?? 0,
          population: input["population"] ?? 0,
          confidenceLevel: input["level"] ?? 0,
        }).margin,
      }),
    },
    required_answers: {
      name: "requiredAnswers",
      from,
      source: "cochran1977",
      run: ({ base = 0, deff = 0, population: size = 0, responseRate = 0 }: Numbers) => {
        const plan = requiredAnswers(base, { designEffect: deff, population: size, responseRate });
        return { exact: plan.exactAnswers, answers: plan.answers, invitations: plan.invitations };
      },
    },
    cluster_design_effect: {
      name: "clusterDesignEffect",
      from,
      source: "eldridge2006",
      run: ({ sizes, rho }: { readonly sizes: readonly number[]; readonly rho: number }) => {
        const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
        const squares = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / sizes.length;
        return { deff: clusterDesignEffect(mean, rho, Math.sqrt(squares) / mean) };
      },
    },
    proportion_fpc: {
      name: "finitePopulationBase",
      from,
      source: "cochran1977",
      run: ({ x = 0, n = 0, population: size = 0, level = 0 }: Numbers) => {
        const base = finitePopulationBase(n, size);
        const wald = waldProportionInterval((x / n) * base, base, level);
        const wilson = wilsonInterval((x / n) * base, base, level);
        return {
          fpc: finitePopulationCorrection(n, size),
          waldLower: wald.low,
          waldUpper: wald.high,
          wilsonNeffLower: wilson.low,
          wilsonNeffUpper: wilson.high,
        };
      },
    },
  },
};
