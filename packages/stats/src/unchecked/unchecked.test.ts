import * as fc from "fast-check";
import { expect, it } from "vitest";
import { testedDifference } from "../differences/difference-test.ts";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import { normalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import {
  boundedScoreInterval,
  meanDifference,
  netDifference,
  proportionDifference,
  wilsonInterval,
} from "../index.ts";
import {
  uncheckedBoundedScoreInterval,
  uncheckedMeanDifference,
  uncheckedNetDifference,
  uncheckedNormalSurvivalQuantile,
  uncheckedProportionDifference,
  uncheckedWilsonInterval,
} from "./index.ts";

const level = fc.double({ min: 0.01, max: 0.9999, noNaN: true });
const count = fc.integer({ min: 0, max: 500 });
const net = fc.record({ favorable: count, neutral: count, unfavorable: fc.integer({ min: 1, max: 500 }) });
const share = fc
  .tuple(count, count)
  .map(([successes, more]) => ({ successes, trials: successes + more + 1 }));
const mean = fc.record({
  mean: fc.integer({ min: 1, max: 5 }),
  variance: fc.constantFrom(0, 0.3, 2),
  n: fc.integer({ min: 1, max: 200 }),
  min: fc.constant(1),
  max: fc.constant(5),
});

it("unchecked methods give the numbers of those that check", () => {
  fc.assert(
    fc.property(net, net, share, share, mean, mean, level, (a, b, one, other, left, right, at) => {
      expect(uncheckedNetDifference(a, b, at)).toEqual(netDifference(a, b, at));
      expect(uncheckedProportionDifference(one, other, at)).toEqual(proportionDifference(one, other, at));
      expect(uncheckedMeanDifference(left, right, at)).toEqual(meanDifference(left, right, at));
      const { successes, trials } = one;
      expect(uncheckedWilsonInterval(successes, trials, at)).toEqual(wilsonInterval(successes, trials, at));
      expect(uncheckedNormalSurvivalQuantile(at / 2)).toBe(normalSurvivalQuantile(at / 2));
      expect(uncheckedBoundedScoreInterval(left, at)).toEqual(boundedScoreInterval(left, at));
    }),
  );
  expect(uncheckedWilsonInterval.method).toBe(wilsonInterval.method);
  expect(uncheckedBoundedScoreInterval.method).toBe(boundedScoreInterval.method);
});

it("a difference without degrees of freedom has the p-value of the normal distribution, deep tails included", () => {
  const limits = { low: 0, high: 0 };
  for (let z = -37; z <= 37; z += 0.37) {
    const { pValue } = testedDifference(0, limits, 1, z, "any", "z");
    expect(pValue / (2 * normalSurvival(Math.abs(z)))).toBeCloseTo(1, 12);
  }
  expect(testedDifference(0, limits, 0, Number.MAX_VALUE, "any", "z").pValue).toBe(0);
});
