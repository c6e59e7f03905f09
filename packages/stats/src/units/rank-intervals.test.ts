import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { rankIntervals } from "./rank-intervals.ts";

const estimate = fc.record({
  name: fc.string(),
  value: fc.integer({ min: -100, max: 100 }),
  standardError: fc.integer({ min: 1, max: 30 }),
});

describe("rankIntervals", () => {
  it("hold the rank, mirror when all values change their sign, and name ties both ways", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(estimate, { minLength: 2, maxLength: 12, selector: ({ name }) => name }),
        (units) => {
          const ranks = rankIntervals(units);
          const mirrored = rankIntervals(units.map((unit) => ({ ...unit, value: -unit.value })));
          ranks.forEach(({ rank, best, worst, tiedWith, name }, i) => {
            expect(best).toBeLessThanOrEqual(rank);
            expect(worst).toBeGreaterThanOrEqual(rank);
            expect(best + worst).toBe(
              units.length + 1 - ((mirrored[i]?.best ?? 0) + (mirrored[i]?.worst ?? 0)) + units.length + 1,
            );
            expect(worst - best).toBe(tiedWith.length);
            for (const other of ranks)
              expect(other.tiedWith.includes(name)).toBe(tiedWith.includes(other.name));
          });
        },
      ),
    );
  });

  it("narrow no rank at a higher level", () => {
    fc.assert(
      fc.property(fc.array(estimate, { minLength: 2, maxLength: 10 }), (units) => {
        const high = rankIntervals(units, { confidenceLevel: 0.99 });
        rankIntervals(units, { confidenceLevel: 0.8 }).forEach(({ best, worst }, i) => {
          expect(high[i]?.best).toBeLessThanOrEqual(best);
          expect(high[i]?.worst).toBeGreaterThanOrEqual(worst);
        });
      }),
    );
  });

  it("hold all true ranks together at least as often as they say", () => {
    const random = seededRandom(5);
    const truths = [60, 55, 40, 38, 20, 0];
    let held = 0;
    for (let run = 0; run < 400; run++) {
      const units = truths.map((truth, i) => ({
        name: `${i}`,
        value: truth + 8 * normalDraw(random),
        standardError: 8,
      }));
      if (
        rankIntervals(units, { confidenceLevel: 0.9 }).every(
          ({ best, worst }, i) => best <= i + 1 && worst >= i + 1,
        )
      )
        held++;
    }
    expect(held / 400).toBeGreaterThan(0.9);
  });

  it("give equal values one rank", () => {
    const tie = { value: 30, standardError: 2 };
    const ranks = rankIntervals([
      { name: "a", ...tie },
      { name: "b", ...tie },
      { name: "c", value: 0, standardError: 2 },
    ]);
    expect(ranks.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(ranks[0]?.tiedWith).toEqual(["b"]);
  });

  it("stop at estimates without a spread, naming the unit", () => {
    expect(() =>
      rankIntervals([
        { name: "a", value: 1, standardError: 0 },
        { name: "b", value: 1, standardError: 1 },
      ]),
    ).toThrow(new RangeError("rankIntervals requires a finite standard error > 0 of a, got 0"));
    expect(() => rankIntervals([])).toThrow("at least two units");
    const two = ["a", "b"].map((name, value) => ({ name, value, standardError: 1 }));
    for (const wrong of [[], [NaN]])
      expect(() => rankIntervals(two, { adjustment: () => wrong })).toThrow(
        /^rankIntervals requires an adjustment that gives 1 p-values, got/,
      );
  });
});
