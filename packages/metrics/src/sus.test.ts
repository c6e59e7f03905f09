import type { Columns } from "@cxkit/core";
import { meanTInterval } from "@cxkit/stats";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference } from "./difference.ts";
import { sus, susMetric } from "./sus.ts";
import { imputeMidpoint, susScore } from "./sus-score.ts";
import { tallyOf } from "./tally-of.ts";

const value = Float64Array.of(0, 2.5, 100, NaN, 67.5, 85, 50, 50, 51, 72.5);
const sample: Columns = { length: 10, time: Float64Array.from(value.keys()), value, fields: {} };
describe("susMetric keeps the metric laws", () => {
  for (const law of metricLaws(susMetric({ item: "sus" }), sample)) it(law.name, law.check);
});

const row = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 10, maxLength: 10 });
const middle = [3, 3, 3, 3, 3, 3, 3, 3, 3, 3];
const good = [5, 1, 5, 1, 5, 1, 5, 1, 5, 1];

describe("sus", () => {
  it("is the mean of its respondents, folds to the same, and splits into its subscales", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const result = sus(rows);
        expect(result.respondents).toEqual(rows.map((items) => susScore(items).score));
        const metric = susMetric({ item: "sus" });
        const folded = metric.estimate(tallyOf(result.respondents, { scale: metric.scale }));
        expect(folded.value).toBeCloseTo(result.value!, 10);
        expect(result).toMatchObject({ interval: folded.interval, n: rows.length });
        const parts = 0.8 * result.usability.value! + 0.2 * result.learnability.value!;
        expect(result.value).toBeCloseTo(parts, 9);
      }),
    );
  });

  it("sets aside who left an item out, unless a policy fills it", () => {
    const rows = [good, [5, 1, 5, 1, null, 1, 5, 1, 5, 1], Array.from({ length: 10 }, () => null)];
    expect(sus(rows)).toMatchObject({ n: 1, missing: 2, imputed: 0, respondents: [100, null, null] });
    expect(sus(rows, { missingItems: imputeMidpoint })).toMatchObject({
      n: 2,
      missing: 1,
      imputed: 1,
      respondents: [100, 95, null],
    });
  });

  it("refuses answers off the scale by respondent and item, or sets the respondent aside", () => {
    const rows = [good, [...middle.slice(0, 9), 6]];
    expect(() => sus(rows)).toThrow("sus requires answers 1…5 or null, got 6 to item 10 at index 1");
    expect(sus(rows, { invalid: "set-aside" })).toMatchObject({ n: 1, rejected: 1, value: 100 });
    expect(() => sus([[1, 2]])).toThrow("sus requires ten items of each respondent, got 2 at index 0");
  });

  it("grades its mean, and knows none without respondents", () => {
    expect(sus([good, middle])).toMatchObject({ value: 75, grade: "B", adjective: "good" });
    expect(sus([])).toMatchObject({ value: null, interval: null, grade: null, adjective: null });
  });

  it("gives the t interval where it is asked for, and differences", () => {
    const result = sus([good, middle, good, middle], { interval: meanTInterval });
    expect(result.method).toBe("t");
    expect(result.interval!.high).toBe(100);
    expect(difference(sus([good, good]), sus([middle, good])).difference.value).toBe(25);
  });
});
