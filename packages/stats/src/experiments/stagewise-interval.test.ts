import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { obrienFlemingBounds, pocockBounds } from "./group-sequential-bounds.ts";
import { stagewiseInterval } from "./stagewise-interval.ts";

describe("stagewiseInterval", () => {
  it("after one look is the ordinary interval", () => {
    const got = stagewiseInterval(pocockBounds(1), { look: 1, difference: 3, standardError: 2 });
    expect(got.estimate).toBeCloseTo(3, 9);
    expect(got.interval.low).toBeCloseTo(3 - 2 * 1.959963984540054, 9);
    expect(got.interval.high).toBeCloseTo(3 + 2 * 1.959963984540054, 9);
    expect(
      stagewiseInterval(pocockBounds(3), { look: 1, difference: 5, standardError: 1 }).estimate,
    ).toBeCloseTo(5, 9);
  });

  it("covers as often as it says and is as often too high as too low, where the plain estimate is not", () => {
    const design = pocockBounds(3);
    const random = seededRandom(8);
    const runs = 300;
    const effect = 1.5;
    let covered = 0;
    let high = 0;
    let plain = 0;
    for (let run = 0; run < runs; run++) {
      let score = 0;
      let stopped = { look: 3, difference: 0, standardError: 1 };
      for (let look = 1; look <= 3; look++) {
        const t = look / 3;
        score += effect / 3 + Math.sqrt(1 / 3) * normalDraw(random);
        stopped = { look, difference: score / t, standardError: 1 / Math.sqrt(t) };
        if (Math.abs(score) / Math.sqrt(t) >= design.constant) break;
      }
      const { interval, estimate, observed } = stagewiseInterval(design, stopped);
      if (interval.low <= effect && effect <= interval.high) covered++;
      if (estimate > effect) high++;
      plain += observed / runs;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(0.038);
    expect(Math.abs(high / runs - 0.5)).toBeLessThan(0.087);
    expect(plain).toBeGreaterThan(effect + 0.1);
  });

  it("mirrors when the difference does, and excludes 0 exactly when p is below 5 %", () => {
    const design = obrienFlemingBounds(4);
    for (const [look, z] of [
      [2, 3.1],
      [3, 2.5],
      [4, 2.1],
      [4, 1.2],
      [4, -0.4],
    ] as const) {
      const one = stagewiseInterval(design, { look, difference: z, standardError: 1 });
      const other = stagewiseInterval(design, { look, difference: -z, standardError: 1 });
      expect(one.estimate).toBeCloseTo(-other.estimate, 8);
      expect(one.interval.low).toBeCloseTo(-other.interval.high, 8);
      expect(one.interval.low > 0 || one.interval.high < 0).toBe(one.pValue < 0.05);
    }
  });

  it("stops at a look that did not stop the experiment", () => {
    const stopped = { look: 1, difference: 1, standardError: 1 };
    expect(() => stagewiseInterval(pocockBounds(2), stopped)).toThrow(
      new RangeError("stagewiseInterval requires |z| that stopped the experiment at look 1, got 1 (1 by 1)"),
    );
    expect(() => stagewiseInterval(pocockBounds(2), { ...stopped, look: 3 })).toThrow(
      new RangeError("stagewiseInterval requires a look of 1 to 2, got 3"),
    );
    for (const difference of [1001, 1e6, 1e15, -1e308])
      expect(() => stagewiseInterval(pocockBounds(2), { ...stopped, difference })).toThrow(
        new RangeError(
          `stagewiseInterval requires a difference of at most 1000 standard errors, got ${difference} and 1`,
        ),
      );
    const far = stagewiseInterval(pocockBounds(2), { ...stopped, look: 2, difference: 1000 }).interval;
    expect(far.high - far.low).toBeGreaterThan(1);
    expect(() => stagewiseInterval(pocockBounds(2), { ...stopped, standardError: 0 })).toThrow(RangeError);
    expect(() => stagewiseInterval(pocockBounds(2), { ...stopped, look: 2 }, 95)).toThrow(RangeError);
  });
});
