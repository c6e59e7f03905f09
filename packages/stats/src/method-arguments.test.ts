import { describe, expect, it } from "vitest";
import { betaDifference } from "./bayes/beta-difference.ts";
import { betaPosterior } from "./bayes/beta-posterior.ts";
import { dirichletNetPosterior } from "./bayes/dirichlet-net-posterior.ts";
import { latticeDifference } from "./resampling/lattice-difference.ts";
import { latticeDistribution } from "./resampling/lattice-distribution.ts";
import { replicateDistribution } from "./resampling/replicate-distribution.ts";

const sample = { scores: [1, 2, 5], counts: [2, 3, 2] };
const posteriors = {
  betaPosterior: betaPosterior(7, 9),
  betaDifference: betaDifference(betaPosterior(7, 9), betaPosterior(5, 8)),
  dirichletNetPosterior: dirichletNetPosterior({ favorable: 4, neutral: 3, unfavorable: 2 }),
};
const distributions = {
  latticeDistribution: latticeDistribution(sample),
  latticeDifference: latticeDifference(sample, { scores: [1, 3], counts: [2, 2] }),
  replicateDistribution: replicateDistribution(2, [1, 2, 3, 4]),
};

describe.each(Object.entries({ ...posteriors, ...distributions }))("what %s gives", (name, result) => {
  it("refuses NaN at once, naming itself and the method", () => {
    for (const method of ["cdf", "survival"] as const)
      expect(() => result[method](NaN)).toThrow(
        new RangeError(`${name}(…).${method} requires a number, got NaN`),
      );
  });

  it("knows both ends of the line", () => {
    expect([-Infinity, Infinity].map((x) => result.cdf(x))).toEqual([0, expect.closeTo(1, 12)]);
    expect([-Infinity, Infinity].map((x) => result.survival(x))).toEqual([expect.closeTo(1, 12), 0]);
  });

  it.each([95, 0, 1, -1, NaN, Infinity])("has no quantile at %d", (p) => {
    for (const method of ["quantile", "upperQuantile"] as const)
      expect(() => result[method](p)).toThrow(
        new RangeError(`${name}(…).${method} requires a probability strictly between 0 and 1, got ${p}`),
      );
  });
});

it.each(Object.entries(posteriors))(
  "the log density of %s is −Infinity off its scale, and of NaN refused",
  (name, posterior) => {
    expect([-95, 95, Infinity].map((x) => posterior.logDensity(x))).toEqual([
      -Infinity,
      -Infinity,
      -Infinity,
    ]);
    expect(() => posterior.logDensity(NaN)).toThrow(
      new RangeError(`${name}(…).logDensity requires a number, got NaN`),
    );
  },
);

it.each(Object.entries(distributions))(
  "the middle rank of %s is 0 and 1 beyond its ends",
  (name, distribution) => {
    expect([-Infinity, -95, 95, Infinity].map((x) => distribution.midRank(x))).toEqual([0, 0, 1, 1]);
    expect(() => distribution.midRank(NaN)).toThrow(
      new RangeError(`${name}(…).midRank requires a number, got NaN`),
    );
  },
);
