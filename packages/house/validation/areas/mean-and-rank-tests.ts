import * as tests from "@cxkit/stats/hypothesis-tests";
import type { Area } from "../area.ts";

interface TwoSamples {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Groups {
  readonly groups: readonly (readonly number[])[];
}

interface Rows {
  readonly rows: readonly (readonly number[])[];
}

export const area: Area = {
  id: "mean-and-rank-tests",
  title: "Tests of means and ranks",
  script: "hypothesis-tests.R",
  also: {
    student_t: ["cohensD", "hedgesG"],
    paired_t: ["cohensDPaired"],
  },
  functions: {
    one_sample_t: {
      ...checks("oneSampleT", "student1908"),
      run: ({ x, target }: { readonly x: readonly number[]; readonly target: number }) =>
        tTails((options) => tests.oneSampleT(x, target, options)),
    },
    welch_t: {
      ...checks("welchT", "welch1947"),
      run: ({ x, y }: TwoSamples) => {
        const { estimate: difference } = tests.welchT(x, y);
        return {
          ...tTails((options) => tests.welchT(x, y, options)),
          difference,
        };
      },
    },
    student_t: {
      ...checks("studentT", "student1908"),
      leaves: { hedgesGApprox: "is an approximation of what hedgesG gives exactly" },
      run: ({ x, y }: TwoSamples) => {
        const { statistic, degreesOfFreedom, pValue } = tests.studentT(x, y);
        const sizes = {
          cohensD: tests.cohensD(x, y).estimate,
          hedgesGExact: tests.hedgesG(x, y).estimate,
        };
        return {
          t: statistic,
          df: degreesOfFreedom,
          p: pValue,
          ...sizes,
        };
      },
    },
    cohens_d_interval: {
      ...checks("cohensD", "steiger1997"),
      run: ({ x, y }: TwoSamples) => {
        const { estimate, interval } = tests.cohensD(x, y);
        return {
          d: estimate,
          ...interval,
        };
      },
    },
    paired_t: {
      ...checks("pairedT", "student1908"),
      run: ({ x: first, y: second }: TwoSamples) => {
        const { estimate, statistic, degreesOfFreedom, pValue, interval } = tests.pairedT({
          first,
          second,
        });
        return {
          t: statistic,
          df: degreesOfFreedom,
          p: pValue,
          meanDifference: estimate,
          lower95: interval.low,
          upper95: interval.high,
          cohensDz: tests.cohensDPaired({
            first,
            second,
          }).estimate,
        };
      },
    },
    mann_whitney_asymptotic_cc: {
      ...checks("mannWhitneyCorrected", "mann1947"),
      run: ({ x, y }: TwoSamples) =>
        ranked(
          tests.mannWhitneyCorrected(x, y),
          tests.mannWhitneyCorrected(x, y, { alternative: "greater" }),
        ),
    },
    mann_whitney_asymptotic: {
      ...checks("mannWhitney", "mann1947"),
      run: ({ x, y }: TwoSamples) =>
        ranked(tests.mannWhitney(x, y), tests.mannWhitney(x, y, { alternative: "greater" })),
    },
    mann_whitney_exact: {
      ...checks("mannWhitneyExact", "mann1947"),
      run: ({ x, y }: TwoSamples) => {
        const { u1, pValue } = tests.mannWhitneyExact(x, y);
        return {
          U1: u1,
          p: pValue,
        };
      },
    },
    brunner_munzel: {
      ...checks("brunnerMunzel", "brunner2000"),
      run: ({ x, y }: TwoSamples) => {
        const { statistic, pValue } = tests.brunnerMunzel(x, y);
        return {
          statistic: -statistic,
          p: pValue,
        };
      },
    },
    cliffs_delta: {
      ...checks("cliffsDelta", "feng2004"),
      run: ({ x, y }: TwoSamples) => {
        const { estimate, interval } = tests.cliffsDelta(x, y);
        return {
          delta: estimate,
          ...interval,
        };
      },
    },
    permutation_mean_diff_exact: {
      ...checks("permutationMeanDifference", "pagano1983"),
      leaves: { permutations: "is not counted: the distribution is convolved" },
      run: ({ x, y }: TwoSamples) => ({
        ...tails((options) => tests.permutationMeanDifference(x, y, options)),
        difference: tests.permutationMeanDifference(x, y).difference,
      }),
    },
    wilcoxon_signed_rank_asymptotic: {
      ...checks("wilcoxonSignedRank", "wilcoxon1945"),
      run: ({ x: first, y: second }: TwoSamples) =>
        signed(
          tests.wilcoxonSignedRank({
            first,
            second,
          }),
          Math.min,
        ),
    },
    wilcoxon_signed_rank_exact: {
      ...checks("wilcoxonSignedRankExact", "wilcoxon1945"),
      run: ({ x: first, y: second }: TwoSamples) =>
        signed(
          tests.wilcoxonSignedRankExact({
            first,
            second,
          }),
          (positive) => positive,
        ),
    },
    anova_oneway: {
      ...checks("oneWayAnova", "fisher1925"),
      run: ({ groups }: Groups) => {
        const { etaSquared, omegaSquared, ...rest } = tests.oneWayAnova(groups);
        return {
          ...fTest(rest),
          etaSquared,
          omegaSquared,
        };
      },
    },
    anova_welch: {
      ...checks("welchAnova", "welch1951"),
      run: ({ groups }: Groups) => fTest(tests.welchAnova(groups)),
    },
    kruskal_wallis: {
      ...checks("kruskalWallis", "kruskal1952"),
      run: ({ groups }: Groups) => {
        const { statistic, degreesOfFreedom, pValue, epsilonSquared } = tests.kruskalWallis(groups);
        return {
          H: statistic,
          df: degreesOfFreedom,
          p: pValue,
          epsilonSquared,
        };
      },
    },
    mean_score: {
      ...checks("meanScoreTest", "landis1978"),
      run: ({ groups }: Groups) => chiSquared(tests.meanScoreTest(groups)),
    },
    levene_brown_forsythe: {
      ...checks("brownForsythe", "brown1974"),
      run: ({ groups }: Groups) => spread(tests.brownForsythe(groups)),
    },
    levene_mean: {
      ...checks("levene", "levene1960"),
      run: ({ groups }: Groups) => spread(tests.levene(groups)),
    },
    friedman: {
      ...checks("friedmanTest", "friedman1937"),
      run: ({ rows }: Rows) => chiSquared(tests.friedmanTest(rows)),
    },
    tukey_hsd: {
      ...checks("tukeyHsd", "kramer1956"),
      run: ({ groups }: Groups) => pairwise(tests.tukeyHsd(groups)),
    },
    games_howell: {
      ...checks("gamesHowell", "games1976"),
      run: ({ groups }: Groups) => pairwise(tests.gamesHowell(groups)),
    },
    dunn: {
      ...checks("dunnTest", "dunn1964"),
      run: ({ groups }: Groups) => {
        const pairs = tests.dunnTest(groups);
        return {
          z: pairs.map(({ statistic }) => statistic),
          p: pairs.map(({ pValue }) => pValue),
          holm: pairs.map(({ adjustedPValue }) => adjustedPValue),
        };
      },
    },
  },
};

function tails(test: (options: tests.TestOptions) => tests.TestResult) {
  const p = (alternative: tests.Alternative): number => test({ alternative }).pValue;
  return { p: p("two-sided"), pGreater: p("greater"), pLess: p("less") };
}

function tTails(test: (options: tests.TestOptions) => tests.MeanTestResult) {
  const { statistic, degreesOfFreedom, standardError, interval } = test({});
  const limits = { lower95: interval.low, upper95: interval.high };
  return { t: statistic, df: degreesOfFreedom, se: standardError, ...limits, ...tails(test) };
}

function chiSquared({ statistic, degreesOfFreedom, pValue }: tests.TestResult) {
  return { chi2: statistic, df: degreesOfFreedom, p: pValue };
}

function ranked(
  { u1, u2, auc, cliffsDelta: delta, pValue }: tests.MannWhitneyResult,
  greater: tests.MannWhitneyResult,
) {
  return { U1: u1, U2: u2, auc, cliffsDelta: delta, p: pValue, pGreater: greater.pValue };
}

function signed(
  { positiveRankSum, negativeRankSum, pValue }: tests.WilcoxonSignedRankResult,
  choose: (positive: number, negative: number) => number,
) {
  return { W: choose(positiveRankSum, negativeRankSum), p: pValue };
}

function fTest({
  statistic,
  degreesOfFreedom,
  denominatorDegreesOfFreedom,
  pValue,
}: Omit<tests.AnovaResult, "test">) {
  return { F: statistic, df1: degreesOfFreedom, df2: denominatorDegreesOfFreedom, p: pValue };
}

function spread({ statistic, pValue }: tests.TestResult) {
  return { W: statistic, p: pValue };
}

function pairwise(pairs: readonly tests.PairwiseComparison[]) {
  return {
    p: pairs.map(({ pValue }) => pValue),
    meanDiff: pairs.map(({ difference }) => difference),
    lower95: pairs.map(({ interval }) => interval.low),
    upper95: pairs.map(({ interval }) => interval.high),
  };
}

function checks(name: string, source: string) {
  return { name, from: "@cxkit/stats/hypothesis-tests", source };
}
