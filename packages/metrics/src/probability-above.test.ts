import { betaSurvival } from "@cxkit/stats/distributions";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csatMetric } from "./csat.ts";
import { npsMetric } from "./nps-metric.ts";
import { probabilityAbove } from "./probability-above.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const nps = npsMetric({ item: "q" });
const csat = csatMetric({ item: "q" });
const scores = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 30 });

describe("probabilityAbove", () => {
  it("falls with the target, from 1 below the range to 0 at its top", () => {
    const target = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(scores, target, target, (list, p, q) => {
        const tally = tallyOf(list, nps);
        const [less, more] = [Math.min(p, q), Math.max(p, q)].map(
          (goal) => probabilityAbove(nps, tally, goal).value!,
        );
        expect(more!).toBeLessThanOrEqual(less! + 1e-12);
        expect(probabilityAbove(nps, tally, -101).value).toBe(1);
        expect(probabilityAbove(nps, tally, 100).value).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("is the complement when promoters and detractors change places", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(3, 8, 10), { minLength: 1, maxLength: 30 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (list, goal) => {
          const mirrored = list.map((score) => ({ 3: 10, 8: 8, 10: 3 })[score]);
          const one = probabilityAbove(nps, tallyOf(list, nps), goal).value!;
          expect(probabilityAbove(nps, tallyOf(mirrored, nps), -goal).value!).toBeCloseTo(1 - one, 9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("of a share is the tail of its beta distribution", () => {
    const { value, method, unit } = probabilityAbove(csat, tallyOf([5, 5, 4, 2], csat), 60);
    expect(value).toBeCloseTo(betaSurvival(0.6, 3.5, 1.5), 12);
    expect({ method, unit }).toEqual({ method: "beta-jeffreys", unit: "probability" });
  });

  it("takes weights at their effective base, however they are scaled", () => {
    const weighted = (factor: number) =>
      tallyOf(
        [
          { value: 10, weight: factor },
          { value: 3, weight: 2 * factor },
          { value: 9, weight: factor },
        ],
        nps,
      );
    expect(probabilityAbove(nps, weighted(7), 0).value).toBeCloseTo(
      probabilityAbove(nps, weighted(1), 0).value!,
      12,
    );
    expect(probabilityAbove(nps, weighted(1), 0, { weighting: "unweighted" }).value).toBe(
      probabilityAbove(nps, tallyOf([10, 3, 9], nps), 0).value,
    );
  });

  it("is null without answers, and refuses means and targets that are none", () => {
    expect(probabilityAbove(nps, nps.empty(), 0)).toMatchObject({ value: null, n: 0, method: "none" });
    const mean = meanMetric({ item: "q" });
    expect(() => probabilityAbove(mean, tallyOf([4], mean), 3)).toThrow(
      "probabilityAbove requires a net score or a share, got rating-mean in scale-point",
    );
    expect(() => probabilityAbove(nps, nps.empty(), NaN)).toThrow(RangeError);
  });
});
