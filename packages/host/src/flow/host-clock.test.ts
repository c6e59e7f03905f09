import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostClock } from "./host-clock.ts";

function platform(start: number) {
  let time = start;
  return { now: () => new Date(time).toISOString(), move: (by: number) => (time += by), time: () => time };
}

describe("hostClock", () => {
  it("is the platform's clock while that goes forward, whatever it jumps over", () => {
    const under = platform(1e12);
    const clock = hostClock(under.now);
    for (const by of [0, 1, 999, 1e9]) {
      under.move(by);
      expect(clock.time()).toBe(under.time());
    }
  });

  it("goes on when the platform's is set back, at half speed until it is caught up with", () => {
    const under = platform(1e12);
    const clock = hostClock(under.now);
    under.move(-1_000);
    expect(clock.time()).toBe(1e12);
    under.move(500);
    expect(clock.time()).toBe(1e12 + 250);
    under.move(1_000);
    expect(clock.time()).toBe(1e12 + 750);
    under.move(10_000);
    expect(clock.time()).toBe(under.time());
  });

  it("begins no earlier than what is written down", () => {
    const under = platform(1e12);
    expect(hostClock(under.now, new Date(1e12 + 5_000).toISOString()).time()).toBe(1e12 + 5_000);
    expect(hostClock(under.now, new Date(1e12 - 5_000).toISOString()).time()).toBe(1e12);
  });

  it("never goes back, never stands still for long, and never runs faster than the platform's, save to catch up", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 50 }), (steps) => {
        const under = platform(1e12);
        const clock = hostClock(under.now);
        let last = clock.time();
        for (const by of steps) {
          under.move(by);
          const now = clock.time();
          expect(now).toBeGreaterThanOrEqual(Math.max(last, under.time()));
          if (by >= 2) expect(now).toBeGreaterThan(last);
          last = now;
        }
      }),
    );
  });
});
