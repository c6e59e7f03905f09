import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  linearDistance,
  logitDistance,
  rakingDistance,
  truncatedLinearDistance,
} from "./calibration-distance.ts";

const bounds = { lower: 0.4, upper: 2.5 };

describe.each([linearDistance, rakingDistance, logitDistance(bounds), truncatedLinearDistance(bounds)])(
  "calibration distance $method",
  ({ ratio, slope }) => {
    it("leaves weights where they are at 0, and moves them as fast as all others do", () => {
      expect(ratio(0)).toBeCloseTo(1, 14);
      expect(slope(0)).toBeCloseTo(1, 14);
    });

    it("has the slope that it says, and never falls", () => {
      fc.assert(
        fc.property(fc.double({ min: -0.5, max: 1.4, noNaN: true }), (predictor) => {
          const measured = (ratio(predictor + 1e-6) - ratio(predictor - 1e-6)) / 2e-6;
          expect(slope(predictor)).toBeCloseTo(measured, 4);
          expect(ratio(predictor + 0.1)).toBeGreaterThanOrEqual(ratio(predictor));
        }),
      );
    });
  },
);

describe("bounded calibration distances", () => {
  it("stay within their bounds, however far they are pushed", () => {
    for (const distance of [logitDistance(bounds), truncatedLinearDistance(bounds)]) {
      for (const predictor of [-1e9, -30, -1, 1, 30, 1e9]) {
        expect(distance.ratio(predictor)).toBeGreaterThanOrEqual(0.4);
        expect(distance.ratio(predictor)).toBeLessThanOrEqual(2.5);
        expect(Number.isFinite(distance.slope(predictor))).toBe(true);
      }
    }
    expect(Number.isFinite(rakingDistance.ratio(1e9))).toBe(true);
  });

  it("stop at bounds that leave no room", () => {
    expect(() => logitDistance({ lower: 1, upper: 2 })).toThrow(
      new RangeError("logitDistance requires 0 ≤ lower < 1 < upper, got 1 and 2"),
    );
    expect(() => truncatedLinearDistance({ lower: 0, upper: Infinity })).toThrow(RangeError);
    expect(() => truncatedLinearDistance({ lower: -1, upper: 2 })).toThrow(RangeError);
  });
});
