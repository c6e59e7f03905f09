import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import {
  equivalencePower,
  equivalenceSampleSize,
  nonInferiorityPower,
  nonInferioritySampleSize,
} from "./equivalence-sample-size.ts";

describe("the plans for equivalence", () => {
  it("have the power they say, by simulation of both one-sided tests", () => {
    const plan = equivalenceSampleSize({ margin: 0.4, difference: 0.1, standardDeviation: 1, ratio: 2 });
    const [n1 = 0, n2 = 0] = plan.groups;
    const error = Math.sqrt(1 / n1 + 1 / n2);
    const random = seededRandom(7);
    let shown = 0;
    const runs = 20_000;
    for (let run = 0; run < runs; run++) {
      const difference = 0.1 + error * normalDraw(random);
      if (Math.abs(difference) + 1.6448536269514722 * error < 0.4) shown++;
    }
    expect(Math.abs(shown / runs - plan.powerAtGroups)).toBeLessThan(0.012);
  });

  it("undo each other, and equivalence needs more than non-inferiority", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        (margin, part) => {
          const conditions = { margin, difference: part * margin, standardDeviation: 2 };
          const both = equivalenceSampleSize(conditions);
          const lower = nonInferioritySampleSize(conditions);
          expect(equivalencePower({ ...conditions, n: both.n }).power).toBeCloseTo(0.8, 9);
          expect(nonInferiorityPower({ ...conditions, n: lower.n }).power).toBeCloseTo(0.8, 9);
          expect(both.n).toBeGreaterThanOrEqual(lower.n * (1 - 1e-9));
        },
      ),
    );
  });

  it("does not call a design powerful whose interval can never fit", () => {
    expect(equivalencePower({ margin: 0.1, standardDeviation: 1, n: 20 }).power).toBe(0);
  });

  it("stop where the expected difference is not within the margin", () => {
    expect(() => equivalenceSampleSize({ margin: 0.1, difference: 0.1, standardDeviation: 1 })).toThrow(
      new RangeError(
        "equivalenceSampleSize requires an expected difference within the margin of 0.1, got 0.1",
      ),
    );
    expect(() => nonInferioritySampleSize({ margin: 0.1, difference: -0.2, standardDeviation: 1 })).toThrow(
      RangeError,
    );
    expect(
      nonInferioritySampleSize({ margin: 0.1, difference: 0.2, standardDeviation: 1 }).n,
    ).toBeGreaterThan(1);
    expect(() => equivalenceSampleSize({ margin: -1, standardDeviation: 1 })).toThrow(
      new RangeError("equivalenceSampleSize requires a finite margin > 0, got -1"),
    );
    expect(() => equivalenceSampleSize({ margin: 1, standardDeviation: 0 })).toThrow(RangeError);
  });
});
