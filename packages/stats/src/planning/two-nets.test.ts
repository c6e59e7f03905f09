import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { netDifferenceWald } from "../differences/net-difference.ts";
import { multinomialDraw } from "../random/multinomial-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { twoNetsDetectable, twoNetsPower, twoNetsSampleSize } from "./two-nets.ts";

describe("the plans for two net shares", () => {
  it("have the power they say, by simulation", () => {
    const shares = { favorable: 0.5, unfavorable: 0.2 };
    const secondShares = { favorable: 0.42, unfavorable: 0.3 };
    const { groups } = twoNetsSampleSize({ difference: 0.18, shares, secondShares });
    const random = seededRandom(4);
    const drawn = ({ favorable, unfavorable }: typeof shares, n: number) => {
      const [up = 0, rest = 0, down = 0] = multinomialDraw(random, n, [
        favorable,
        1 - favorable - unfavorable,
        unfavorable,
      ]);
      return { favorable: up, neutral: rest, unfavorable: down };
    };
    let found = 0;
    const runs = 4000;
    for (let run = 0; run < runs; run++) {
      const test = netDifferenceWald(drawn(shares, groups[0] ?? 0), drawn(secondShares, groups[1] ?? 0));
      if (test.pValue < 0.05 && test.difference > 0) found++;
    }
    // Four standard errors of the simulation.
    expect(Math.abs(found / runs - 0.8)).toBeLessThan(0.026);
  });

  it("undo each other", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.6, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (difference, ratio) => {
          const plan = twoNetsSampleSize({ difference, ratio });
          expect(twoNetsPower({ difference, ratio, n: plan.n }).power).toBeCloseTo(0.8, 10);
          expect(twoNetsDetectable({ n: plan.n, ratio }).difference).toBeCloseTo(difference, 9);
          expect(twoNetsDetectable({ n: plan.n, ratio, alternative: "less" }).difference).toBeLessThan(0);
          expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
        },
      ),
    );
  });

  it("needs fewest answers in all when the groups are of equal size", () => {
    const total = (ratio: number): number => twoNetsSampleSize({ difference: 0.1, ratio }).n * (1 + ratio);
    expect(total(1)).toBeLessThan(total(1.5));
    expect(total(1)).toBeLessThan(total(0.5));
  });

  it("stops at NPS points and at no difference", () => {
    expect(() => twoNetsSampleSize({ difference: 5 })).toThrow(
      new RangeError("twoNetsSampleSize requires a difference within −2…2 (NPS points ÷ 100), got 5"),
    );
    expect(() => twoNetsSampleSize({ difference: 0 })).toThrow(
      new RangeError("twoNetsSampleSize requires a difference, got 0"),
    );
    expect(() => twoNetsDetectable({ n: 0 })).toThrow(
      new RangeError(
        "twoNetsDetectable requires a finite n, at least 1 a group after the design effect, got 0",
      ),
    );
  });
});
