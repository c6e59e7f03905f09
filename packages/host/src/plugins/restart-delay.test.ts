import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restartDelay } from "./restart-delay.ts";

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("restartDelay", () => {
  it("stays between one second and one minute", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), unit, (streak, random) => {
        const delay = restartDelay(streak, random);
        return delay >= 1000 && delay <= 60_000;
      }),
    );
  });

  it("never shortens as crashes follow each other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), unit, (streak, random) => {
        return restartDelay(streak + 1, random) >= restartDelay(streak, random);
      }),
    );
  });

  it("refuses a streak of nothing", () => {
    expect(() => restartDelay(0, 0)).toThrow("restartDelay requires streak ≥ 1, got 0");
  });
});
