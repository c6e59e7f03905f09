import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { funnelFromCounts } from "./funnel-from-counts.ts";

const of = (...reached: readonly number[]) => reached.map((count, i) => ({ stage: `s${i}`, reached: count }));

describe("funnelFromCounts", () => {
  // Witness: R 4.2.2, prop.test(81, 263, correct = FALSE)$conf.int
  it("gives conversion in percent with Wilson's interval", () => {
    const [start, step] = funnelFromCounts(of(263, 81));
    expect(start).toEqual({ stage: "s0", reached: 263, dropOff: null, fromPrevious: null, fromStart: null });
    expect(step).toMatchObject({ stage: "s1", reached: 81, dropOff: 182 });
    expect(step?.fromPrevious).toMatchObject({ n: 263, effectiveN: 263, unit: "percent", method: "wilson" });
    expect(step?.fromPrevious?.value).toBeCloseTo((100 * 81) / 263, 12);
    expect(step?.fromPrevious?.interval?.low).toBeCloseTo(25.52885198782743, 10);
    expect(step?.fromPrevious?.interval?.high).toBeCloseTo(36.62095769828002, 10);
    expect(step?.fromStart).toEqual(step?.fromPrevious);
  });

  it("bases each step on the one before, and on the start", () => {
    const [, , last] = funnelFromCounts(of(1000, 400, 100));
    expect([last?.dropOff, last?.fromPrevious?.value, last?.fromPrevious?.n]).toEqual([300, 25, 400]);
    expect([last?.fromStart?.value, last?.fromStart?.n]).toEqual([10, 1000]);
  });

  it("says that of nobody no share can be told", () => {
    const [, second, third] = funnelFromCounts(of(3, 0, 0));
    expect(second?.fromPrevious?.value).toBe(0);
    expect(third?.fromPrevious).toMatchObject({ value: null, interval: null, standardError: null, n: 0 });
    expect(third?.fromStart?.value).toBe(0);
    expect(funnelFromCounts(of(1, 1))[1]?.fromStart?.standardError).toBeNull();
  });

  it("refuses counts that increase, are no counts, or have no stages of their own", () => {
    expect(() => funnelFromCounts(of(3, 4))).toThrow(
      new RangeError('funnelFromCounts requires counts that never increase, got 3 at "s0" and 4 at "s1"'),
    );
    expect(() => funnelFromCounts(of(-1))).toThrow(RangeError);
    expect(() => funnelFromCounts(of(1.5))).toThrow(RangeError);
    expect(() => funnelFromCounts(of(NaN))).toThrow(RangeError);
    expect(() => funnelFromCounts([])).toThrow(RangeError);
    expect(() => funnelFromCounts([...of(2), ...of(1)])).toThrow(
      new RangeError('funnelFromCounts requires every stage once, got "s0" twice'),
    );
    expect(() => funnelFromCounts(of(2), { confidenceLevel: 1 })).toThrow(RangeError);
  });

  it("has intervals within 0…100 around their values", () => {
    const counts = fc
      .array(fc.nat({ max: 100_000 }), { minLength: 2, maxLength: 6 })
      .map((all) => all.toSorted((a, b) => b - a));
    fc.assert(
      fc.property(counts, fc.double({ min: 0.5, max: 0.999, noNaN: true }), (all, confidenceLevel) => {
        for (const { fromPrevious, fromStart } of funnelFromCounts(of(...all), { confidenceLevel })) {
          for (const estimate of [fromPrevious, fromStart]) {
            if (!estimate?.interval) continue;
            const chain = [0, estimate.interval.low!, estimate.value!, estimate.interval.high!, 100];
            expect(chain).toEqual(chain.toSorted((a, b) => a - b));
          }
        }
      }),
    );
  });
});
