import { describe, expect, it } from "vitest";
import { certainCluster } from "./lonely-cluster.ts";
import { surveyDesign } from "./survey-design.ts";

describe("surveyDesign", () => {
  it("takes plain and typed columns, and counts clusters and strata", () => {
    const design = surveyDesign({
      weights: new Float64Array([1, 2, 1, 2, 1]),
      strata: ["a", "a", "a", "b", "b"],
      clusters: Uint8Array.of(7, 7, 8, 9, 10),
    });
    expect(design.strata).toEqual([
      { name: "a", clusters: 2, population: null },
      { name: "b", clusters: 2, population: null },
    ]);
    expect([...design.clusterOf]).toEqual([0, 0, 1, 2, 3]);
    expect([...design.stratumOf]).toEqual([0, 0, 1, 1]);
    expect([...design.weights]).toEqual([1, 2, 1, 2, 1]);
  });

  it("without weights gives every row its share of the population, where that is known", () => {
    const design = surveyDesign({ strata: ["a", "a", "b", "b"], populations: { a: 10, b: 30 } });
    expect([...design.weights]).toEqual([5, 5, 15, 15]);
    expect([...surveyDesign({ rows: 2 }).weights]).toEqual([1, 1]);
    expect([...surveyDesign({ rows: 2, populations: 9 }).weights]).toEqual([4.5, 4.5]);
  });

  it("keeps clusters apart whose labels start again in each stratum, and refuses them otherwise", () => {
    const strata = ["a", "a", "b", "b"];
    const labels = [1, 2, 1, 2];
    expect(surveyDesign({ strata, clustersWithinStrata: labels }).stratumOf).toHaveLength(4);
    expect(() => surveyDesign({ strata, clusters: labels })).toThrow(
      new RangeError(
        "surveyDesign requires each cluster in one stratum (clustersWithinStrata, where labels start again in each), got cluster 1 in a and b",
      ),
    );
  });

  it("refuses a lonely cluster unless told what it adds, or that it is the whole population", () => {
    const strata = ["a", "b", "b"];
    expect(() => surveyDesign({ strata })).toThrow(
      new RangeError("surveyDesign requires two clusters in every stratum, or a lonelyCluster, got 1 in a"),
    );
    expect(surveyDesign({ strata, lonelyCluster: certainCluster }).strata).toHaveLength(2);
    expect(surveyDesign({ strata, populations: { a: 1, b: 9 } }).strata).toHaveLength(2);
  });

  it.each([
    [{}, "surveyDesign requires a column or rows from 1 to 1e9, got 0"],
    [{ weights: [1, 2], strata: ["a"] }, "surveyDesign requires columns of 2 rows, got 1 in strata"],
    [{ weights: [1, 0] }, "surveyDesign requires weights above 0 (1e-250…1e250), got 0 at 1"],
    [{ weights: [1, NaN] }, "surveyDesign requires weights above 0 (1e-250…1e250), got NaN at 1"],
    [{ weights: [-1, 1] }, "surveyDesign requires weights above 0 (1e-250…1e250), got -1 at 0"],
    [
      { strata: ["a", null as never] },
      "surveyDesign requires strata of a string or number in every row, got null at 1",
    ],
    [
      { rows: 3, populations: 2 },
      "surveyDesign requires a finite population of at least its sample (3) for each stratum, got 2 for all",
    ],
    [
      { strata: ["a", "a"], populations: 9 },
      "surveyDesign requires populations by stratum where there are strata, and otherwise one number, got 9 for all strata",
    ],
    [
      { strata: ["a", "a"], populations: { a: 4, b: 4 } },
      "surveyDesign requires populations of sampled strata only, got b, of which there is no row",
    ],
    [
      { clusters: [1, 2], clustersWithinStrata: [1, 2] },
      "surveyDesign requires clusters or clustersWithinStrata, got both",
    ],
  ])("stops at a design that cannot be, naming it: %#", (columns, message) => {
    expect(() => surveyDesign(columns)).toThrow(new RangeError(message));
  });
});
