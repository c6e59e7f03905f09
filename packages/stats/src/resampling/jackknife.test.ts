import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jackknife, jackknifeOfCounts } from "./jackknife.ts";
import { latticeDistribution } from "./lattice-distribution.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const net = ([down = 0, passive = 0, up = 0]: readonly number[]) => (up - down) / (down + passive + up);

describe("jackknife", () => {
  it("finds no bias in a mean, and its usual standard error", () => {
    const rows = [1, 2, 4, 9];
    const { bias, standardError, values } = jackknife(rows, mean);
    expect(bias).toBeCloseTo(0, 14);
    expect(standardError).toBeCloseTo(Math.sqrt(mean(rows.map((value) => (value - 4) ** 2)) / 3), 12);
    expect(values).toEqual([5, 14 / 3, 4, 7 / 3]);
  });

  it("takes the bias out of a variance with divisor n", () => {
    const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2));
    const rows = [3, 1, 4, 1, 5, 9, 2, 6];
    const { observed, bias } = jackknife(rows, variance);
    expect(observed - bias).toBeCloseTo((observed * 8) / 7, 12);
  });

  it("has no acceleration where nothing differs", () => {
    expect(jackknife([0.1, 0.1, 0.1], mean)).toMatchObject({
      acceleration: 0,
      accelerationAroundObserved: 0,
    });
  });

  it("refuses one row, and a statistic that is not finite without some row", () => {
    expect(() => jackknife([1], mean)).toThrow(new RangeError("jackknife requires at least two rows, got 1"));
    expect(() => jackknife([0, 1], ([first = 0]) => 1 / first)).toThrow(
      new RangeError("jackknife requires a statistic that is always finite, got Infinity"),
    );
  });
});

describe("jackknifeOfCounts", () => {
  it("is the jackknife of the answers behind the counts", () => {
    fc.assert(
      fc.property(count, count, count, (down, passive, up) => {
        fc.pre(down + passive + up >= 2);
        const answers = [down, passive, up].flatMap((size, index) =>
          Array.from({ length: size }, () => index - 1),
        );
        const byRow = jackknife(answers, mean);
        const byCount = jackknifeOfCounts([down, passive, up], net);
        expect(byCount.standardError).toBeCloseTo(byRow.standardError, 11);
        expect(byCount.acceleration).toBeCloseTo(byRow.acceleration, 8);
        expect(byCount.bias).toBeCloseTo(byRow.bias, 11);
        expect(byCount.n).toBe(byRow.n);
      }),
    );
  });

  it("has the acceleration of the exact distribution", () => {
    const counts = [30, 100, 270];
    const { acceleration } = latticeDistribution({ scores: [-1, 0, 1], counts });
    expect(jackknifeOfCounts(counts, net).acceleration).toBeCloseTo(acceleration, 10);
  });

  it("has no value for a category that nobody is in, and survives JSON", () => {
    const result = jackknifeOfCounts([0, 1, 3], net);
    expect(result.values).toEqual([null, 1, 2 / 3]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it("refuses parts of answers and a single one", () => {
    expect(() => jackknifeOfCounts([0.5, 3], net)).toThrow(
      new RangeError("jackknifeOfCounts requires whole counts ≥ 0, got 0.5, 3"),
    );
    expect(() => jackknifeOfCounts([1, 0], net)).toThrow(
      new RangeError("jackknifeOfCounts requires at least two answers, got 1"),
    );
  });
});

const count = fc.integer({ min: 0, max: 12 });
