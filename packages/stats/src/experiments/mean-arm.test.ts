import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanArm } from "./mean-arm.ts";

describe("meanArm", () => {
  it("keeps its digits far from 0", () => {
    const near = meanArm([1, 2, 4, 7]);
    const far = meanArm([1, 2, 4, 7].map((value) => value + 1e9));
    expect(far.standardError).toBeCloseTo(near.standardError, 12);
    expect(far.value - 1e9).toBeCloseTo(3.5, 6);
  });

  it("takes typed arrays, and neither order nor a shift changes the standard error", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }), (values) => {
        const arm = meanArm(values);
        expect(meanArm(Float64Array.from(values).toReversed()).standardError).toBeCloseTo(
          arm.standardError,
          10,
        );
        expect(meanArm(values.map((value) => value + 7)).value).toBeCloseTo(arm.value + 7, 10);
        expect(arm).toMatchObject({ n: values.length, degreesOfFreedom: values.length - 1 });
      }),
    );
    expect(meanArm([3, 3, 3])).toMatchObject({ value: 3, standardError: 0 });
  });

  it("stops at one value and at what is no number", () => {
    expect(() => meanArm([1])).toThrow(new RangeError("meanArm requires at least 2 values, got 1"));
    expect(() => meanArm([1, NaN])).toThrow(new RangeError("meanArm requires finite values, got NaN at 1"));
  });
});
