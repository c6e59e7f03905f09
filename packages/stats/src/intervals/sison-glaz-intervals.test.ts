import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goodmanIntervals } from "./goodman-intervals.ts";
import { sisonGlazIntervals } from "./sison-glaz-intervals.ts";

const answers = fc
  .array(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 8 })
  .filter((counts) => counts.some((count) => count > 0));

describe("sisonGlazIntervals", () => {
  it("stay on the scale around each share and never narrow at a higher level", () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0.05, max: 0.98, noNaN: true }), (counts, level) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        const wider = sisonGlazIntervals(counts, level + 0.01);
        for (const [i, { low, high }] of sisonGlazIntervals(counts, level).entries()) {
          const share = (counts[i] ?? NaN) / total;
          expect(low >= 0 && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1).toBe(true);
          expect((wider[i]?.low ?? 1) <= low + 1e-12).toBe(true);
        }
      }),
    );
  });

  it("are equally wide for all classes away from the ends, and narrower than Goodman's for many alike", () => {
    const counts = [56, 72, 73, 59, 62, 87, 58];
    const intervals = sisonGlazIntervals(counts);
    const [first] = intervals;
    const width = (first?.high ?? 0) - (first?.low ?? 0);
    for (const { low, high } of intervals) expect(high - low).toBeCloseTo(width, 12);
    for (const { low, high } of goodmanIntervals(counts).slice(1, 3))
      expect(high - low).toBeGreaterThan(width);
    expect(sisonGlazIntervals.method).toBe("sison-glaz");
  });

  it("are defined for one answer, for empty classes and for many answers", () => {
    for (const counts of [
      [1, 0],
      [0, 0, 3],
      [1, 1],
      [300_000, 200_000, 500_000],
    ])
      for (const { low, high } of sisonGlazIntervals(counts))
        expect(low >= 0 && low <= high && high <= 1).toBe(true);
  });

  it("stop at fractions, impossible counts and levels, naming them", () => {
    expect(() => sisonGlazIntervals([1.5, 2])).toThrow(
      new RangeError("sisonGlazIntervals requires whole counts, at most 1e9 in all, got 1.5,2"),
    );
    expect(() => sisonGlazIntervals([4])).toThrow(RangeError);
    for (const wrong of [95, 0, 1, NaN])
      expect(() => sisonGlazIntervals([1, 2], wrong)).toThrow(
        new RangeError(`sisonGlazIntervals requires 0 < confidenceLevel < 1, got ${wrong}`),
      );
  });
});
