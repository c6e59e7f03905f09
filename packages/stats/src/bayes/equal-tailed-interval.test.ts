import { describe, expect, it } from "vitest";
import { netIntervalCoverage } from "../coverage/coverage.ts";
import { betaPosterior } from "./beta-posterior.ts";
import { dirichletNetPosterior } from "./dirichlet-net-posterior.ts";
import { equalTailedInterval } from "./equal-tailed-interval.ts";

describe("equalTailedInterval", () => {
  it("leaves the same probability on either side", () => {
    const posterior = betaPosterior(9, 10);
    const { low, high } = equalTailedInterval(posterior, 0.9);
    expect(posterior.cdf(low)).toBeCloseTo(0.05, 12);
    expect(posterior.survival(high)).toBeCloseTo(0.05, 12);
  });

  it("is wider at a higher level and after fewer answers", () => {
    const width = (n: number, level: number) => {
      const { low, high } = equalTailedInterval(betaPosterior(0.8 * n, n), level);
      return high - low;
    };
    expect(width(50, 0.99)).toBeGreaterThan(width(50, 0.9));
    expect(width(50, 0.9)).toBeGreaterThan(width(100, 0.9));
  });

  it("refuses 95", () => {
    expect(() => equalTailedInterval(betaPosterior(1, 2), 95)).toThrow(
      new RangeError("equalTailedInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });

  // Witness: exact enumeration in Python 3.11, on the same grid of 171 populations
  it("of a net share with Jeffreys' prior covers .951 on average and never less than .933 of ten answers", () => {
    const interval = Object.assign(
      (counts: Parameters<typeof dirichletNetPosterior>[0], level: number) =>
        equalTailedInterval(dirichletNetPosterior(counts), level),
      { method: "bayes" },
    );
    const { meanCoverage, minCoverage, meanAbsoluteError } = netIntervalCoverage(interval, 10);
    expect(Math.abs(meanCoverage - 0.9507)).toBeLessThan(6e-5);
    expect(Math.abs(minCoverage - 0.9329)).toBeLessThan(6e-5);
    expect(Math.abs(meanAbsoluteError - 0.0086)).toBeLessThan(6e-5);
  });
});
