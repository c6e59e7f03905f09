import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOff, breaker } from "./notify-pace.ts";

describe("backOff", () => {
  it("lies between a second and 16 hours, or what the receiver asks, up to a day", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), random, fc.nat(), (attempts, dice, asked) => {
        const wait = backOff(attempts, dice, asked);
        expect(wait).toBeGreaterThanOrEqual(Math.max(1, Math.min(asked, 86_400)));
        expect(wait).toBeLessThanOrEqual(Math.max(57_600, Math.min(asked, 86_400)));
      }),
    );
  });

  it("takes a day and a half for twelve attempts on average", () => {
    const waits = Array.from({ length: 11 }, (_, index) => backOff(index + 1, 0.5));
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 86_400).toBeCloseTo(1.52, 1);
  });
});

describe("breaker", () => {
  it("opens at the third failure in a row, pauses at most a quarter of an hour, and closes when something works", () => {
    const gate = breaker();
    expect([gate.failed(0, 0), gate.failed(0, 0)]).toEqual([false, false]);
    expect([gate.open(), gate.until(0)]).toEqual([false, 0]);
    expect(gate.failed(0, 0)).toBe(true);
    expect([gate.open(), gate.until(0)]).toEqual([true, 15_000]);
    for (let times = 0; times < 50; times += 1) gate.failed(0, 0.999);
    expect(gate.until(0)).toBeLessThanOrEqual(900_000);
    expect(gate.until(900_000)).toBe(0);
    gate.worked();
    expect([gate.open(), gate.until(0)]).toEqual([false, 0]);
  });

  it("waits as asked after the first failure already, and not at all when the clock was set back", () => {
    const gate = breaker();
    gate.failed(1_000_000, 0, 60);
    expect(gate.until(1_000_000)).toBe(1_060_000);
    expect(gate.until(999_999)).toBe(0);
  });
});
