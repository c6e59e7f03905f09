import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { raked } from "./raked.ts";
import { bootstrapWeights, jackknifeWeights } from "./replicate-weights.ts";
import { surveyDesign } from "./survey-design.ts";
import { weightSummary } from "./weight-summary.ts";

describe("jackknifeWeights", () => {
  it("leave out one cluster each and keep the sum of equal weights by stratum", () => {
    const design = surveyDesign({
      weights: [1, 1, 1, 1, 1, 1],
      strata: ["a", "a", "a", "b", "b", "b"],
      clusters: [1, 1, 2, 3, 4, 5],
      populations: { a: 4, b: 300 },
    });
    const { method, coefficients, weights } = jackknifeWeights(design);
    expect(method).toBe("JKn");
    expect([...coefficients]).toEqual([0.25, 0.25, (2 / 3) * 0.99, (2 / 3) * 0.99, (2 / 3) * 0.99]);
    expect([...weights(0)]).toEqual([0, 0, 2, 1, 1, 1]);
    expect([...weights(3)]).toEqual([1, 1, 1, 1.5, 0, 1.5]);
    expect(() => weights(5)).toThrow(new RangeError("jackknifeWeights has replicates 0…4, got 5"));
  });

  it("are raked again, one by one", () => {
    const categories = ["a", "b", "a", "b", "a", "b"];
    const design = raked(surveyDesign({ weights: [1, 2, 3, 1, 2, 3] }), [
      { name: "tier", categories, totals: { a: 30, b: 70 } },
    ]);
    const weights = jackknifeWeights(design).weights(0);
    expect(weights[0]).toBe(0);
    expect(weights[2]! + weights[4]!).toBeCloseTo(30, 10);
    expect(weightSummary({ ...design, weights }).marginsHold).toBe(true);
  });

  it("leave out no cluster of a stratum that was sampled whole, which would move the mean of the replicates", () => {
    const design = surveyDesign({
      strata: ["a", "a", "b", "b", "b"],
      populations: { a: 2, b: 300 },
    });
    const { coefficients, weights } = jackknifeWeights(design);
    expect([...coefficients]).toEqual([(2 / 3) * 0.99, (2 / 3) * 0.99, (2 / 3) * 0.99]);
    expect([...weights(0)]).toEqual([1, 1, 0, 150, 150]);
  });

  it("say which category a replicate leaves empty", () => {
    const margin = { name: "tier", categories: ["a", "b", "b"], totals: { a: 1, b: 2 } };
    const { weights } = jackknifeWeights(raked(surveyDesign({ rows: 3 }), [margin]));
    expect(() => weights(0)).toThrow(
      new RangeError("raked requires weight in each category, got 0 in a of margin tier, in replicate 0"),
    );
  });
});

describe("bootstrapWeights", () => {
  it("draw the same for the same seed, and others for another", () => {
    const design = surveyDesign({ rows: 20 });
    const of = (seed: number) => [...bootstrapWeights(design, { replicates: 3, seed }).weights(2)];
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
    expect(bootstrapWeights(design).seed).toBe(1);
  });

  it("keep the sum of equal weights by stratum, and no weight below 0", () => {
    fc.assert(
      fc.property(randomSurvey, fc.nat(), ({ strata, clusters }, seed) => {
        const design = surveyDesign({ strata, clusters });
        const weights = bootstrapWeights(design, { replicates: 2, seed }).weights(1);
        for (const stratum of ["a", "b"]) {
          const rows = strata.flatMap((own, row) => (own === stratum ? [row] : []));
          expect(rows.reduce((sum, row) => sum + weights[row]!, 0)).toBeCloseTo(rows.length, 9);
        }
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("stop at a number of replicates that is none", () => {
    expect(() => bootstrapWeights(surveyDesign({ rows: 2 }), { replicates: 1 })).toThrow(
      new RangeError("bootstrapWeights requires a whole number of replicates from 2 to a million, got 1"),
    );
  });
});
