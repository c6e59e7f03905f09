import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { npsFromClasses } from "./nps-from-classes.ts";
import { sentimentIndex, sentimentIndexMetric } from "./sentiment-index.ts";

const value = Float64Array.of(1, -1, 0, NaN, 1, 1, -1, 2);
const sample: Columns = { length: 8, time: Float64Array.from(value.keys()), value, fields: {} };
describe("sentimentIndexMetric keeps the metric laws", () => {
  for (const law of metricLaws(sentimentIndexMetric({ item: "q" }), sample)) it(law.name, law.check);
});

describe("sentimentIndex", () => {
  it("counts words, numbers, typed arrays and counts alike", () => {
    const words = sentimentIndex(["positive", "neutral", null, "negative", "positive"]);
    expect(words).toMatchObject({ value: 25, n: 4, missing: 1, positive: 2, neutral: 1, negative: 1 });
    expect(sentimentIndex([1, 0, null, -1, 1])).toEqual(words);
    expect(sentimentIndex(Int8Array.of(1, 0, -1, 1)).value).toBe(25);
    expect(sentimentIndex({ positive: 2, neutral: 1, negative: 1 })).toMatchObject({ value: 25, n: 4 });
  });

  it("has the interval of a net score", () => {
    const index = sentimentIndex({ positive: 60, neutral: 25, negative: 15 });
    const score = npsFromClasses({ promoters: 60, passives: 25, detractors: 15 });
    expect(index.interval!.low).toBeCloseTo(score.interval!.low!, 10);
    expect(index.standardError).toBeCloseTo(score.standardError!, 10);
  });

  it("never takes another word for neutral", () => {
    expect(() => sentimentIndex(["mixed" as never])).toThrow(
      'sentimentIndex requires ratings -1…1 by 1 or null, got "mixed" at index 0',
    );
    expect(() => sentimentIndex({ positive: -1, neutral: 0, negative: 0 })).toThrow(
      "sentimentIndex requires whole positive ≥ 0, got -1",
    );
    expect(sentimentIndex([])).toMatchObject({ value: null, interval: null });
  });
});
