import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/seeded-random.ts";
import { meanArm } from "./mean-arm.ts";
import { ratioArm } from "./ratio-arm.ts";

describe("ratioArm", () => {
  it("is the mean where everybody has the same denominator", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2 }), (values) => {
        const arm = ratioArm(
          values,
          values.map(() => 4),
        );
        const mean = meanArm(values);
        expect(arm.value).toBeCloseTo(mean.value / 4, 12);
        expect(arm.standardError).toBeCloseTo(mean.standardError / 4, 12);
      }),
    );
  });

  it("says how far ratios scatter when people are drawn, and the share of all views does not", () => {
    // Everybody clicks always or never: twenty views of one person are worth one.
    const random = seededRandom(3);
    const draw = () => {
      const views = Array.from({ length: 200 }, () => 1 + Math.floor(40 * random()));
      return { views, clicks: views.map((count) => (random() < 0.3 ? count : 0)) };
    };
    const ratios = Array.from({ length: 600 }, () => {
      const { views, clicks } = draw();
      return ratioArm(clicks, views).value;
    });
    const scatter = meanArm(ratios).standardError * Math.sqrt(600);
    const { views, clicks } = draw();
    const arm = ratioArm(clicks, views);
    expect(arm.standardError / scatter).toBeGreaterThan(0.85);
    expect(arm.standardError / scatter).toBeLessThan(1.15);
    const all = views.reduce((sum, count) => sum + count, 0);
    expect(Math.sqrt((arm.value * (1 - arm.value)) / all)).toBeLessThan(scatter / 4);
  });

  it("stops at denominators that cancel or are missing", () => {
    expect(() => ratioArm([1, 2], [1, -1])).toThrow(
      new RangeError("ratioArm requires denominators that do not sum to 0, got 0"),
    );
    expect(() => ratioArm([1, 2], [1])).toThrow(
      new RangeError("ratioArm requires one denominator for each numerator, got 2 and 1"),
    );
    expect(() => ratioArm([1], [1])).toThrow(new RangeError("ratioArm requires at least 2 values, got 1"));
  });
});
