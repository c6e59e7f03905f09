import { describe, expect, it } from "vitest";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { obrienFlemingBounds, pocockBounds } from "./group-sequential-bounds.ts";
import { groupSequentialPower, sampleSizeInflation } from "./group-sequential-power.ts";

describe("groupSequentialPower", () => {
  it("with one look is that of an ordinary test, and without a difference half of the false alarms", () => {
    expect(groupSequentialPower(pocockBounds(1), 2.5).power).toBeCloseTo(
      normalSurvival(1.959963984540054 - 2.5),
      10,
    );
    expect(groupSequentialPower(obrienFlemingBounds(4), 0).power).toBeCloseTo(0.025, 10);
  });

  it("is how often, and how early, simulated experiments stop", () => {
    const design = pocockBounds([0.3, 0.6, 1]);
    const random = seededRandom(12);
    const runs = 20_000;
    let found = 0;
    let used = 0;
    for (let run = 0; run < runs; run++) {
      let score = 0;
      let before = 0;
      for (const [look, t] of design.information.entries()) {
        score += (t - before) * 2.8 + Math.sqrt(t - before) * normalDraw(random);
        before = t;
        const z = score / Math.sqrt(t);
        if (Math.abs(z) < (design.bounds[look] ?? 0)) continue;
        if (z > 0) found++;
        break;
      }
      used += before;
    }
    const { power, expectedInformation } = groupSequentialPower(design, 2.8);
    expect(Math.abs(found / runs - power)).toBeLessThan(0.012);
    expect(Math.abs(used / runs - expectedInformation)).toBeLessThan(0.01);
  });

  it("is the same for a difference downwards, and rises with it", () => {
    const design = obrienFlemingBounds(3);
    const up = groupSequentialPower(design, 2);
    const down = groupSequentialPower(design, -2);
    expect(down.power).toBe(up.power);
    expect(groupSequentialPower(design, 3).power).toBeGreaterThan(up.power);
    expect(groupSequentialPower(design, 3).expectedInformation).toBeLessThan(up.expectedInformation);
    expect(groupSequentialPower(design, 1e4)).toMatchObject({ power: 1 });
  });

  it("stops at a drift that is none", () => {
    expect(() => groupSequentialPower(pocockBounds(2), NaN)).toThrow(
      new RangeError("groupSequentialPower requires a finite drift, got NaN"),
    );
    expect(() => groupSequentialPower({ ...pocockBounds(2), bounds: [2] }, 1)).toThrow(
      new RangeError("groupSequentialPower requires one bound for each look, got 1 for 2"),
    );
  });
});

describe("sampleSizeInflation", () => {
  it("is 1 for one look, and Pocock pays more than O'Brien and Fleming", () => {
    expect(sampleSizeInflation(pocockBounds(1))).toBeCloseTo(1, 9);
    expect(sampleSizeInflation(pocockBounds(4))).toBeGreaterThan(sampleSizeInflation(obrienFlemingBounds(4)));
    expect(() => sampleSizeInflation(pocockBounds(2), 0.01)).toThrow(
      new RangeError("sampleSizeInflation requires 1 − confidenceLevel < power < 1, got 0.01"),
    );
  });
});
