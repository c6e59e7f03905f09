import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaDifference } from "./beta-difference.ts";
import { betaPosterior } from "./beta-posterior.ts";
import { dirichletNetPosterior } from "./dirichlet-net-posterior.ts";
import { equalTailedInterval } from "./equal-tailed-interval.ts";
import { highestDensityInterval } from "./highest-density-interval.ts";

describe("highestDensityInterval", () => {
  it("has the probability promised, and no shorter interval has it", () => {
    fc.assert(
      fc.property(count, count, level, (successes, failures, confidenceLevel) => {
        const posterior = betaPosterior(successes, successes + failures, { a: 0.7, b: 1.2 });
        const { low, high } = highestDensityInterval(posterior, confidenceLevel);
        expect(posterior.cdf(high) - posterior.cdf(low)).toBeCloseTo(confidenceLevel, 10);
        for (const part of [0.001, 0.25, 0.5, 0.75, 0.999]) {
          const rest = 1 - confidenceLevel;
          const other = posterior.upperQuantile((1 - part) * rest) - posterior.quantile(part * rest);
          expect(high - low).toBeLessThanOrEqual(other * (1 + 1e-9));
        }
      }),
    );
  });

  it("mirrors when successes and failures swap", () => {
    fc.assert(
      fc.property(count, count, level, (successes, failures, confidenceLevel) => {
        const n = successes + failures;
        const one = highestDensityInterval(betaPosterior(successes, n), confidenceLevel);
        const other = highestDensityInterval(betaPosterior(failures, n), confidenceLevel);
        fc.pre(n > 0);
        expect(one.low).toBeCloseTo(1 - other.high, 9);
        expect(one.high).toBeCloseTo(1 - other.low, 9);
      }),
    );
  });

  it("reaches to the end towards which the density rises", () => {
    const none = betaPosterior(0, 12, { a: 1, b: 1 });
    expect(highestDensityInterval(none, 0.9).low).toBe(0);
    expect(none.cdf(highestDensityInterval(none, 0.9).high)).toBeCloseTo(0.9, 12);
    expect(highestDensityInterval(betaPosterior(12, 12), 0.9).high).toBe(1);
    expect(
      highestDensityInterval(dirichletNetPosterior({ favorable: 10, neutral: 0, unfavorable: 0 })).high,
    ).toBe(1);
  });

  it("takes one end where both are peaks, and the middle where nothing is", () => {
    expect(highestDensityInterval(betaPosterior(0, 0), 0.5).low).toBe(0);
    expect(highestDensityInterval(betaPosterior(0, 0, { a: 0.5, b: 0.4 }), 0.5).high).toBe(1);
    const flat = highestDensityInterval(betaPosterior(0, 0, { a: 1, b: 1 }), 0.5);
    expect(flat.low).toBeCloseTo(0.25, 12);
    expect(flat.high).toBeCloseTo(0.75, 12);
  });

  it("is the equal-tailed interval of a symmetric posterior, and shorter of another", () => {
    const symmetric = betaPosterior(20, 40);
    expect(highestDensityInterval(symmetric)).toEqual(equalTailedInterval(symmetric));
    for (const posterior of [
      dirichletNetPosterior({ favorable: 0, neutral: 8, unfavorable: 2 }),
      betaDifference({ a: 9, b: 3 }, { a: 2.5, b: 7.5 }),
    ]) {
      const [shortest, middle] = [highestDensityInterval(posterior), equalTailedInterval(posterior)];
      expect(shortest.high - shortest.low).toBeLessThan(middle.high - middle.low);
      expect(posterior.cdf(shortest.high) - posterior.cdf(shortest.low)).toBeCloseTo(0.95, 10);
      expect(posterior.logDensity(shortest.low)).toBeCloseTo(posterior.logDensity(shortest.high), 8);
    }
  });

  it("refuses 95", () => {
    expect(() => highestDensityInterval(betaPosterior(1, 2), 95)).toThrow(
      new RangeError("highestDensityInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});

const count = fc.integer({ min: 0, max: 300 });
const level = fc.double({ min: 0.5, max: 0.99, noNaN: true });
