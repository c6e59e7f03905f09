import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alwaysValidPValues } from "./always-valid-p-values.ts";

describe("alwaysValidPValues", () => {
  it("never rise, never exceed 1, and do not depend on later looks", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1 }), (logs) => {
        const all = alwaysValidPValues(logs);
        all.forEach((p, look) => {
          expect(p).toBeLessThanOrEqual(all[look - 1] ?? 1);
          expect(p).toBeLessThanOrEqual(Math.exp(-(logs[look] ?? 0)));
        });
        expect(alwaysValidPValues(logs.slice(0, -1))).toEqual(all.slice(0, -1));
      }),
    );
    expect(alwaysValidPValues([])).toEqual([]);
  });

  it("stops at NaN", () => {
    expect(() => alwaysValidPValues([1, NaN])).toThrow(
      new RangeError("alwaysValidPValues requires numbers, got NaN"),
    );
    expect(() => alwaysValidPValues([undefined as never])).toThrow(RangeError);
  });
});
