import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { obrienFlemingBounds, pocockBounds, spendingBounds } from "./group-sequential-bounds.ts";
import { pocockSpending, powerSpending } from "./spending-functions.ts";

describe("group sequential bounds", () => {
  it("are passed by 5 % of experiments that change nothing, looked at five times; 1.96 is passed by 14 %", () => {
    const designs = [
      pocockBounds(5),
      obrienFlemingBounds(5),
      spendingBounds([0.1, 0.3, 0.35, 0.8, 1], { spending: powerSpending(2) }),
    ];
    const random = seededRandom(9);
    const runs = 20_000;
    const stopped = designs.map(() => 0);
    let naive = 0;
    for (let run = 0; run < runs; run++) {
      designs.forEach(({ information, bounds }, d) => {
        let score = 0;
        let before = 0;
        let any = false;
        let plain = false;
        information.forEach((t, look) => {
          score += Math.sqrt(t - before) * normalDraw(random);
          before = t;
          if (Math.abs(score) / Math.sqrt(t) >= (bounds[look] ?? 0)) any = true;
          if (Math.abs(score) / Math.sqrt(t) >= 1.959964) plain = true;
        });
        if (any) stopped[d] = (stopped[d] ?? 0) + 1;
        if (plain && d === 0) naive++;
      });
    }
    for (const count of stopped) expect(Math.abs(count / runs - 0.05)).toBeLessThan(0.0047);
    expect(naive / runs).toBeGreaterThan(0.13);
  });

  it("with one look are those of an ordinary test", () => {
    for (const design of [pocockBounds(1), obrienFlemingBounds(1), spendingBounds(1)]) {
      expect(design.bounds[0]).toBeCloseTo(1.959963984540054, 10);
      expect(design.nominalPValues[0]).toBeCloseTo(0.05, 10);
    }
  });

  it("spend what they may, at any looks", () => {
    const steps = fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, fc.double({ min: 0.8, max: 0.99, noNaN: true }), (sizes, confidenceLevel) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        let sum = 0;
        const looks = sizes.map((size) => (sum += size) / total);
        looks[looks.length - 1] = 1;
        fc.pre(looks.every((t, i) => t > (looks[i - 1] ?? 0)));
        for (const design of [
          pocockBounds(looks, confidenceLevel),
          obrienFlemingBounds(looks, confidenceLevel),
          spendingBounds(looks, { spending: pocockSpending, confidenceLevel }),
        ]) {
          expect(design.cumulativeAlpha.at(-1)).toBeCloseTo(1 - confidenceLevel, 9);
          expect(design.bounds.every((bound) => bound > 0 && bound < 20)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("do not change at looks that were, when another comes", () => {
    const all = spendingBounds([0.2, 0.5, 0.9]);
    const before = spendingBounds([0.2, 0.5]);
    expect(all.bounds.slice(0, 2)).toEqual(before.bounds);
  });

  it("rise with the number of looks, and with the level", () => {
    const constants = [1, 2, 3, 5, 8].map((looks) => pocockBounds(looks).constant);
    expect(constants.toSorted((a, b) => a - b)).toEqual(constants);
    expect(obrienFlemingBounds(4, 0.99).constant).toBeGreaterThan(obrienFlemingBounds(4).constant);
    const { bounds, constant } = obrienFlemingBounds(4);
    expect(bounds[0]).toBeCloseTo(2 * constant, 12);
  });

  it("put bounds that nothing passes where nothing may be spent yet", () => {
    const { bounds } = spendingBounds([0.0005, 1]);
    expect(bounds[0]).toBeGreaterThan(30);
    expect(bounds[1]).toBeCloseTo(1.959963984540054, 9);
  });

  it("stop at looks that do not rise to the end", () => {
    expect(() => pocockBounds(0)).toThrow(new RangeError("pocockBounds requires 1 to 100 looks, got 0"));
    expect(() => pocockBounds([0.5, 0.9])).toThrow(
      new RangeError("pocockBounds requires information that rises to 1, got 0.9"),
    );
    expect(() => spendingBounds([0.5, 0.4])).toThrow(
      new RangeError("spendingBounds requires information that rises from above 0 to at most 1, got 0.5,0.4"),
    );
    expect(() => spendingBounds([0.5, 1.1])).toThrow(RangeError);
    expect(() => obrienFlemingBounds(3, 95)).toThrow(
      new RangeError("obrienFlemingBounds requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});
