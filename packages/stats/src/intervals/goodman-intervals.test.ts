import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goodmanIntervals } from "./goodman-intervals.ts";
import { wilsonInterval } from "./wilson-interval.ts";

const answers = fc
  .array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 8 })
  .filter((counts) => counts.some((count) => count > 1e-6));

describe("goodmanIntervals", () => {
  it("are Wilson's at a level shared out among the classes", () => {
    const counts = [20, 40, 60];
    for (const [i, { low, high }] of goodmanIntervals(counts, 0.94).entries()) {
      const single = wilsonInterval(counts[i] ?? NaN, 120, 0.98);
      expect([low, high]).toEqual([expect.closeTo(single.low, 13), expect.closeTo(single.high, 13)]);
    }
  });

  it("stay on the scale around each share, follow their classes and never narrow at a higher level", () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0.01, max: 0.98, noNaN: true }), (counts, level) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        const intervals = goodmanIntervals(counts, level);
        const wider = goodmanIntervals(counts, level + 0.01);
        const backwards = goodmanIntervals(counts.toReversed(), level).toReversed();
        for (const [i, { low, high }] of intervals.entries()) {
          const share = (counts[i] ?? NaN) / total;
          expect(low >= 0 && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1).toBe(true);
          expect((wider[i]?.low ?? 1) <= low && (wider[i]?.high ?? 0) >= high).toBe(true);
          expect(backwards[i]?.low).toBeCloseTo(low, 12);
        }
      }),
    );
    expect(goodmanIntervals.method).toBe("goodman");
  });

  it("stop at one class, impossible counts and levels, naming them", () => {
    expect(() => goodmanIntervals([5])).toThrow(
      new RangeError("goodmanIntervals requires finite counts ≥ 0 of two classes or more, not all 0, got 5"),
    );
    for (const wrong of [
      [0, 0],
      [1, -1],
      [1, NaN],
      [1, Infinity],
      [1, "2" as unknown as number],
      Array.from<number>({ length: 2 }).with(0, 1),
    ])
      expect(() => goodmanIntervals(wrong)).toThrow(RangeError);
    for (const wrong of [95, 0, 1, NaN])
      expect(() => goodmanIntervals([1, 2], wrong)).toThrow(
        new RangeError(`goodmanIntervals requires 0 < confidenceLevel < 1, got ${wrong}`),
      );
  });

  it("takes typed arrays", () => {
    expect(goodmanIntervals(Float64Array.from([3, 4, 1]) as unknown as number[])).toEqual(
      goodmanIntervals([3, 4, 1]),
    );
  });
});
