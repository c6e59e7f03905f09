import { type Columns, isCxError } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { tallyOf } from "./tally-of.ts";
import { umuxLite, umuxLiteMetric } from "./umux-lite.ts";

for (const points of [5, 7] as const) {
  const metric = umuxLiteMetric({ item: "umux", points });
  const value = Float64Array.from([0, 1, 2, 3, 2, 1, 2, NaN], (sum) => (sum * 100) / (2 * points - 2));
  value[6] = 1.5;
  const sample: Columns = { length: 8, time: Float64Array.from(value.keys()), value, fields: {} };
  describe(`umuxLiteMetric of ${points} points keeps the metric laws`, () => {
    for (const law of metricLaws(metric, sample)) it(law.name, law.check);
  });

  it(`umuxLite of ${points} points uses the whole of 0–100, and folds to the same`, () => {
    const all = Array.from({ length: points * points }, (_, at) => [
      1 + (at % points),
      1 + Math.floor(at / points),
    ]);
    const result = umuxLite(all, { points });
    expect(Math.min(...result.respondents.map(Number))).toBe(0);
    expect(Math.max(...result.respondents.map(Number))).toBe(100);
    expect(result.value).toBeCloseTo(50, 10);
    const folded = metric.estimate(tallyOf(result.respondents, { scale: metric.scale }));
    expect(folded.value).toBeCloseTo(50, 10);
    expect(folded.interval).toEqual(result.interval);
  });
}

describe("umuxLite", () => {
  it("predicts a SUS on the same ruler as its interval", () => {
    const { predictedSus, value, interval, standardError } = umuxLite([
      [6, 7],
      [5, 4],
      [7, 7],
    ]);
    expect(predictedSus.value).toBeCloseTo(0.65 * value! + 22.9, 12);
    expect(predictedSus.interval!.low).toBeCloseTo(0.65 * interval!.low! + 22.9, 12);
    expect(predictedSus.standardError).toBeCloseTo(0.65 * standardError!, 12);
  });

  it("sets aside incomplete respondents and refuses what is off the scale", () => {
    expect(
      umuxLite([
        [6, null],
        [7, 7],
      ]),
    ).toMatchObject({ n: 1, missing: 1, respondents: [null, 100] });
    expect(() => umuxLite([[6, 8]])).toThrow(
      "umuxLite requires answers 1…7 or null, got 8 to item 2 at index 0",
    );
    expect(umuxLite([[6, 8]], { invalid: "set-aside" })).toMatchObject({ rejected: 1, value: null });
    expect(() => umuxLite([[1, 2, 3]])).toThrow("two items of each respondent, got 3 at index 0");
    expect(() => umuxLite([], { points: 6 as never })).toThrow("umuxLite requires 5 or 7 points, got 6");
    expect(() => umuxLiteMetric({ item: "q", points: 6 as never })).toThrow(
      expect.toSatisfy((error: unknown) => isCxError(error, "invalid-setup")),
    );
    expect(umuxLite([]).predictedSus).toMatchObject({ value: null, interval: null });
  });
});
