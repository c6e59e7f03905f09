import {
  netDifference,
  netDifferenceMeasuringu,
  netDifferenceMoverScore,
  netDifferenceWald,
  netDifferenceWelch,
} from "@cxkit/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csat } from "./csat.ts";
import { npsDifference, ratingDifference, shareDifference } from "./difference.ts";
import golden from "./fixtures/nps-differences.json" with { type: "json" };
import { ces } from "./ces.ts";
import { nps } from "./nps.ts";
import { npsFromCounts } from "./nps-from-counts.ts";
import { npsMetric } from "./nps-metric.ts";
import { ratingMean } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const methods = {
  wald: netDifferenceWald,
  adjusted_wald_3T: netDifferenceMeasuringu,
  adjusted_wald_half3T: netDifference,
  welch_t: netDifferenceWelch,
  mover_score: netDifferenceMoverScore,
};

// Witness: mpmath 1.2.1, 40 digits
describe("npsDifference agrees with its witness", () => {
  for (const { id, fn, input, expected } of golden.cases) {
    it(id, () => {
      const [a, b] = [input.a, input.b].map(({ promoters, passives, detractors }) =>
        npsFromCounts([detractors, 0, 0, 0, 0, 0, 0, 0, passives, promoters, 0]),
      );
      const comparison = npsDifference(a!, b!, {
        confidenceLevel: input.level,
        method: methods[fn as keyof typeof methods],
      });
      expect(comparison.difference.value).toBeCloseTo(expected.difference, 9);
      expect(comparison.difference.interval?.low).toBeCloseTo(Math.max(-200, expected.lower), 7);
      expect(comparison.difference.interval?.high).toBeCloseTo(Math.min(200, expected.upper), 7);
      if (expected.p !== undefined) expect(comparison.pValue).toBeCloseTo(expected.p, 9);
    });
  }
});

const scores = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 30 });
describe("differences", () => {
  it("change their sign when the groups change places, and hold their value", () => {
    fc.assert(
      fc.property(scores, scores, (left, right) => {
        const one = npsDifference(nps(left), nps(right));
        const other = npsDifference(nps(right), nps(left));
        expect(one.difference.value! + other.difference.value!).toBeCloseTo(0, 9);
        expect(one.difference.interval!.low! + other.difference.interval!.high!).toBeCloseTo(0, 9);
        expect(one.pValue).toBeCloseTo(other.pValue, 12);
        expect(one.difference.interval!.low!).toBeLessThanOrEqual(one.difference.value!);
        expect(one.difference.interval!.high!).toBeGreaterThanOrEqual(one.difference.value!);
      }),
    );
  });

  it("are the same from results, from a metric and from tallies with equal weights", () => {
    const metric = npsMetric({ item: "q" });
    fc.assert(
      fc.property(scores, scores, (left, right) => {
        const plain = npsDifference(nps(left), nps(right));
        expect(metric.compare(nps(left).tally, nps(right).tally)).toEqual(plain);
        const even = [left, right].map((list) =>
          tallyOf(
            list.map((value) => ({ value, weight: 2 })),
            { scale: metric.scale },
          ),
        );
        const weighted = metric.compare(even[0]!, even[1]!);
        expect(weighted.pValue).toBeCloseTo(plain.pValue, 9);
        expect(weighted.difference.interval!.low!).toBeCloseTo(plain.difference.interval!.low!, 8);
      }),
    );
  });

  it("of shares are Newcombe's, of means Welch's", () => {
    const share = shareDifference(csat([5, 4, 4, 1]), csat([5, 2, 1, 1]));
    expect(share).toMatchObject({
      test: "pooled-z",
      difference: { unit: "percent", method: "newcombe", n: 8 },
    });
    const mean = ratingDifference(ratingMean([5, 4, 4, 3]), ratingMean([4, 2, 3, 3]));
    expect(mean).toMatchObject({ test: "welch-t", difference: { unit: "scale-point", value: 1 } });
    expect(mean.degreesOfFreedom).toBeGreaterThan(3);
  });

  it("with nobody say nothing, and are no test", () => {
    const comparison = npsDifference(nps([]), nps([9]));
    expect(comparison).toMatchObject({
      test: "none",
      pValue: 1,
      difference: { value: null, interval: null, n: 1 },
    });
  });

  it("of different things are refused", () => {
    expect(() => npsDifference(nps([9]), {} as never)).toThrow(TypeError);
    // @ts-expect-error percent are no points
    expect(() => npsDifference(nps([9]), csat([4]))).toThrow("results in points, got one in percent");
    // @ts-expect-error points are no percent
    expect(() => shareDifference(nps([9]), csat([4]))).toThrow("results in percent, got one in points");
    // @ts-expect-error points are no scale points
    expect(() => ratingDifference(nps([9]), nps([8]))).toThrow("results in scale-point, got one in points");
    expect(() => npsDifference(nps([9]), { tally: csat([4]).tally })).toThrow("one score needs one scale");
    expect(() =>
      ratingDifference(ratingMean([4]), ratingMean([4], { direction: "lower-is-better" })),
    ).toThrow("one direction");
    expect(() => shareDifference(csat([4]), csat([4], { topPoints: 1 }))).toThrow("one top box");
    expect(() => ratingDifference(ratingMean([4]), ces([4]))).toThrow("one score needs one scale");
    expect(() => ratingDifference(ces([4]), ces([4], { direction: "lower-is-better" }))).toThrow(
      "one direction",
    );
    expect(() => ratingDifference(ratingMean([4]), ratingMean([4], { scale: { min: 1, max: 7 } }))).toThrow(
      "one score needs one scale",
    );
    expect(() => npsDifference(nps([9]), nps([9]), { confidenceLevel: 95 })).toThrow(RangeError);
  });
});
