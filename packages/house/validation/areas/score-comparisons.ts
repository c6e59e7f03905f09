import { scaleTallyOf } from "@cxkit/core";
import {
  compareGroups,
  csatMetric,
  difference,
  equivalence,
  greater,
  less,
  meanMetric,
  npsMetric,
  ratingMean,
  tallyOf,
  targetTest,
  trend,
} from "@cxkit/metrics";
import {
  type DifferenceTest,
  pairedMeanDifference,
  pairedNetDifference,
  pairedProportionDifference,
  pairedProportionDifferenceBonettPrice,
  pairedProportionDifferenceNewcombe,
  type PairedWaves,
} from "@cxkit/stats/differences";
import type { Area, Witnessed } from "../area.ts";

const from = "@cxkit/stats/differences";
const metrics = "@cxkit/metrics";
const nps = npsMetric({ item: "q" });
const csat = csatMetric({ item: "q" });
const mean = meanMetric({ item: "q" });

interface Waves extends PairedWaves {
  readonly level: number;
}
type Method = (waves: PairedWaves, level: number) => DifferenceTest;
interface Groups {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly alternative: "greater" | "less";
  readonly level: number;
  readonly margin: number;
}
interface Classes {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly target: number;
}
interface Share {
  readonly successes: number;
  readonly trials: number;
  readonly target: number;
  readonly alternative: "two-sided" | "greater" | "less";
}

export const area: Area = {
  id: "score-comparisons",
  title: "Comparisons of scores: pairs, margins, targets, groups, trends",
  script: "score-comparisons.R",
  also: {
    welch_tost: ["meanMetric", "tallyOf"],
    mean_groups: ["meanMetric", "tallyOf"],
    share_groups: ["csatMetric"],
  },
  functions: {
    paired_t: paired("pairedMeanDifference", "student1908", pairedMeanDifference, (test) => ({
      difference: test.difference,
      ...limits(test),
      statistic: test.statistic,
      df: test.degreesOfFreedom,
      p: test.pValue,
    })),
    overlapping_t: paired("pairedMeanDifference", "derrick2017", pairedMeanDifference, (test) => ({
      difference: test.difference,
      ...limits(test),
      statistic: test.statistic,
      df: test.degreesOfFreedom,
      p: test.pValue,
    })),
    overlapping_net: paired("pairedNetDifference", "kish1965", pairedNetDifference, (test) => ({
      difference: test.difference,
      ...limits(test),
      statistic: test.statistic,
      p: test.pValue,
    })),
    tango: paired("pairedProportionDifference", "tango1998", pairedProportionDifference, (test) => ({
      difference: test.difference,
      ...limits(test),
      p: test.pValue,
    })),
    bonett_price: paired(
      "pairedProportionDifferenceBonettPrice",
      "bonett2012",
      pairedProportionDifferenceBonettPrice,
      limits,
    ),
    newcombe_paired: paired(
      "pairedProportionDifferenceNewcombe",
      "newcombe1998paired",
      pairedProportionDifferenceNewcombe,
      (test) => ({ difference: test.difference, ...limits(test), p: test.pValue }),
    ),
    newcombe_published: {
      name: "pairedProportionDifferenceNewcombe",
      from,
      source: "newcombe1998paired",
      run: ({ counts }: PairedWaves) =>
        limits(pairedProportionDifferenceNewcombe({ points: [0, 1], counts })),
    },
    one_sided_welch: {
      name: "difference",
      from: metrics,
      source: "welch1947",
      run({ a, b, alternative, level }: Groups) {
        const test = difference(ratingMean([...a]), ratingMean([...b]), {
          alternative: { greater, less }[alternative],
          confidenceLevel: level,
        });
        const { low, high } = test.difference.interval!;
        return { statistic: test.statistic, df: test.degreesOfFreedom, p: test.pValue, limit: low ?? high };
      },
    },
    welch_tost: {
      name: "equivalence",
      from: metrics,
      source: "schuirmann1987",
      run({ a, b, margin }: Groups) {
        const test = equivalence(mean, tallyOf(a, mean), tallyOf(b, mean), { margin });
        return { lower: test.lowerPValue, upper: test.upperPValue, p: test.pValue };
      },
    },
    nps_target: {
      name: "targetTest",
      from: metrics,
      source: "tango1998",
      run({ promoters, passives, detractors, target }: Classes) {
        const counts = [detractors, 0, 0, 0, 0, 0, 0, passives, 0, promoters, 0];
        const { statistic, pValue } = targetTest(nps, scaleTallyOf(nps.scale, counts), { target });
        return { statistic, p: pValue };
      },
    },
    share_target: {
      name: "targetTest",
      from: metrics,
      source: "wilson1927",
      run({ successes, trials, target, alternative }: Share) {
        const tally = scaleTallyOf(csat.scale, [trials - successes, 0, 0, 0, successes]);
        const side = alternative === "two-sided" ? {} : { alternative: { greater, less }[alternative] };
        return { p: targetTest(csat, tally, { target, ...side }).pValue };
      },
    },
    mean_groups: {
      name: "compareGroups",
      from: metrics,
      source: "welch1951",
      run({ groups }: { readonly groups: readonly (readonly number[])[] }) {
        const tallies = groups.map((answers, index) => [`g${index}`, tallyOf(answers, mean)] as const);
        const test = compareGroups(mean, Object.fromEntries(tallies)).overall!;
        return {
          statistic: test.statistic,
          df: test.degreesOfFreedom,
          denominator: test.denominatorDegreesOfFreedom,
          p: test.pValue,
        };
      },
    },
    share_groups: {
      name: "compareGroups",
      from: metrics,
      source: "pearson1900",
      run({ table }: { readonly table: readonly (readonly [number, number])[] }) {
        const tallies = table.map(
          ([yes, no], index) => [`g${index}`, scaleTallyOf(csat.scale, [no, 0, 0, 0, yes])] as const,
        );
        const test = compareGroups(csat, Object.fromEntries(tallies)).overall!;
        return { statistic: test.statistic, df: test.degreesOfFreedom, p: test.pValue };
      },
    },
    nps_trend: {
      name: "trend",
      from: metrics,
      source: "price2004",
      scale: 100,
      run({ waves }: { readonly waves: readonly (readonly number[])[] }) {
        const line = trend(
          nps,
          waves.map((counts) => scaleTallyOf(nps.scale, counts)),
        );
        return {
          slope: line.slope.value,
          lower: line.slope.interval!.low,
          upper: line.slope.interval!.high,
          p: line.pValue,
          departure: line.departure!.statistic,
          departureP: line.departure!.pValue,
        };
      },
    },
  },
};

function paired(
  name: string,
  source: string,
  method: Method,
  told: (test: DifferenceTest) => unknown,
): Witnessed {
  return { name, from, source, run: ({ level, ...waves }: Waves) => told(method(waves, level)) };
}

function limits({ interval }: DifferenceTest) {
  return { lower: interval.low, upper: interval.high };
}
