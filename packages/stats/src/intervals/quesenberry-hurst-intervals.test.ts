import { describe, expect, it } from "vitest";
import { goodmanIntervals } from "./goodman-intervals.ts";
import { quesenberryHurstIntervals } from "./quesenberry-hurst-intervals.ts";
import { wilsonInterval } from "./wilson-interval.ts";

describe("quesenberryHurstIntervals", () => {
  it("are Wilson's for two classes, whose test has one degree of freedom", () => {
    const [first, second] = quesenberryHurstIntervals([7, 13], 0.9);
    const { low, high } = wilsonInterval(7, 20, 0.9);
    expect([first?.low, first?.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
    expect([second?.low, second?.high]).toEqual([expect.closeTo(1 - high, 12), expect.closeTo(1 - low, 12)]);
  });

  it("contain Goodman's for four classes or more", () => {
    const counts = [3, 12, 0, 25, 40, 20];
    for (const [i, { low, high }] of goodmanIntervals(counts).entries()) {
      const wider = quesenberryHurstIntervals(counts)[i];
      expect((wider?.low ?? 1) <= low && (wider?.high ?? 0) >= high).toBe(true);
    }
  });

  it("stay on 0…1 at levels next to 0 and 1", () => {
    for (const level of [1e-300, 1e-17, 0.5, 1 - 2 ** -53])
      for (const { low, high } of quesenberryHurstIntervals([0, 1, 5.5], level))
        expect(low >= 0 && low <= high && high <= 1).toBe(true);
    expect(quesenberryHurstIntervals.method).toBe("quesenberry-hurst");
  });

  it("stop at one class, impossible counts and levels, naming them", () => {
    expect(() => quesenberryHurstIntervals([])).toThrow(RangeError);
    expect(() => quesenberryHurstIntervals([1, -1])).toThrow(
      new RangeError(
        "quesenberryHurstIntervals requires finite counts ≥ 0 of two classes or more, not all 0, got 1,-1",
      ),
    );
    for (const wrong of [95, 0, 1, NaN])
      expect(() => quesenberryHurstIntervals([1, 2], wrong)).toThrow(RangeError);
  });
});
