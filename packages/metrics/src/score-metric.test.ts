import { isCxError, type Selection } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csatMetric } from "./csat.ts";
import { npsMetric } from "./nps-metric.ts";
import { meanMetric } from "./rating-mean.ts";
import { scoreMetric, type ScoreMetricData } from "./score-metric.ts";
import { tallyOf } from "./tally-of.ts";

const select: Selection = { types: ["survey.responded"], item: "q" };
const nps: ScoreMetricData = {
  id: "nps",
  title: "NPS",
  select,
  scale: { min: 0, max: 10, step: 1 },
  scores: [-100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100],
  unit: "points",
  interval: "adjusted-wald",
};
const five = { min: 1, max: 5, step: 1 };
const csat: ScoreMetricData = {
  ...nps,
  id: "csat",
  scale: five,
  scores: [0, 0, 0, 100, 100],
  unit: "percent",
  interval: "wilson",
};
const mean: ScoreMetricData = {
  ...nps,
  id: "mean",
  scale: five,
  scores: [1, 2, 3, 4, 5],
  unit: "scale-point",
  interval: "bounded-score",
};

it("a metric that is data gives the numbers of the code", () => {
  const weight = fc.double({ min: 0.1, max: 4, noNaN: true });
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), weight), { maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.constantFrom(0.9, 0.95), (answers, confidenceLevel) => {
      for (const [data, metric] of [
        [nps, npsMetric({ item: "q" })],
        [csat, csatMetric({ item: "q" })],
        [mean, meanMetric({ item: "q" })],
      ] as const) {
        const parsed: ScoreMetricData = JSON.parse(JSON.stringify(data));
        const tally = tallyOf(
          answers.map(([value, w]) => ({ value, weight: w })),
          { scale: data.scale },
        );
        expect(scoreMetric(parsed).estimate(tally, { confidenceLevel })).toEqual(
          metric.estimate(tally, { confidenceLevel }),
        );
        expect(scoreMetric(parsed).compare(tally, tally)).toEqual(metric.compare(tally, tally));
        expect(scoreMetric(parsed).select).toEqual(metric.select);
      }
    }),
  );
});

describe("scoreMetric keeps the metric laws", () => {
  const value = Float64Array.from([1, 5, 4, NaN, 3, 2, 5]);
  const sample = { length: 7, time: Float64Array.from(value.keys()), value, fields: {} };
  for (const law of metricLaws(scoreMetric({ ...mean, interval: "t" }), sample)) it(law.name, law.check);
});

describe("scoreMetric takes the interval that its scores allow", () => {
  it.each([
    [nps, "score"],
    [nps, "wald"],
    [nps, "t"],
    [csat, "jeffreys"],
    [csat, "clopper-pearson"],
    [csat, "agresti-coull"],
    [csat, "wald"],
    [csat, "bounded-score"],
    [mean, "t"],
  ] as const)("%#", (data, interval) => {
    const metric = scoreMetric({ ...data, interval });
    const tally = tallyOf([5, 4, 4, 2, 3], { scale: data.scale });
    expect(metric.estimate(tally).method).toBe(interval);
  });

  it.each([
    { ...mean, interval: "wilson" as const },
    { ...csat, interval: "adjusted-wald" as const },
    { ...nps, scores: [1, 2] },
    { ...mean, scores: [1, 2, 3, 4, NaN] },
  ])("and refuses the rest: %#", (data) => {
    expect.assertions(1);
    try {
      scoreMetric(data);
    } catch (error) {
      expect(isCxError(error, "invalid-setup")).toBe(true);
    }
  });
});
