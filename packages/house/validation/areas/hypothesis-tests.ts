import * as tests from "@cxkit/stats/hypothesis-tests";
import type { Area } from "../area.ts";

interface TwoCounts {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
}

interface TwoSamples {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Rows {
  readonly rows: readonly (readonly number[])[];
}

interface Table {
  readonly table: tests.FourfoldTable;
}

export const area: Area = {
  id: "hypothesis-tests",
  title: "Tests of shares, tables, trends and margins",
  script: "hypothesis-tests.R",
  also: {
    mcnemar: ["mcnemarExact", "mcnemarChiSquared", "mcnemarCorrected"],
    chi_square_rxc: ["chiSquaredTest"],
  },
  functions: {
    two_proportion_z_pooled: {
      ...checks("pooledTwoProportionZ", "fleiss2003"),
      scale: 0,
      run: (input: TwoCounts) =>
        zTails((options) => tests.pooledTwoProportionZ(...proportions(input), options)),
    },
    two_proportion_z_unpooled: {
      ...checks("unpooledTwoProportionZ", "fleiss2003"),
      scale: 0,
      run: (input: TwoCounts) =>
        zTails((options) => tests.unpooledTwoProportionZ(...proportions(input), options)),
    },
    miettinen_nurminen_test: {
      ...checks("miettinenNurminenTest", "miettinen1985"),
      run: ({
        nullDifference,
        ...input
      }: TwoCounts & {
        readonly nullDifference: number;
      }) =>
        zTails((options) =>
          tests.miettinenNurminenTest(...proportions(input), {
            ...options,
            nullDifference,
          }),
        ),
    },
    chi_square_2x2: {
      ...checks("chiSquaredTest", "pearson1900"),
      leaves: { phi: "is Cramér's V with a sign" },
      run: ({ table }: Table) => {
        const { statistic, degreesOfFreedom, pValue, expected, cramersV } = tests.chiSquaredTest(table);
        return {
          chi2: statistic,
          df: degreesOfFreedom,
          p: pValue,
          expected,
          cramersV,
        };
      },
    },
    chi_square_2x2_yates: {
      ...checks("yatesChiSquaredTest", "yates1934"),
      run: ({ table }: Table) => chiSquared(tests.yatesChiSquaredTest(table)),
    },
    chi_square_rxc: {
      ...checks("gTest", "woolf1957"),
      run: ({ table }: { readonly table: readonly (readonly number[])[] }) => {
        const g = tests.gTest(table);
        const { cramersV, ...pearson } = tests.chiSquaredTest(table);
        return {
          ...chiSquared(pearson),
          cramersV,
          G: g.statistic,
          pG: g.pValue,
        };
      },
    },
    corrected_cramers_v: {
      ...checks("correctedCramersV", "bergsma2013"),
      run: ({ table }: { readonly table: readonly (readonly number[])[] }) => ({
        v: tests.correctedCramersV(table),
      }),
    },
    chi_square_gof: {
      ...checks("chiSquaredGoodnessOfFit", "pearson1900"),
      run: ({
        observed,
        weights,
      }: {
        readonly observed: readonly number[];
        readonly weights: readonly number[];
      }) => chiSquared(tests.chiSquaredGoodnessOfFit(observed, weights)),
    },
    fisher_exact: {
      ...checks("fisherExact", "fisher1935"),
      leaves: { oddsRatio: "is the business of the intervals of odds ratios" },
      run: ({ table }: Table) => tails((options) => tests.fisherExact(table, options)),
    },
    fisher_mid_p: {
      ...checks("fisherMidP", "lancaster1961"),
      run: ({ table }: Table) => tails((options) => tests.fisherMidP(table, options)),
    },
    binomial_exact: {
      ...checks("binomialTest", "clopper1934"),
      scale: 0,
      run: ({ x, n, p0 }: { readonly x: number; readonly n: number; readonly p0: number }) =>
        tails((options) => tests.binomialTest(x, n, p0, options)),
    },
    mcnemar: {
      ...checks("mcnemarMidP", "fagerland2013"),
      run: ({ b: firstOnly, c: secondOnly }: { readonly b: number; readonly c: number }) => {
        const pairs = {
          firstOnly,
          secondOnly,
        };
        const [plain, corrected] = [tests.mcnemarChiSquared(pairs), tests.mcnemarCorrected(pairs)];
        return {
          exactP: tests.mcnemarExact(pairs).pValue,
          chi2: plain.statistic,
          p: plain.pValue,
          chi2cc: corrected.statistic,
          pcc: corrected.pValue,
          midP: tests.mcnemarMidP(pairs).pValue,
        };
      },
    },
    cochran_q: {
      ...checks("cochranQ", "cochran1950"),
      run: ({ rows }: Rows) => {
        const { statistic, degreesOfFreedom, pValue } = tests.cochranQ(rows);
        return {
          Q: statistic,
          df: degreesOfFreedom,
          p: pValue,
        };
      },
    },
    cochran_armitage_trend: {
      ...checks("cochranArmitageTrend", "armitage1955"),
      run: ({ x, n, scores }: { x: number[]; n: number[]; scores: number[] }) => {
        const groups = x.map((successes, i) => ({
          successes,
          trials: n[i] as number,
        }));
        const { statistic, pValue } = tests.cochranArmitageTrend(groups, scores);
        return {
          chi2: statistic ** 2,
          z: statistic,
          p: pValue,
        };
      },
    },
    net_trend: {
      ...checks("netTrend", "armitage1955"),
      run: ({ waves, times }: { waves: [number, number, number][]; times: number[] }) => {
        const counts = waves.map(([favorable, neutral, unfavorable]) => ({
          favorable,
          neutral,
          unfavorable,
        }));
        return {
          ...zTails((options) => tests.netTrend(counts, times, options)),
          slope: tests.netTrend(counts, times).slope,
        };
      },
    },
    cohens_h: {
      ...checks("cohensH", "cohen1988"),
      run: ({ p1, p2 }: { readonly p1: number; readonly p2: number }) => ({ h: tests.cohensH(p1, p2) }),
    },
    equivalence: {
      ...checks("equivalence", "schuirmann1987"),
      run: ({
        low,
        high,
        ...difference
      }: Readonly<Record<"estimate" | "standardError" | "low" | "high", number>>) =>
        equivalent(
          tests.equivalence(difference, {
            low,
            high,
          }),
        ),
    },
    equivalence_welch: {
      ...checks("meanEquivalence", "schuirmann1987"),
      run: ({
        x,
        y,
        low,
        high,
      }: TwoSamples & {
        readonly low: number;
        readonly high: number;
      }) =>
        equivalent(
          tests.meanEquivalence(x, y, {
            low,
            high,
          }),
        ),
    },
    equivalence_proportions: {
      ...checks("proportionEquivalence", "farrington1990"),
      run: ({
        low,
        high,
        ...input
      }: TwoCounts & {
        readonly low: number;
        readonly high: number;
      }) =>
        equivalent(
          tests.proportionEquivalence(...proportions(input), {
            low,
            high,
          }),
        ),
    },
    mann_kendall_theil_sen: {
      ...checks("mannKendall", "mann1945"),
      run: ({ y }: { readonly y: readonly number[] }) => {
        const { score, scoreVariance, statistic, pValue } = tests.mannKendall(y);
        return {
          S: score,
          varS: scoreVariance,
          z: statistic,
          p: pValue,
          theilSen: tests.theilSenSlope(y).slope,
        };
      },
    },
    theil_sen_interval: {
      ...checks("theilSenSlope", "sen1968"),
      run: ({ y }: { readonly y: readonly number[] }) => {
        const { slope, interval } = tests.theilSenSlope(y);
        return {
          slope,
          ...interval,
        };
      },
    },
  },
};

type Counted = readonly [{ successes: number; trials: number }, { successes: number; trials: number }];

function proportions({ x1, n1, x2, n2 }: TwoCounts): Counted {
  return [
    { successes: x1, trials: n1 },
    { successes: x2, trials: n2 },
  ];
}

function zTails(test: (options: tests.TestOptions) => tests.TestResult) {
  return { z: test({}).statistic, ...tails(test) };
}

function tails(test: (options: tests.TestOptions) => tests.TestResult) {
  const p = (alternative: tests.Alternative): number => test({ alternative }).pValue;
  return { p: p("two-sided"), pGreater: p("greater"), pLess: p("less") };
}

function chiSquared({ statistic, degreesOfFreedom, pValue }: tests.TestResult) {
  return { chi2: statistic, df: degreesOfFreedom, p: pValue };
}

function equivalent({ lowerPValue, upperPValue, pValue, interval }: tests.EquivalenceResult) {
  const limits = { lower90: interval.low, upper90: interval.high };
  return { lowerP: lowerPValue, upperP: upperPValue, p: pValue, ...limits };
}

function checks(name: string, source: string) {
  return { name, from: "@cxkit/stats/hypothesis-tests", source };
}
