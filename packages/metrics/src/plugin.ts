import { type DataContribution, type Defined, defineMetricData } from "@cxkit/core";

const recommend = { types: ["survey.responded"], item: "recommend" };
const zeroToTen = { min: 0, max: 10, step: 1 };

/**
 * Net Promoter Score of the item `recommend`, as data: what `scoreMetric` takes.
 *
 * @example npsOfRecommend.id // => "nps"
 */
export const npsOfRecommend: Defined<DataContribution, "metric-data"> = defineMetricData({
  id: "nps",
  title: "Net Promoter Score",
  data: {
    select: recommend,
    scale: zeroToTen,
    scores: [-100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100],
    unit: "points",
    interval: "adjusted-wald",
  },
});

/**
 * Share of detractors, 0 to 6 of the item `recommend`, as data: less is better.
 *
 * @example detractorShare.id // => "detractors"
 */
export const detractorShare: Defined<DataContribution, "metric-data"> = defineMetricData({
  id: "detractors",
  title: "Share of detractors",
  data: {
    select: recommend,
    scale: zeroToTen,
    scores: [100, 100, 100, 100, 100, 100, 100, 0, 0, 0, 0],
    unit: "percent",
    interval: "wilson",
    better: "lower",
  },
});
