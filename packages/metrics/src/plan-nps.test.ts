import { adjustedWaldInterval } from "@cxkit/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npsFromClasses } from "./nps-from-classes.ts";
import { nps } from "./nps.ts";
import {
  answersForNps,
  npsDetectableDifference,
  npsDifferenceSampleSize,
  npsMargin,
  npsSampleSize,
} from "./plan-nps.ts";

describe("npsSampleSize", () => {
  it("plans as many answers as keep the interval that nps prints within the margin", () => {
    fc.assert(
      fc.property(classes, fc.integer({ min: 2, max: 20 }), ([promoters, detractors], margin) => {
        const { answers } = npsSampleSize({ margin, expected: { promoters, detractors } });
        const count = (percent: number): number => Math.round((answers * percent) / 100);
        const counts = { promoters: count(promoters), detractors: count(detractors) };
        const found = npsFromClasses({ ...counts, passives: answers - counts.promoters - counts.detractors });
        const width = (found.interval?.high ?? NaN) - (found.interval?.low ?? NaN);
        // Rounding to whole answers moves the classes a little.
        expect(width / 2).toBeLessThanOrEqual(margin + 60 / answers);
      }),
    );
  });

  it("says the worst case beside the expected one, and nothing is worse", () => {
    fc.assert(
      fc.property(classes, fc.integer({ min: 1, max: 50 }), ([promoters, detractors], margin) => {
        const plan = npsSampleSize({ margin, expected: { promoters, detractors } });
        expect(plan.worstCaseAnswers).toBeGreaterThanOrEqual(plan.answers);
        expect(plan.worstCaseAnswers).toBe(npsSampleSize({ margin }).answers);
        expect(plan.marginAtAnswers).toBeLessThanOrEqual(margin * (1 + 1e-9));
      }),
    );
  });

  it("takes a past result as it is, and does not take ten promoters for certainty", () => {
    const past = nps([...Array.from({ length: 50 }, () => 10), ...Array.from({ length: 50 }, () => 7)]);
    const plan = npsSampleSize({ margin: 5, past });
    expect(plan.basis).toBe("past answers");
    expect(plan.answers).toBeGreaterThan(
      npsSampleSize({ margin: 5, expected: { promoters: 50, detractors: 0 } }).answers,
    );
    const tiny = npsSampleSize({ margin: 5, past: { promoters: 10, passives: 0, detractors: 0 } });
    expect(tiny.answers).toBeGreaterThan(100);
  });

  it("asks more people where fewer answer, and fewer where there are not many", () => {
    const plan = npsSampleSize({ margin: 5, responseRate: 0.2, designEffect: 1.5 });
    expect(plan.invitations).toBe(plan.answers * 5);
    expect(plan.answers).toBe(2305);
    const small = npsSampleSize({ margin: 5, population: 2000, responseRate: 0.2 });
    expect(small.answers).toBe(870);
    expect(small.reachable).toBe(false);
  });

  it("plans for another interval when it is given", () => {
    const plan = npsSampleSize({ margin: 5, interval: adjustedWaldInterval });
    expect(plan.method).toBe("adjusted-wald");
    expect(plan.answers).toBe(1533);
  });

  it("stops at margins and answers that are none, shares in place of counts included", () => {
    expect(() => npsSampleSize({ margin: 0 })).toThrow(
      new RangeError("npsSampleSize requires a margin above 0 and below 100 points, got 0"),
    );
    expect(() =>
      npsSampleSize({ margin: 5, past: { promoters: 0.5, passives: 0.3, detractors: 0.2 } }),
    ).toThrow(
      new RangeError("npsSampleSize requires counts of at least 10 past answers, got 0.5, 0.3 and 0.2"),
    );
    expect(() => npsSampleSize({ margin: 5, expected: { promoters: 60, detractors: 50 } })).toThrow(
      new RangeError(
        "npsSampleSize requires percent of promoters and detractors that sum to at most 100, got 60 and 50",
      ),
    );
    expect(() => npsSampleSize({ margin: 5, confidenceLevel: 95 })).toThrow(
      new RangeError("npsSampleSize requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(() => npsSampleSize({ margin: 1e-300 })).toThrow(
      new RangeError("npsSampleSize requires a margin of at least 0.000001 points, got 1e-300"),
    );
    expect(() => answersForNps([5, 0])).toThrow(
      new RangeError("answersForNps requires a margin above 0 and below 100 points, got 0"),
    );
    expect(() => npsMargin({ n: 0 })).toThrow(/^npsMargin requires n > 0, .*got 0$/);
    expect(() => npsMargin({ n: 100, expected: { promoters: 100, detractors: 0 } })).toThrow(
      new RangeError("npsMargin requires answers expected in two classes at least, got 100 and 0"),
    );
  });
});

describe("the other plans for NPS", () => {
  it("answersForNps is a row for each margin, and smaller margins need more", () => {
    const rows = answersForNps([2, 5, 10], { responseRate: 0.5 });
    expect(rows.map((row) => row.margin)).toEqual([2, 5, 10]);
    expect(rows.map((row) => row.answers)).toEqual([9604, 1537, 385]);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  it("npsMargin undoes npsSampleSize", () => {
    for (const margin of [1, 5, 20]) {
      const plan = npsSampleSize({ margin });
      expect(npsMargin({ n: plan.answers })).toBeCloseTo(plan.marginAtAnswers, 12);
    }
  });

  it("npsDetectableDifference undoes npsDifferenceSampleSize", () => {
    const expected = { promoters: 50, detractors: 20 };
    const plan = npsDifferenceSampleSize({ difference: 7, expected });
    const back = npsDetectableDifference({ n: plan.n, expected });
    expect(back.difference).toBeCloseTo(7, 9);
    expect(back.expected.promoters).toBeCloseTo(50, 12);
    for (const difference of [0, 300, -201, NaN, 5e-324])
      expect(() => npsDifferenceSampleSize({ difference })).toThrow(
        new RangeError(
          `npsDifferenceSampleSize requires a difference of 0.000001 to 200 points either way, got ${difference}`,
        ),
      );
    expect(() => npsDetectableDifference({ n: NaN })).toThrow(
      /^npsDetectableDifference requires .*, got NaN$/,
    );
  });
});

const classes = fc
  .tuple(fc.integer({ min: 5, max: 95 }), fc.integer({ min: 5, max: 95 }))
  .filter(([promoters, detractors]) => promoters + detractors <= 100);
