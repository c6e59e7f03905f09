import {
  bottomBox,
  ces,
  ces1,
  ces2,
  churnRate,
  csat,
  netSatisfaction,
  nps,
  productMarketFit,
  ratingMean,
  rescaledMean,
  retentionRate,
  sus,
  susGrade,
  susScore,
  umuxLite,
} from "@cxkit/metrics";
import { meanTInterval } from "@cxkit/stats";
import type { Area } from "../area.ts";

interface Items {
  readonly items: readonly number[];
}
interface Ratings {
  readonly ratings: readonly number[];
  readonly scaleMax: number;
  readonly level: number;
}
interface Respondents {
  readonly respondents: readonly (readonly number[])[];
  readonly level: number;
}
interface Disappointed {
  readonly very: number;
  readonly somewhat: number;
  readonly not: number;
  readonly threshold: number;
}
interface Cohort {
  readonly customersStart: number;
  readonly lost: number;
}

const from = "@cxkit/metrics";
const scale = 100;

export const area: Area = {
  id: "ux-metrics",
  title: "Experience metrics: SUS, UMUX-Lite, NPS, CSAT, CES, product/market fit, churn",
  script: "ux-metrics.py",
  also: {
    sus_single: ["susGrade"],
    nps_from_ratings: ["ratingMean"],
    csat_top2box: ["bottomBox", "ratingMean", "rescaledMean"],
    ces_1_7: ["ces2"],
    ces_1_5_effort: ["ces1"],
    churn: ["retentionRate"],
  },
  functions: {
    sus_single: {
      name: "susScore",
      from,
      scale,
      source: "brooke1996",
      run: ({ items }: Items) => {
        const { score, usability, learnability } = susScore(items);
        return { sus: score, grade: susGrade(score), usability8: usability, learnability2: learnability };
      },
    },
    sus_sample: {
      name: "sus",
      from,
      scale,
      source: "brooke1996",
      run: ({ respondents, level: confidenceLevel }: Respondents) => {
        const result = sus(respondents, { confidenceLevel });
        const { interval } = sus(respondents, { confidenceLevel, interval: meanTInterval });
        return {
          mean: result.value,
          standardError: result.standardError,
          boundedScore: [result.interval?.low, result.interval?.high],
          t: [interval?.low, interval?.high],
          usability: result.usability.value,
          learnability: result.learnability.value,
          grade: result.grade,
          adjective: result.adjective,
        };
      },
    },
    umux_lite_7pt: { name: "umuxLite", from, scale, source: "lewis2013", run: umuxOf(7) },
    umux_lite_5pt: { name: "umuxLite", from, scale, source: "lewis2013", run: umuxOf(5) },
    nps_from_ratings: {
      name: "nps",
      from,
      scale: 10_000,
      source: "reichheld2003",
      run: ({ ratings }: Ratings) => {
        const { n, promoters, passives, detractors, value, standardError } = nps(ratings);
        return {
          n,
          promoters,
          passives,
          detractors,
          nps: value,
          meanLtr: ratingMean(ratings, { scale: { min: 0, max: 10 } }).value,
          sampleVarianceOfScores: standardError === null ? null : standardError ** 2 * n,
        };
      },
    },
    csat_top2box: {
      name: "csat",
      from,
      scale,
      source: "wilson1927",
      run: ({ ratings, scaleMax }: Ratings) => {
        const points = { scale: { min: 1, max: scaleMax } };
        const { value, n, interval } = csat(ratings, points);
        return {
          n,
          top2: ((value ?? 0) * n) / 100,
          csat: value,
          top1: csat(ratings, { ...points, topPoints: 1 }).value,
          bottom2: bottomBox(ratings, points).value,
          mean: ratingMean(ratings, points).value,
          meanRescaled0_100: rescaledMean(ratings, points).value,
          wilsonLower: interval?.low,
          wilsonUpper: interval?.high,
        };
      },
    },
    net_satisfaction: {
      name: "netSatisfaction",
      from,
      scale,
      source: "rocks2016",
      run: ({ ratings, scaleMax, level: confidenceLevel }: Ratings) => {
        const { value, interval } = netSatisfaction(ratings, {
          scale: { min: 1, max: scaleMax },
          confidenceLevel,
        });
        return { value, lower: interval?.low, upper: interval?.high };
      },
    },
    ces_1_7: {
      name: "ces",
      from,
      scale,
      source: "dixon2013",
      run: ({ ratings }: Ratings) => {
        const { value, interval, easy, netEase } = ces(ratings, ces2);
        return {
          mean: value,
          pctEasy5to7: easy.value,
          netEasy_6_7_minus_1_3: netEase.value,
          boundedScoreLower95: interval?.low,
          boundedScoreUpper95: interval?.high,
        };
      },
    },
    ces_1_5_effort: {
      name: "ces",
      from,
      scale,
      source: "dixon2010",
      run: ({ ratings, level: confidenceLevel }: Ratings) => {
        const { value, interval, easy, netEase } = ces(ratings, { ...ces1, confidenceLevel });
        return {
          mean: value,
          lower: interval?.low,
          upper: interval?.high,
          easy1to2: easy.value,
          netEase_1_2_minus_4_5: netEase.value,
        };
      },
    },
    pmf_sean_ellis: {
      name: "productMarketFit",
      from,
      scale,
      source: "ellis2009",
      run: ({ threshold, ...counts }: Disappointed) => {
        const result = productMarketFit(counts, { threshold: 100 * threshold });
        return {
          pmf: result.value,
          lower: result.interval?.low,
          upper: result.interval?.high,
          meetsPoint: result.meetsThreshold?.byPoint,
          meetsLowerBound: result.meetsThreshold?.byLowerBound,
          pGreater40OneSidedExact: result.pValue,
        };
      },
    },
    churn: {
      name: "churnRate",
      from,
      source: "fader2007",
      run: ({ customersStart: customersAtStart, lost }: Cohort) => {
        const { value, interval, annualised, expectedLifetimePeriods } = churnRate({
          customersAtStart,
          lost,
        });
        const share = (percent: number | null | undefined) => (percent ?? NaN) / 100;
        return {
          churnRate: share(value),
          retentionRate: share(retentionRate({ customersAtStart, lost }).value),
          lower: share(interval?.low),
          upper: share(interval?.high),
          expectedLifetimePeriods: expectedLifetimePeriods.value ?? Infinity,
          annualisedFromMonthly: share(annualised.value),
        };
      },
    },
  },
};

function umuxOf(points: 5 | 7) {
  return ({ items }: Items) => {
    const { value, predictedSus } = umuxLite([items], { points });
    return { umuxLite: value, predictedSus: predictedSus.value };
  };
}
