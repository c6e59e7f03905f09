import { cliffsDelta, cohensH, hedgesG } from "@cxkit/stats/hypothesis-tests";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countSample } from "./count-sample.ts";
import { csat } from "./csat.ts";
import { difference } from "./difference.ts";
import { cliffsDeltaEffect, cohensHEffect, hedgesGEffect } from "./effect-size.ts";
import { ratingMean } from "./rating-mean.ts";

const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 20 });

describe("effects beside a difference", () => {
  it("are those of the statistics over the same answers", () => {
    fc.assert(
      fc.property(ratings, ratings, (a, b) => {
        const means = difference(ratingMean(a), ratingMean(b), {
          effect: cliffsDeltaEffect,
          confidenceLevel: 0.9,
        });
        const delta = cliffsDelta(a, b, { confidenceLevel: 0.9 });
        expect(means.effect).toMatchObject({
          value: delta.estimate,
          interval: delta.interval,
          unit: "none",
          confidenceLevel: 0.9,
        });
        const shares = difference(csat(a), csat(b), { effect: cohensHEffect }).effect!;
        const top = (list: number[]) => list.filter((v) => v >= 4).length / list.length;
        expect(shares.value).toBeCloseTo(cohensH(top(a), top(b)), 12);
        expect(shares.interval!.high! - shares.value!).toBeLessThanOrEqual(
          1.96 * Math.sqrt(1 / a.length + 1 / b.length),
        );
        fc.pre(new Set([...a, ...b]).size > 1 && a.length + b.length > 4);
        if (new Set(a).size < 2 && new Set(b).size < 2) return;
        const g = difference(ratingMean(a), ratingMean(b), { effect: hedgesGEffect }).effect!;
        expect(g.value).toBeCloseTo(hedgesG(a, b).estimate, 10);
      }),
      { numRuns: 40 },
    );
  });

  it("are left out unless asked for, and where there is nobody", () => {
    expect(difference(csat([4, 1]), csat([5, 2]))).not.toHaveProperty("effect");
    expect(difference(csat([]), csat([5, 2]), { effect: cohensHEffect })).not.toHaveProperty("effect");
  });

  it("refuse samples that no answers have made, and levels that are none, by name", () => {
    const sample = countSample("", { counts: [1, 0, 0, 2, 1] }, [1, 2, 3, 4, 5]);
    for (const [name, effect] of Object.entries({ cohensHEffect, hedgesGEffect, cliffsDeltaEffect })) {
      for (const wrong of [-1, NaN, Infinity]) {
        for (const part of ["n", "effectiveN"])
          expect(() => effect({ ...sample, [part]: wrong }, sample, 0.95)).toThrow(
            new RegExp(`^${name} requires finite bases .*, got ${wrong}$`),
          );
        expect(() => effect(sample, { ...sample, weights: [wrong, 0, 0, 2, 1] }, 0.95)).toThrow(
          new RangeError(`${name} requires finite weights ≥ 0, got ${wrong}`),
        );
      }
      expect(() => effect(sample, sample, 95)).toThrow(
        new RangeError(`${name} requires 0 < confidenceLevel < 1, got 95`),
      );
    }
  });

  it("are null where they cannot be known", () => {
    const none = { value: null, interval: null };
    expect(
      difference(ratingMean([5, 5]), ratingMean([4, 4, 4]), { effect: hedgesGEffect }).effect,
    ).toMatchObject(none);
    expect(difference(ratingMean([5, 4]), ratingMean([4]), { effect: hedgesGEffect }).effect).toMatchObject(
      none,
    );
    expect(
      difference(ratingMean([5]), ratingMean([4, 3]), { effect: cliffsDeltaEffect }).effect,
    ).toMatchObject(none);
  });
});
