import { describe, expect, it } from "vitest";
import { dirichletNetPosterior } from "./dirichlet-net-posterior.ts";
import { dirichletPosteriorDraws } from "./dirichlet-posterior-draws.ts";

const net = ([down = 0, , up = 0]: readonly number[] = []) => up - down;

describe("dirichletPosteriorDraws", () => {
  it("come again from their seed, and survive JSON", () => {
    const one = dirichletPosteriorDraws([[8, 13, 15]], ([shares]) => net(shares), { seed: 9, draws: 100 });
    expect(
      dirichletPosteriorDraws([[8, 13, 15]], ([shares]) => net(shares), { seed: 9, draws: 100 }),
    ).toEqual(one);
    expect(one.seed).toBe(9);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    const other = dirichletPosteriorDraws([[8, 13, 15]], ([shares]) => net(shares), { seed: 10, draws: 100 });
    expect(other.values).not.toEqual(one.values);
  });

  it("approach the exact posterior of a net share", () => {
    const { mean, standardDeviation, median, interval } = dirichletPosteriorDraws([[8, 13, 15]], ([shares]) =>
      net(shares),
    );
    const exact = dirichletNetPosterior({ favorable: 15, neutral: 13, unfavorable: 8 });
    expect(mean).toBeCloseTo(exact.mean, 2);
    expect(standardDeviation).toBeCloseTo(exact.standardDeviation, 2);
    expect(median).toBeCloseTo(exact.quantile(0.5), 2);
    expect(interval.low).toBeCloseTo(exact.quantile(0.025), 1);
    expect(interval.high).toBeCloseTo(exact.upperQuantile(0.025), 1);
  });

  it("take several groups of different length, and their shares sum to one", () => {
    const { values } = dirichletPosteriorDraws(
      [
        [1, 2],
        [0, 0, 0, 9.5],
      ],
      (groups) =>
        Math.max(...groups.map((shares) => Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1))),
      { draws: 50 },
    );
    expect(Math.max(...values)).toBeLessThan(1e-12);
  });

  it("are wider at a higher level", () => {
    const [narrow, wide] = [0.5, 0.99].map((confidenceLevel) =>
      dirichletPosteriorDraws([[8, 13, 15]], ([shares]) => net(shares), { draws: 500, confidenceLevel }),
    );
    expect(wide?.interval.low).toBeLessThan(narrow?.interval.low ?? -1);
    expect(wide?.interval.high).toBeGreaterThan(narrow?.interval.high ?? 1);
  });

  it("refuse what they cannot draw from", () => {
    const zero = () => 0;
    expect(() => dirichletPosteriorDraws([], zero)).toThrow(
      new RangeError("dirichletPosteriorDraws requires at least one group, got 0"),
    );
    expect(() => dirichletPosteriorDraws([[1, -1]], zero)).toThrow(
      new RangeError("dirichletPosteriorDraws requires groups of counts from 0 to 1e11, got [1, -1]"),
    );
    expect(() => dirichletPosteriorDraws([[1, 1]], zero, { prior: 0 })).toThrow(RangeError);
    expect(() => dirichletPosteriorDraws([[1, 1]], zero, { draws: 1 })).toThrow(RangeError);
    expect(() => dirichletPosteriorDraws([[1, 1]], zero, { confidenceLevel: 95 })).toThrow(RangeError);
    expect(() => dirichletPosteriorDraws([[1, 1]], () => NaN)).toThrow(
      new RangeError("dirichletPosteriorDraws requires a quantity that is finite for every draw, got NaN"),
    );
  });
});
