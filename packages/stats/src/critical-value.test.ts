import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCriticalValue, requireLevel, studentTCriticalValue } from "./critical-value.ts";
import { normalSurvival } from "./distributions/normal-distribution.ts";
import { studentTSurvival } from "./distributions/student-t.ts";

describe("a critical value", () => {
  it("leaves half of what the level leaves out above it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.999999, noNaN: true }),
        fc.double({ min: 0.5, max: 1e6, noNaN: true }),
        (level, df) => {
          const tail = (1 - level) / 2;
          expect(normalSurvival(normalCriticalValue("test", level)) / tail).toBeCloseTo(1, 11);
          expect(studentTSurvival(studentTCriticalValue("test", level, df), df) / tail).toBeCloseTo(1, 11);
        },
      ),
    );
  });

  it("keeps its digits at levels next to 1", () => {
    expect(normalCriticalValue("test", 1 - 1e-12)).toBeCloseTo(7.1305, 3);
  });

  it("is infinite where there is no degree of freedom", () => {
    expect([0, -1].map((df) => studentTCriticalValue("test", 0.95, df))).toEqual([Infinity, Infinity]);
  });

  it("stops at a level that is none, naming the caller", () => {
    for (const level of [95, 0, 1, NaN, -0.5]) {
      const error = new RangeError(`test requires 0 < confidenceLevel < 1, got ${level}`);
      expect(() => requireLevel("test", level)).toThrow(error);
      expect(() => normalCriticalValue("test", level)).toThrow(error);
      expect(() => studentTCriticalValue("test", level, 5)).toThrow(error);
    }
  });
});
