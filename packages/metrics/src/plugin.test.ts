import type { Columns, Metric, ScaleTally } from "@cxkit/core";
import { metricConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { cesMetric } from "./ces.ts";
import { csatMetric } from "./csat.ts";
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

const rowsOf = (answers: readonly number[]): Columns => {
  const value = Float64Array.from(answers);
  const missing = Uint8Array.from(value, (one) => (Number.isNaN(one) ? 1 : 0));
  return { length: value.length, time: value.map((_, row) => row), value, missing, fields: {} };
};
/** Scores are whole numbers, and so is their sum: divided once, it is the nearest there is to the rational number. */
const exactly =
  (score: (answer: number) => number) =>
  ({ value, missing }: Columns): number | null => {
    const told = [...value].filter((_, row) => missing?.[row] !== 1);
    return told.length === 0 ? null : told.reduce((sum, answer) => sum + score(answer), 0) / told.length;
  };
const nan = Number.NaN;
const zeroToTen = rowsOf([9, 10, 3, 7, nan, 0, 10, 6, 8, nan, 9, 2]);
const net = (answer: number) => (answer >= 9 ? 100 : answer <= 6 ? -100 : 0);
const tried: readonly (readonly [string, Metric<ScaleTally>, Columns, (answer: number) => number])[] = [
  ["npsMetric", npsMetric({ item: "recommend" }), zeroToTen, net],
  ["npsOfRecommend", metricOf(npsOfRecommend), zeroToTen, net],
  ["detractorShare", metricOf(detractorShare), zeroToTen, (answer) => (answer <= 6 ? 100 : 0)],
  [
    "csatMetric",
    csatMetric({ item: "satisfaction" }),
    rowsOf([5, 4, nan, 1, 3, 2, 5, nan, 4, 1, 1, 5]),
    (answer) => (answer >= 4 ? 100 : 0),
  ],
  [
    "cesMetric",
    cesMetric({ item: "ease" }),
    rowsOf([7, 6, nan, 1, 3, 2, 5, nan, 4, 1, 7, 5]),
    (answer) => answer,
  ],
];

for (const [name, metric, sample, score] of tried)
  describe(`${name} passes the conformance kit`, () => {
    const checks = metricConformance(metric, sample, { exact: exactly(score) });
    for (const check of checks) it(check.name, check.check);

    it("and leaves nothing untried", () => {
      expect(checks.filter(({ left }) => left && left.as !== "not-applicable")).toEqual([]);
    });
  });
