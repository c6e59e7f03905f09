import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, roundDomain, roundTicks } from "./linear-scale.ts";

describe("linearScale", () => {
  it("maps ends to ends and the middle to the middle", () => {
    const scale = linearScale([-100, 100], [10, 30], 4);
    expect([scale(-100), scale(0), scale(100)]).toEqual([10, 20, 30]);
  });

  it("maps a domain of one value without dividing by nothing", () => {
    expect(linearScale([3, 3], [0, 10], 4)(3)).toBe(0);
  });
});

describe("roundTicks", () => {
  it("steps by 1, 2 or 5 times a power of ten, without the dust of floating point", () => {
    expect(roundTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(roundTicks(-35, 42, 4)).toEqual([-20, 0, 20, 40]);
    expect(roundTicks(4.1, 4.7, 6)).toEqual([4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7]);
  });

  it("lies inside its limits and is about as many as wanted", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        number,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 10 }),
        (low, span, wanted) => {
          const ticks = roundTicks(low, low + span, wanted);
          expect(ticks.length).toBeLessThanOrEqual(wanted * 2 + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(low - span * 1e-6);
            expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6));
          }
        },
      ),
    );
  });
});

describe("roundDomain", () => {
  it("holds all values with air, on round limits, inside the metric's range", () => {
    expect(roundDomain([26, 43], { low: -100, high: 100 }, 5)).toEqual([20, 45]);
    expect(roundDomain([96, 100], { low: 0, high: 100 }, 5)).toEqual([95, 100]);
    expect(roundDomain([], { low: 1, high: 5 }, 5)).toEqual([1, 5]);
  });

  it("gives a single value room", () => {
    const [low, high] = roundDomain([50], { low: 0, high: 100 }, 5);
    expect(low).toBeLessThan(50);
    expect(high).toBeGreaterThan(50);
  });
});
