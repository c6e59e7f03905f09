import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deltaComposite, moverComposite } from "./composite-interval.ts";

const part = fc
  .tuple(
    fc.double({ min: 1, max: 50, noNaN: true }),
    fc.double({ min: 0.01, max: 10, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 20, noNaN: true }),
  )
  .map(([score, standardError, below, above]) => ({
    score,
    standardError,
    low: score - below * score,
    high: score + above,
  }));
const parts = fc.array(part, { minLength: 1, maxLength: 6 });

describe("deltaComposite and moverComposite", () => {
  it("are no wider than the sum of their parts and no narrower than the widest", () => {
    fc.assert(
      fc.property(parts, (all) => {
        const { below, above } = moverComposite(all, 0.95)!;
        const distances = all.map(({ score, low }) => score - low);
        expect(below).toBeLessThanOrEqual(distances.reduce((sum, one) => sum + one, 0) + 1e-9);
        expect(below).toBeGreaterThanOrEqual(Math.max(...distances) - 1e-9);
        expect(above).toBeGreaterThanOrEqual(Math.max(...all.map(({ score, high }) => high - score)) - 1e-9);
      }),
    );
  });

  it("agree where the parts' own intervals are the normal ones", () => {
    fc.assert(
      fc.property(parts, fc.constantFrom(0.8, 0.95, 0.99), (all, level) => {
        const normal = all.map((one) => {
          const { below } = deltaComposite([one], level)!;
          return { ...one, low: one.score - below, high: one.score + below };
        });
        expect(moverComposite(normal, level)!.above).toBeCloseTo(deltaComposite(normal, level)!.above, 8);
      }),
    );
  });

  it("refuse parts that are not finite and levels that are none, by name", () => {
    const known = { score: 10, standardError: 1, low: 8, high: 12 };
    for (const [name, interval] of Object.entries({ deltaComposite, moverComposite })) {
      for (const wrong of [NaN, Infinity])
        expect(() => interval([{ ...known, standardError: wrong }], 0.95)).toThrow(
          new RangeError(`${name} requires finite parts or null, got ${wrong}`),
        );
      expect(() => interval([known], 95)).toThrow(
        new RangeError(`${name} requires 0 < confidenceLevel < 1, got 95`),
      );
    }
  });

  it("say nothing where a part does not", () => {
    const known = { score: 10, standardError: 1, low: 8, high: 12 };
    expect(deltaComposite([known, { ...known, standardError: null }], 0.95)).toBeNull();
    expect(deltaComposite([{ ...known, standardError: 0 }], 0.95)).toBeNull();
    expect(moverComposite([known, { ...known, high: null }], 0.95)).toBeNull();
    expect(deltaComposite([known, { ...known, standardError: 0 }], 0.95)!.below).toBeCloseTo(1.96, 3);
  });
});
