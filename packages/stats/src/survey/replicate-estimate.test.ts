import { describe, expect, it } from "vitest";
import { designMean } from "./design-mean.ts";
import { raked } from "./raked.ts";
import { replicateEstimate } from "./replicate-estimate.ts";
import { bootstrapWeights, jackknifeWeights } from "./replicate-weights.ts";
import { surveyDesign } from "./survey-design.ts";

const values = Array.from({ length: 60 }, (_, row) => (row * 37) % 11);
const weights = values.map((_, row) => 1 + ((row * 17) % 7) / 7);
const mean = (of: Float64Array) =>
  of.reduce((sum, weight, row) => sum + weight * values[row]!, 0) /
  of.reduce((sum, weight) => sum + weight, 0);

describe("replicateEstimate", () => {
  it("of a mean has nearly the linearised error, by jackknife and bootstrap, strata and populations included", () => {
    const strata = values.map((_, row) => (row < 20 ? "a" : "b"));
    for (const design of [
      surveyDesign({ weights }),
      surveyDesign({ weights, strata, populations: { a: 30, b: 90 } }),
      surveyDesign({ weights, clusters: values.map((_, row) => row % 15) }),
    ]) {
      const linear = designMean(design, values).standardError;
      const jackknife = replicateEstimate(design, jackknifeWeights(design), mean);
      const bootstrap = replicateEstimate(design, bootstrapWeights(design, { replicates: 2000 }), mean);
      expect(jackknife.value).toBeCloseTo(designMean(design, values).value, 12);
      expect(jackknife.standardError / linear).toBeCloseTo(1, 1);
      expect(bootstrap.standardError / linear).toBeCloseTo(1, 1);
      expect([bootstrap.method, bootstrap.seed]).toEqual(["rao-wu-bootstrap", 1]);
    }
  });

  it("of the mean of equally weighted independent rows is the linearised error exactly", () => {
    const design = surveyDesign({ rows: 60 });
    const { standardError, interval, value } = replicateEstimate(design, jackknifeWeights(design), mean);
    const linear = designMean(design, values);
    expect(standardError).toBeCloseTo(linear.standardError, 12);
    expect(interval.high - value).toBeCloseTo(linear.interval.high - linear.value, 12);
  });

  it("knows what raking does: nothing is left of what it fixes", () => {
    const categories = values.map((value) => (value > 5 ? "high" : "low"));
    const design = raked(surveyDesign({ weights }), [
      { name: "half", categories, totals: { high: 40, low: 60 } },
    ]);
    const share = (of: Float64Array) =>
      of.reduce((sum, weight, row) => sum + (categories[row] === "high" ? weight : 0), 0) / 100;
    expect(replicateEstimate(design, jackknifeWeights(design), share).standardError).toBeLessThan(1e-10);
  });

  it("names the replicate whose statistic is none", () => {
    const design = surveyDesign({ rows: 3 });
    expect(() =>
      replicateEstimate(design, jackknifeWeights(design), (of) => (of[1] === 0 ? NaN : 1)),
    ).toThrow(new RangeError("replicateEstimate requires a finite statistic, got NaN of replicate 1"));
    expect(() => replicateEstimate(design, jackknifeWeights(design), () => Infinity)).toThrow(
      new RangeError("replicateEstimate requires a finite statistic, got Infinity of the sample"),
    );
  });
});
