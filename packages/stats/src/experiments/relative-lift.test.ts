import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { experimentDifference } from "./experiment-difference.ts";
import { proportionArm } from "./proportion-arm.ts";
import { fiellerLift, relativeLift, welchLift } from "./relative-lift.ts";

describe("relativeLift and fiellerLift", () => {
  it("keep their sign where the control is below 0: more is positive", () => {
    const control = { value: -10, standardError: 1, n: 100 };
    const treatment = { value: -5, standardError: 1, n: 100 };
    expect(relativeLift(control, treatment)?.lift).toBe(0.5);
    const mirrored = fiellerLift({ ...control, value: 10 }, { ...treatment, value: 5 });
    const fieller = fiellerLift(control, treatment);
    expect(fieller?.interval.low).toBeCloseTo(-(mirrored?.interval.high ?? NaN), 12);
    expect(fieller?.interval.high).toBeCloseTo(-(mirrored?.interval.low ?? NaN), 12);
  });

  it("say nothing where the control's interval covers 0", () => {
    const treatment = { value: 3, standardError: 1, n: 100 };
    for (const value of [0, 1.9, -1.9]) {
      expect(relativeLift({ value, standardError: 1, n: 100 }, treatment)).toBeNull();
      expect(fiellerLift({ value, standardError: 1, n: 100 }, treatment)).toBeNull();
    }
    expect(relativeLift({ value: 2, standardError: 1, n: 100 }, treatment)).not.toBeNull();
    expect(relativeLift({ value: 2, standardError: 1, n: 100 }, treatment, 0.99)).toBeNull();
    expect(relativeLift({ value: 0, standardError: 0, n: 100 }, treatment)).toBeNull();
  });

  it("by Welch's t is what an experiment platform prints for two means of revenue", () => {
    const arm = (sum: number, squares: number, n: number) => {
      const variance = (squares - sum ** 2 / n) / (n - 1);
      return { value: sum / n, standardError: Math.sqrt(variance / n), n, degreesOfFreedom: n - 1 };
    };
    const found = welchLift(arm(1396.87, 52377.9767, 3407), arm(2422.7, 134698.29, 3461));
    const printed = [found?.lift, found?.interval.low, found?.interval.high, found?.pValue];
    expect(printed.map((value) => value?.toFixed(5))).toEqual(["0.70732", "-0.03526", "1.44989", "0.06191"]);
  });

  it("by Welch's t is wider than by z, comes to it with many subjects, and needs degrees of freedom", () => {
    const of = (n: number) => ({ standardError: 0.4, n, degreesOfFreedom: n - 1 });
    const [few, many] = [10, 1e9].map((n) => welchLift({ value: 4, ...of(n) }, { value: 5, ...of(n) }));
    const plain = relativeLift({ value: 4, ...of(10) }, { value: 5, ...of(10) });
    expect(few?.interval.low).toBeLessThan(plain?.interval.low ?? NaN);
    expect(many?.interval.low).toBeCloseTo(plain?.interval.low ?? NaN, 8);
    expect(() =>
      welchLift({ value: 4, standardError: 1, n: 9 }, { value: 4, standardError: 1, n: 9 }),
    ).toThrow("welchLift requires degrees of freedom > 0 of both arms, got undefined and undefined");
  });

  it("Fieller's interval holds exactly the ratios that the test of treatment − r · control does not reject", () => {
    fc.assert(
      fc.property(arm, arm, fc.double({ min: -3, max: 3, noNaN: true }), (control, treatment, lift) => {
        const found = fiellerLift(control, treatment);
        fc.pre(found !== null);
        const { low, high } = found.interval;
        // Next to a control of 0 the limits go to infinity.
        fc.pre(Math.abs(control.value) > 2 * control.standardError);
        const ratio = 1 + lift * Math.sign(control.value);
        const z =
          (treatment.value - ratio * control.value) /
          Math.hypot(treatment.standardError, ratio * control.standardError);
        fc.pre(Math.abs(Math.abs(z) - 1.959963984540054) > 1e-6);
        expect(lift > low && lift < high).toBe(Math.abs(z) < 1.959963984540054);
      }),
    );
  });

  it("Fieller's interval excludes 0 exactly when the difference is significant", () => {
    fc.assert(
      fc.property(arm, arm, (control, treatment) => {
        const found = fiellerLift(control, treatment);
        fc.pre(found !== null);
        const { interval, pValue } = found;
        fc.pre(Math.abs(pValue - 0.05) > 1e-9);
        expect(interval.low > 0 || interval.high < 0).toBe(pValue < 0.05);
        expect(pValue).toBeCloseTo(experimentDifference(control, treatment).pValue, 12);
      }),
    );
  });

  it("nearly agree in large arms", () => {
    const [a, b] = [proportionArm(30_000, 100_000), proportionArm(31_000, 100_000)];
    const delta = relativeLift(a, b);
    const fieller = fiellerLift(a, b);
    expect(fieller?.interval.low).toBeCloseTo(delta?.interval.low ?? NaN, 3);
    expect(fieller?.interval.high).toBeCloseTo(delta?.interval.high ?? NaN, 3);
  });

  it("Fieller's interval covers as often as it says, where the delta method does not quite", () => {
    const random = seededRandom(11);
    let fieller = 0;
    const runs = 8000;
    for (let run = 0; run < runs; run++) {
      const control = { value: 5 + normalDraw(random), standardError: 1, n: 50 };
      const treatment = { value: 7.5 + normalDraw(random), standardError: 1, n: 50 };
      const found = fiellerLift(control, treatment);
      // Without an end it covers.
      if (!found || (found.interval.low <= 0.5 && found.interval.high >= 0.5)) fieller++;
    }
    expect(Math.abs(fieller / runs - 0.95)).toBeLessThan(0.01);
  });

  it("stop where nothing varies", () => {
    expect(() => relativeLift(proportionArm(5, 5), proportionArm(5, 5))).toThrow(
      new RangeError("relativeLift requires an arm that varies, got 0"),
    );
    expect(() => fiellerLift(proportionArm(1, 5), proportionArm(2, 5), NaN)).toThrow(
      new RangeError("fiellerLift requires 0 < confidenceLevel < 1, got NaN"),
    );
  });
});

const arm = fc.record({
  value: fc.double({ min: -10, max: 10, noNaN: true }),
  standardError: fc.double({ min: 0.1, max: 2, noNaN: true }),
  n: fc.constant(100),
});
