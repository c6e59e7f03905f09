import { expect, it } from "vitest";
import { npsMetric } from "./nps-metric.ts";
import { detractorShare, npsOfRecommend } from "./plugin.ts";
import { scoreMetric, type ScoreMetricData } from "./score-metric.ts";

const metricOf = ({ id, title, data }: typeof npsOfRecommend) =>
  scoreMetric({ ...(data as unknown as ScoreMetricData), id, title });

it("the score as data is the score as code", () => {
  const code = npsMetric({ item: "recommend" });
  const data = metricOf(npsOfRecommend);
  const tally = { ...code.empty(), counts: [1, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6] };
  expect(data.estimate(tally)).toEqual(code.estimate(tally));
});

it("detractors are those at 6 and below", () => {
  const metric = metricOf(detractorShare);
  const tally = { ...metric.empty(), counts: [1, 0, 0, 0, 0, 0, 2, 3, 4, 5, 5] };
  expect(metric.estimate(tally).value).toBe(15);
  expect(metric.better).toBe("lower");
});
