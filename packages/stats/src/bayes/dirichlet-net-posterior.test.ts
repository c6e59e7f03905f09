import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { netPosteriorTails } from "../intervals/net-posterior.ts";
import { betaPosterior } from "./beta-posterior.ts";
import { dirichletNetPosterior } from "./dirichlet-net-posterior.ts";

describe("dirichletNetPosterior", () => {
  it("negates when favorable and unfavorable swap", () => {
    fc.assert(
      fc.property(part, part, part, share, (favorable, neutral, unfavorable, p) => {
        const one = dirichletNetPosterior({ favorable, neutral, unfavorable });
        const other = dirichletNetPosterior({ favorable: unfavorable, neutral, unfavorable: favorable });
        expect(one.quantile(p)).toBeCloseTo(-other.upperQuantile(p), 10);
        expect(one.survival(2 * p - 1)).toBeCloseTo(other.cdf(1 - 2 * p), 11);
        expect(one.logDensity(0.3)).toBeCloseTo(other.logDensity(-0.3), 10);
        expect(one.mean).toBeCloseTo(-other.mean, 14);
      }),
      { numRuns: 15 },
    );
  });

  it("has tails that sum to one, and quantiles that invert them", () => {
    fc.assert(
      fc.property(part, part, part, share, (favorable, neutral, unfavorable, p) => {
        const posterior = dirichletNetPosterior({ favorable, neutral, unfavorable });
        const x = posterior.quantile(p);
        expect(posterior.cdf(x)).toBeCloseTo(p, 9);
        expect(posterior.cdf(x) + posterior.survival(x)).toBeCloseTo(1, 11);
      }),
      { numRuns: 15 },
    );
  });

  it("has the density that its tails grow by", () => {
    fc.assert(
      fc.property(part, part, part, share, (favorable, neutral, unfavorable, p) => {
        const posterior = dirichletNetPosterior({ favorable, neutral, unfavorable });
        const x = posterior.quantile(p);
        fc.pre(Math.abs(x) > 0.01 && Math.abs(x) < 0.99);
        const h = posterior.standardDeviation / 1000;
        const growth = (posterior.cdf(x + h) - posterior.cdf(x - h)) / (2 * h);
        expect(Math.exp(posterior.logDensity(x)) / growth).toBeCloseTo(1, 2);
      }),
      { numRuns: 15 },
    );
  });

  it("has the tails that integration over the neutral share gives", () => {
    fc.assert(
      fc.property(part, part, part, share, (favorable, neutral, unfavorable, p) => {
        const posterior = dirichletNetPosterior({ favorable, neutral, unfavorable });
        const x = 2 * p - 1;
        const { lower, upper } = netPosteriorTails(posterior.parameters, x);
        expect(posterior.cdf(x)).toBeCloseTo(lower, 12);
        expect(posterior.survival(x)).toBeCloseTo(upper, 12);
      }),
      { numRuns: 25 },
    );
  });

  it("is the beta posterior of the favorable share where hardly anything is neutral", () => {
    const posterior = dirichletNetPosterior(
      { favorable: 800, neutral: 0, unfavorable: 200 },
      { favorable: 1, neutral: 0.1, unfavorable: 1 },
    );
    expect(posterior.quantile(0.9)).toBeCloseTo(
      2 * betaPosterior(800, 1000, { a: 1, b: 1 }).quantile(0.9) - 1,
      3,
    );
  });

  it("tells the sign by the favorable among those who take sides", () => {
    const posterior = dirichletNetPosterior({ favorable: 15, neutral: 13, unfavorable: 8 });
    expect(posterior.survival(0)).toBeCloseTo(betaPosterior(15, 23).survival(0.5), 12);
  });

  it("moves with its prior", () => {
    const counts = { favorable: 5, neutral: 3, unfavorable: 2 };
    const sceptical = dirichletNetPosterior(counts, { favorable: 1, neutral: 1, unfavorable: 10 });
    expect(sceptical.mean).toBeLessThan(dirichletNetPosterior(counts).mean);
    expect(sceptical.parameters).toEqual({ favorable: 6, neutral: 4, unfavorable: 12 });
  });

  it("is defined for one answer, for one class and for none", () => {
    for (const counts of [
      { favorable: 0, neutral: 1, unfavorable: 0 },
      { favorable: 30, neutral: 0, unfavorable: 0 },
      { favorable: 0, neutral: 0, unfavorable: 0 },
    ]) {
      const posterior = dirichletNetPosterior(counts);
      const [low, high] = [posterior.quantile(0.025), posterior.upperQuantile(0.025)];
      expect(low).toBeGreaterThan(-1);
      expect(low).toBeLessThan(high);
      expect(high).toBeLessThan(1);
      expect([posterior.cdf(-1), posterior.survival(-1), posterior.cdf(1), posterior.survival(1)]).toEqual([
        0, 1, 1, 0,
      ]);
    }
  });

  it("keeps digits of its own in the far tail", () => {
    const posterior = dirichletNetPosterior({ favorable: 600, neutral: 250, unfavorable: 150 });
    expect(posterior.cdf(0)).toBeGreaterThan(0);
    expect(posterior.cdf(0) / betaPosterior(600, 750).cdf(0.5)).toBeCloseTo(1, 9);
  });

  it("refuses impossible counts and priors", () => {
    const counts = { favorable: 1, neutral: 1, unfavorable: 1 };
    expect(() => dirichletNetPosterior({ ...counts, neutral: -1 })).toThrow(
      new RangeError("dirichletNetPosterior requires finite counts ≥ 0, got 1,-1,1"),
    );
    for (const none of [Infinity, NaN, "3" as unknown as number])
      expect(() => dirichletNetPosterior({ ...counts, neutral: none })).toThrow(
        /^dirichletNetPosterior requires finite/,
      );
    expect(() => dirichletNetPosterior(counts, { ...counts, favorable: 0 })).toThrow(
      new RangeError("dirichletNetPosterior requires finite prior counts of 0.1 or more, got 0,1,1"),
    );
    for (const p of [95, 1, 0, NaN])
      expect(() => dirichletNetPosterior(counts).quantile(p)).toThrow(RangeError);
  });
});

const part = fc.double({ min: 0, max: 500, noNaN: true });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
