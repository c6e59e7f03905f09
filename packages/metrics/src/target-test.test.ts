import { boundedScoreInterval, scoreInterval, wilsonInterval } from "@cxkit/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csatMetric } from "./csat.ts";
import { npsMetric } from "./nps-metric.ts";
import { greater, less } from "./one-sided.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";
import { targetTest } from "./target-test.ts";

const cases = {
  nps: { metric: npsMetric({ item: "q" }), interval: scoreInterval },
  csat: { metric: csatMetric({ item: "q" }), interval: wilsonInterval },
  mean: { metric: meanMetric({ item: "q" }), interval: boundedScoreInterval },
};
const level = fc.double({ min: 0.55, max: 0.99, noNaN: true });

describe.each(Object.entries(cases))("a target of %s", (_, { metric, interval }) => {
  const [min, max] = [Math.min(...metric.scores), Math.max(...metric.scores)];
  const tallies = fc
    .array(fc.integer({ min: metric.scale.min, max: metric.scale.max }), { minLength: 2, maxLength: 30 })
    .map((list) => tallyOf(list, metric));
  const target = fc.double({ min: 0, max: 1, noNaN: true }).map((part) => min + part * (max - min));
  const sides = fc.constantFrom({}, { alternative: greater }, { alternative: less });

  it("is rejected exactly where it is outside the score interval, on the side asked about", () => {
    fc.assert(
      fc.property(tallies, target, level, sides, (tally, goal, confidenceLevel, side) => {
        const { estimate, difference, pValue } = targetTest(metric, tally, {
          target: goal,
          confidenceLevel,
          ...side,
        });
        const { low, high } = estimate.interval!;
        const gap = 1e-6 * (max - min);
        if (Math.abs(goal - (low ?? -1e9)) < gap || Math.abs(goal - (high ?? 1e9)) < gap) return;
        expect(goal < (low ?? -1e9) || goal > (high ?? 1e9)).toBe(pValue < 1 - confidenceLevel);
        expect(difference.value).toBeCloseTo(estimate.value! - goal, 12);
        if (low !== null) expect(difference.interval!.low).toBeCloseTo(low - goal, 12);
      }),
    );
  });

  it("is held against the interval of the metric itself", () => {
    fc.assert(
      fc.property(tallies, target, (tally, goal) => {
        const { estimate } = targetTest(metric, tally, { target: goal });
        expect(estimate).toEqual(metric.estimate(tally, { interval: interval as never }));
      }),
    );
  });

  it("has one-sided p-values that add up to 1, and mirror when the scale does", () => {
    fc.assert(
      fc.property(tallies, target, (tally, goal) => {
        const [above, below, both] = [{ alternative: greater }, { alternative: less }, {}].map((side) =>
          targetTest(metric, tally, { target: goal, ...side }),
        );
        expect(above!.pValue + below!.pValue).toBeCloseTo(1, 12);
        expect(2 * Math.min(above!.pValue, below!.pValue)).toBeCloseTo(both!.pValue, 12);
        expect([above, below, both].map((test) => test!.alternative)).toEqual([
          "greater",
          "less",
          "two-sided",
        ]);
      }),
    );
  });

  it("is finite where nothing varies and at the ends of the range, and none where there is nobody", () => {
    const still = tallyOf([metric.scale.max, metric.scale.max, metric.scale.max], metric);
    for (const goal of [min, (min + max) / 2, max]) {
      const { pValue, statistic } = targetTest(metric, still, { target: goal });
      expect(Number.isFinite(pValue) && Number.isFinite(statistic)).toBe(true);
    }
    expect(targetTest(metric, still, { target: max })).toMatchObject({ pValue: 1, statistic: 0 });
    expect(targetTest(metric, metric.empty(), { target: max, alternative: less })).toMatchObject({
      test: "none",
      pValue: 1,
      estimate: { value: null, interval: null, n: 0 },
      difference: { value: null, interval: null },
    });
  });

  it("is refused off the range, as is a level that is none", () => {
    const tally = tallyOf([metric.scale.max], metric);
    for (const goal of [min - 1, max + 1, NaN]) {
      expect(() => targetTest(metric, tally, { target: goal })).toThrow(
        `targetTest requires ${min} ≤ target ≤ ${max}, got ${goal}`,
      );
    }
    expect(() => targetTest(metric, tally, { target: max, confidenceLevel: 95 })).toThrow(RangeError);
    expect(() => targetTest(metric, tally, { target: max, alternative: "above" as never })).toThrow(
      "got above",
    );
  });
});

it("targetTest of one rating alone tests nothing, and its interval is the whole scale", () => {
  const { metric } = cases.mean;
  expect(targetTest(metric, tallyOf([4], metric), { target: 3 })).toMatchObject({
    test: "none",
    pValue: 1,
    estimate: { value: 4, interval: { low: 1, high: 5 } },
  });
});
