import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearQuantile, normalScaleQuantile } from "./replicate-quantile.ts";

const sorted = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 })
  .map((values) => values.toSorted((a, b) => a - b));
const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe.each([
  ["normalScaleQuantile", normalScaleQuantile],
  ["linearQuantile", linearQuantile],
])("%s", (name, quantile) => {
  it("rises with p and stays within the replicates", () => {
    fc.assert(
      fc.property(sorted, share, share, (values, p, q) => {
        const low = quantile(values, Math.min(p, q));
        const high = quantile(values, Math.max(p, q));
        const noise = 1e-9 * (1 + Math.abs(low));
        expect(low).toBeLessThanOrEqual(high + noise);
        expect(low).toBeGreaterThanOrEqual((values[0] ?? 0) - noise);
        expect(high).toBeLessThanOrEqual((values.at(-1) ?? 0) + noise);
      }),
    );
  });

  it("refuses 0, 1 and percentages", () => {
    for (const p of [0, 1, 95, NaN])
      expect(() => quantile([1, 2], p)).toThrow(
        new RangeError(`${name} requires a probability strictly between 0 and 1, got ${p}`),
      );
  });
});

it("both refuse to read where there are no replicates, or one is not finite", () => {
  expect(() => linearQuantile([], 0.3)).toThrow(
    new RangeError("linearQuantile requires at least one replicate, got 0"),
  );
  expect(() => normalScaleQuantile([1, NaN], 0.3)).toThrow(
    new RangeError("normalScaleQuantile requires finite replicates, got NaN"),
  );
});

describe("the two rules", () => {
  it("differ in where they put the replicates", () => {
    expect(normalScaleQuantile([1, 2, 3, 4], 0.2)).toBe(1);
    expect(normalScaleQuantile([1, 2, 3, 4], 0.1)).toBe(1);
    expect(linearQuantile([1, 2, 3, 4], 1 / 3)).toBe(2);
  });
});
