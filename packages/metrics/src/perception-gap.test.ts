import { meanTInterval } from "@cxkit/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference } from "./difference.ts";
import { perceptionGap } from "./perception-gap.ts";

const rating = fc.option(fc.integer({ min: 1, max: 5 }));

describe("perceptionGap", () => {
  it("is the mean of one side minus the mean of the other over the pairs", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { maxLength: 30 }), (rows) => {
        const gap = perceptionGap(
          rows.map(([first]) => first),
          rows.map(([, second]) => second),
        );
        expect(gap.n + gap.missing).toBe(rows.length);
        expect(gap.unmet + gap.met + gap.exceeded).toBe(gap.n);
        if (gap.value === null) return;
        expect(gap.value).toBeCloseTo(gap.expected.value! - gap.experienced.value!, 10);
        const turned = perceptionGap(
          rows.map(([, second]) => second),
          rows.map(([first]) => first),
        );
        expect(turned.value).toBeCloseTo(-gap.value, 10);
        expect(turned.interval!.low).toBeCloseTo(-gap.interval!.high!, 8);
      }),
    );
  });

  it("gives the paired t interval where it is asked for", () => {
    // Differences 1, 0, 2, 1: mean 1, sd √(2/3), t₃ = 3.182446…
    const gap = perceptionGap([5, 4, 5, 4], [4, 4, 3, 3], { interval: meanTInterval });
    expect(gap.value).toBe(1);
    expect(gap.interval!.high).toBeCloseTo(1 + (3.182446305284263 * Math.sqrt(2 / 3)) / 2, 9);
  });

  it("sets aside both of a pair, and names the index of what is no point", () => {
    expect(perceptionGap([5, null, 9], [4, 4, null], { invalid: "set-aside" })).toMatchObject({
      n: 1,
      missing: 1,
      rejected: 1,
    });
    expect(() => perceptionGap([5, null], [4, 7])).toThrow("got 7 at index 1");
    expect(() => perceptionGap([5], [])).toThrow(
      "perceptionGap requires as many expected as experienced ratings, got 1 and 0",
    );
  });

  it("is compared between groups by its tally", () => {
    const here = perceptionGap([5, 5, 5], [4, 3, 4]);
    const there = perceptionGap([5, 5, 4], [5, 4, 4]);
    expect(difference(here, there).difference.value).toBeCloseTo(1, 10);
  });
});
