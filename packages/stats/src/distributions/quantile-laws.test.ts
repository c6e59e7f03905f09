import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betaSurvival,
  betaSurvivalQuantile,
  binomialCdf,
  binomialQuantile,
  binomialSurvival,
  binomialSurvivalQuantile,
  chiSquaredSurvival,
  chiSquaredSurvivalQuantile,
  studentTSurvival,
  studentTSurvivalQuantile,
} from "./index.ts";

const tail = fc.double({ min: 1e-12, max: 0.999, noNaN: true });
// Below 2 the beta quantile of a small tail is next to 1, closer than doubles are to each other.
const size = fc.double({ min: 2, max: 200, noNaN: true });

describe("quantiles of upper tails lead back to the tail they were asked for", () => {
  it("of the beta, chi-squared and t distributions", () => {
    fc.assert(
      fc.property(tail, size, size, (q, a, b) => {
        for (const back of [
          betaSurvival(betaSurvivalQuantile(q, a, b), a, b),
          chiSquaredSurvival(chiSquaredSurvivalQuantile(q, a), a),
          studentTSurvival(studentTSurvivalQuantile(q, a), a),
        ])
          expect(Math.abs(back / q - 1)).toBeLessThan(1e-7);
      }),
    );
  });
});

describe("quantiles of the binomial distribution", () => {
  it("are the smallest counts that reach the share, from below and from above", () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 500 }), share, (p, n, chance) => {
        const slack = 1e-9;
        const lower = binomialQuantile(p, n, chance);
        expect(binomialCdf(lower, n, chance)).toBeGreaterThan(p - slack);
        if (lower > 0) expect(binomialCdf(lower - 1, n, chance)).toBeLessThan(p + slack);
        const upper = binomialSurvivalQuantile(p, n, chance);
        expect(binomialSurvival(upper, n, chance)).toBeLessThan(p + slack);
        if (upper > 0) expect(binomialSurvival(upper - 1, n, chance)).toBeGreaterThan(p - slack);
      }),
    );
  });
});
