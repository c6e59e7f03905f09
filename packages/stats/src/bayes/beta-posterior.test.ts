import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";

describe("betaPosterior", () => {
  it("adds the prior to the counts", () => {
    expect(betaPosterior(81, 263, { a: 1, b: 1 })).toMatchObject({
      a: 82,
      b: 183,
      mean: 82 / 265,
      mode: 81 / 263,
    });
    expect(betaPosterior(81, 263)).toMatchObject({ a: 81.5, b: 182.5 });
    expect(betaPosterior(0, 0, { a: 3, b: 7 })).toMatchObject({ a: 3, b: 7, mean: 0.3 });
  });

  it("mirrors when successes and failures swap", () => {
    fc.assert(
      fc.property(part, part, share, (successes, failures, p) => {
        const one = betaPosterior(successes, successes + failures);
        const other = betaPosterior(failures, successes + failures);
        expect(one.quantile(p)).toBeCloseTo(1 - other.upperQuantile(p), 11);
        expect(one.mean).toBeCloseTo(1 - other.mean, 12);
        expect(one.cdf(p)).toBeCloseTo(other.survival(1 - p), 9);
      }),
    );
  });

  it("has quantiles that invert its tails", () => {
    fc.assert(
      fc.property(part, part, share, (successes, failures, p) => {
        const posterior = betaPosterior(successes, successes + failures, { a: 1, b: 1 });
        expect(posterior.cdf(posterior.quantile(p)) / p).toBeCloseTo(1, 8);
        expect(posterior.survival(posterior.upperQuantile(p))).toBeCloseTo(p, 8);
      }),
    );
  });

  it("moves up with a prior of more successes", () => {
    const [weak, strong] = [betaPosterior(5, 10, { a: 1, b: 1 }), betaPosterior(5, 10, { a: 20, b: 1 })];
    expect(strong.mean).toBeGreaterThan(weak.mean);
    expect(strong.quantile(0.05)).toBeGreaterThan(weak.quantile(0.05));
  });

  it("has no mode where the density is highest at an end, and says how it behaves there", () => {
    const none = betaPosterior(0, 12, { a: 1, b: 1 });
    expect(none.mode).toBeNull();
    expect(none.logDensity(0)).toBeCloseTo(Math.log(13), 14);
    expect(none.logDensity(1)).toBe(-Infinity);
    expect(betaPosterior(0, 12).logDensity(0)).toBe(Infinity);
    expect(betaPosterior(3, 12).logDensity(-1)).toBe(-Infinity);
  });

  it("knows that a share lies between 0 and 1", () => {
    const posterior = betaPosterior(3, 12);
    expect([posterior.cdf(-1), posterior.cdf(2), posterior.survival(-1), posterior.survival(2)]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("refuses impossible counts and priors", () => {
    expect(() => betaPosterior(11, 10)).toThrow(
      new RangeError("betaPosterior requires 0 ≤ successes ≤ trials < ∞, got 11 of 10"),
    );
    expect(() => betaPosterior(-1, 10)).toThrow(RangeError);
    expect(() => betaPosterior(NaN, 10)).toThrow(RangeError);
    expect(() => betaPosterior(1, Infinity)).toThrow(RangeError);
    expect(() => betaPosterior(1, 2, { a: 0, b: 1 })).toThrow(
      new RangeError("betaPosterior requires a prior with finite shapes above 0, got 0 and 1"),
    );
    expect(() => betaPosterior(1, 2).quantile(95)).toThrow(RangeError);
  });

  it("refuses text, which would be joined and not added", () => {
    expect(() => betaPosterior("3" as unknown as number, 10)).toThrow(
      new RangeError("betaPosterior requires 0 ≤ successes ≤ trials < ∞, got 3 of 10"),
    );
  });
});

const part = fc.double({ min: 0, max: 1e4, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
