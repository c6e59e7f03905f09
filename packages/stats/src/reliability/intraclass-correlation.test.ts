import { describe, expect, it } from "vitest";
import { intraclassCorrelation } from "./intraclass-correlation.ts";

// Shrout and Fleiss (1979), table 2: the printed coefficients
const ratings = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

describe("intraclassCorrelation", () => {
  it("prints what Shrout and Fleiss print", () => {
    const { oneWay, twoWayRandom, twoWayMixed } = intraclassCorrelation(ratings);
    const all = [oneWay, twoWayRandom, twoWayMixed].flatMap(({ single, average }) => [single, average]);
    expect(all.map(({ value }) => value.toFixed(2))).toEqual([
      "0.17",
      "0.44",
      "0.29",
      "0.62",
      "0.71",
      "0.91",
    ]);
    for (const { value, interval } of all) {
      expect(interval.low).toBeLessThan(value);
      expect(interval.high).toBeGreaterThan(value);
    }
  });

  it("does not mind the order of things and raters", () => {
    const turned = intraclassCorrelation(ratings.toReversed().map((row) => row.toReversed()));
    const one = intraclassCorrelation(ratings);
    expect(turned.twoWayRandom.single.value).toBeCloseTo(one.twoWayRandom.single.value, 12);
    expect(turned.twoWayRandom.single.interval.low).toBeCloseTo(one.twoWayRandom.single.interval.low, 12);
  });

  it("tells agreement on the order from agreement on the value: a strict rater lowers the second alone", () => {
    const strict = ratings.map(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d - 20]);
    const [before, after] = [intraclassCorrelation(ratings), intraclassCorrelation(strict)];
    expect(after.twoWayMixed.single.value).toBeCloseTo(before.twoWayMixed.single.value, 10);
    expect(after.twoWayRandom.single.value).toBeLessThan(before.twoWayRandom.single.value / 2);
  });

  it("leaves out things with a missing rating, and stops where nothing differs", () => {
    expect(intraclassCorrelation([...ratings, [1, 2, null, 4]])).toMatchObject({ n: 6, incomplete: 1 });
    expect(() =>
      intraclassCorrelation([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    ).toThrow(
      new RangeError(
        "intraclassCorrelation requires spread between things and within them, got 1 and 0".replace(
          "got 1",
          "got 2",
        ),
      ),
    );
    expect(() => intraclassCorrelation(ratings, 1)).toThrow(RangeError);
  });
});
