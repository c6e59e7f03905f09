import fc from "fast-check";
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

  it("stays in order, at most 1 and finite however little the raters agree", () => {
    const tables = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 4 })).chain(([n, k]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: k, maxLength: k }), {
        minLength: n,
        maxLength: n,
      }),
    );
    fc.assert(
      fc.property(tables, (table) => {
        const things = new Set(table.map((row) => row.reduce((sum, value) => sum + value, 0)));
        fc.pre(
          things.size > 1 &&
            table.some((row) =>
              row.some((value, j) => value - (table[0]?.[j] ?? 0) !== (row[0] ?? 0) - (table[0]?.[0] ?? 0)),
            ),
        );
        const { twoWayRandom } = intraclassCorrelation(table);
        for (const { value, interval } of Object.values(twoWayRandom)) {
          expect(value).toBeLessThanOrEqual(1);
          expect(interval.low).toBeLessThanOrEqual(interval.high);
          expect(interval.high).toBeLessThanOrEqual(1);
          expect([value, interval.low, interval.high].every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });

  it("has no lower limit of an average where the raters' spread leaves nothing of the things'", () => {
    const { single, average } = intraclassCorrelation([
      [0, 2],
      [2, 0],
      [1, 2],
      [0, 2],
    ]).twoWayRandom;
    expect(single.value).toBeCloseTo(-20 / 19, 12);
    expect(average.value).toBe(-Number.MAX_VALUE);
  });

  it("refuses ratings whose squares are not finite", () => {
    expect(() =>
      intraclassCorrelation([
        [1e200, 1],
        [2, 3],
      ]),
    ).toThrow(/^intraclassCorrelation requires ratings with finite squares/);
  });
});
