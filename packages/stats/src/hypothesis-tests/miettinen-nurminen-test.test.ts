import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proportionDifferenceMiettinenNurminen } from "../differences/proportion-difference-score.ts";
import { close, proportion } from "./fixtures/arbitraries.ts";
import { miettinenNurminenTest } from "./miettinen-nurminen-test.ts";
import { pooledTwoProportionZ } from "./two-proportion-z.ts";

const nullDifference = fc.integer({ min: -9, max: 9 }).map((tenths) => tenths / 10);

describe("miettinenNurminenTest", () => {
  it("rejects exactly the differences outside the interval of the same method", () => {
    fc.assert(
      fc.property(proportion, proportion, nullDifference, (a, b, difference) => {
        fc.pre(a.trials + b.trials > 1);
        const { interval } = proportionDifferenceMiettinenNurminen(a, b, 0.9);
        const { pValue } = miettinenNurminenTest(a, b, { nullDifference: difference });
        if (Math.abs(pValue - 0.1) < 1e-6) return;
        expect(pValue < 0.1).toBe(difference < interval.low || difference > interval.high);
      }),
    );
  });

  it("is the pooled z test but for a factor where the null difference is 0", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const n = a.trials + b.trials;
        fc.pre(n > 1);
        const z = pooledTwoProportionZ(a, b).statistic * Math.sqrt((n - 1) / n);
        expect(close(miettinenNurminenTest(a, b).statistic, z, 1e-7)).toBe(true);
      }),
    );
  });

  it("turns round when the samples are swapped", () => {
    fc.assert(
      fc.property(proportion, proportion, nullDifference, (a, b, difference) => {
        fc.pre(a.trials + b.trials > 1);
        const { statistic } = miettinenNurminenTest(a, b, { nullDifference: difference });
        const { statistic: back } = miettinenNurminenTest(b, a, { nullDifference: -difference });
        expect(close(back, -statistic, 1e-6)).toBe(true);
      }),
    );
  });

  it("stops at percent, and at one trial in all", () => {
    const a = { successes: 1, trials: 2 };
    expect(() => miettinenNurminenTest(a, a, { nullDifference: 5 })).toThrow(
      new RangeError("miettinenNurminenTest requires −1 < nullDifference < 1, got 5"),
    );
    const half = { successes: 0.5, trials: 0.5 };
    expect(() => miettinenNurminenTest(half, half)).toThrow("requires more than 1 trial");
  });
});
