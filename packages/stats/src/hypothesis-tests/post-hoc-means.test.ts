import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted, varying } from "./fixtures/arbitraries.ts";
import { gamesHowell, tukeyHsd } from "./post-hoc-means.ts";
import { studentT, welchT } from "./two-sample-t.ts";

// The studentized range takes a while: a few examples of three groups each.
const threeGroups = fc.tuple(varying, varying, varying);

describe.each([
  [tukeyHsd, studentT],
  [gamesHowell, welchT],
] as const)("%o", (compare, t) => {
  it("is its t test where there are only two groups", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const expected = t(a, b);
        const [pair] = compare([a, b]);
        expect(close(pair?.pValue ?? NaN, expected.pValue, 1e-6)).toBe(true);
        expect(close(pair?.interval.low ?? NaN, expected.interval.low, 1e-6)).toBe(true);
        expect(close(pair?.interval.high ?? NaN, expected.interval.high, 1e-6)).toBe(true);
      }),
      { numRuns: 4 },
    );
  });

  it("gives every pair once, each mirrored when the groups are turned round", () => {
    fc.assert(
      fc.property(threeGroups, (given) => {
        const pairs = compare(given);
        const back = compare(given.map(counted).toReversed()).toReversed();
        expect(pairs).toHaveLength((given.length * (given.length - 1)) / 2);
        for (const { first, second, difference, pValue } of pairs) {
          const twin = back.find(
            (pair) => pair.first === given.length - 1 - second && pair.second === given.length - 1 - first,
          );
          expect(close(twin?.difference ?? NaN, -difference)).toBe(true);
          expect(close(twin?.pValue ?? NaN, pValue, 1e-6)).toBe(true);
          expect(first).toBeLessThan(second);
        }
      }),
      { numRuns: 2 },
    );
  });

  it("rejects exactly the pairs whose interval leaves 0 out", () => {
    fc.assert(
      fc.property(threeGroups, (given) => {
        for (const { interval, pValue } of compare(given, 0.9)) {
          if (Math.abs(pValue - 0.1) < 1e-6) continue;
          expect(pValue < 0.1).toBe(interval.low > 0 || interval.high < 0);
        }
      }),
      { numRuns: 2 },
    );
  });

  it("allows for all pairs, so that its p-values exceed those of pairs alone", () => {
    const given = [
      [5, 6, 7, 5, 4, 6],
      [7, 8, 6, 9, 7],
      [8, 9, 9, 7, 8],
    ];
    for (const { first, second, pValue } of compare(given)) {
      expect(pValue).toBeGreaterThan(welchT(given[first] ?? [], given[second] ?? []).pValue / 2);
    }
  });

  it("tells at once that groups are worlds apart", () => {
    const around = (mean: number) => ({ points: [mean - 1, mean, mean + 1], counts: [900, 900, 900] });
    expect(compare([around(0), around(5)])[0]?.pValue).toBe(0);
    for (const apart of [0.8, 0.83, 0.86]) {
      const groups = [around(0), around(apart)] as const;
      expect(close(compare(groups)[0]?.pValue ?? NaN, t(...groups).pValue, 1e-6)).toBe(true);
    }
  });

  it("stops at one group and at percent", () => {
    expect(() => compare([[1, 2]])).toThrow(
      new RangeError(`${compare.name} requires at least 2 groups, got 1`),
    );
    expect(() =>
      compare(
        [
          [1, 2],
          [2, 4],
        ],
        95,
      ),
    ).toThrow(`${compare.name} requires 0 < confidenceLevel < 1, got 95`);
  });
});

describe("gamesHowell", () => {
  it("stops at a group that does not vary, where Tukey's test does not", () => {
    expect(() =>
      gamesHowell([
        [1, 2],
        [3, 3],
      ]),
    ).toThrow("gamesHowell requires groups that each vary");
    expect(
      tukeyHsd([
        [1, 2],
        [3, 3],
      ]),
    ).toHaveLength(1);
  });
});
