import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDraw } from "../random/normal-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { alwaysValidPValues } from "./always-valid-p-values.ts";
import { confidenceSequence, sequentialDifference, sequentialLift } from "./confidence-sequence.ts";
import { experimentDifference } from "./experiment-difference.ts";
import { mixtureSprt } from "./mixture-sprt.ts";
import { proportionArm } from "./proportion-arm.ts";

describe("watching an experiment that changes nothing, twenty times", () => {
  it("finds a difference in more than 15 % with fixed-horizon tests, and in at most 5 % always valid", () => {
    const random = seededRandom(20);
    const runs = 1200;
    let fixed = 0;
    let sequence = 0;
    let mixture = 0;
    for (let run = 0; run < runs; run++) {
      let control = 0;
      let treatment = 0;
      let peeked = false;
      let covered = true;
      const logEValues: number[] = [];
      for (let look = 1; look <= 20; look++) {
        for (let i = 0; i < 100; i++) {
          if (random() < 0.3) control++;
          if (random() < 0.3) treatment++;
        }
        const [a, b] = [proportionArm(control, 100 * look), proportionArm(treatment, 100 * look)];
        const test = experimentDifference(a, b);
        if (test.pValue < 0.05) peeked = true;
        const { interval } = sequentialDifference(a, b, { tuningSize: 2000 });
        if (interval.low > 0 || interval.high < 0) covered = false;
        logEValues.push(
          mixtureSprt({
            difference: test.difference,
            standardError: test.standardError,
            mixingDeviation: 0.05,
          }).logLikelihoodRatio,
        );
      }
      if (peeked) fixed++;
      if (!covered) sequence++;
      if ((alwaysValidPValues(logEValues).at(-1) ?? 1) <= 0.05) mixture++;
    }
    expect(fixed / runs).toBeGreaterThan(0.15);
    // Three standard errors of the simulation above 5 %.
    expect(sequence / runs).toBeLessThan(0.069);
    expect(mixture / runs).toBeLessThan(0.069);
    expect(sequence).toBeGreaterThan(0);
  });
});

describe("confidenceSequence", () => {
  it("holds exactly the values that its e-values do not reject", () => {
    fc.assert(
      fc.property(estimate, level, tuning, (arm, confidenceLevel, tuningSize) => {
        const { interval } = confidenceSequence(arm, { confidenceLevel, tuningSize });
        for (const end of [interval.low, interval.high]) {
          const there = confidenceSequence(
            { ...arm, value: arm.value - end },
            { confidenceLevel, tuningSize },
          );
          expect(there.logEValue).toBeCloseTo(-Math.log(1 - confidenceLevel), 6);
        }
      }),
    );
  });

  it("never narrows at a higher level, and is wider than for a fixed horizon", () => {
    fc.assert(
      fc.property(estimate, level, level, (arm, one, other) => {
        const narrow = confidenceSequence(arm, { confidenceLevel: Math.min(one, other) }).interval;
        const wide = confidenceSequence(arm, { confidenceLevel: Math.max(one, other) }).interval;
        expect(wide.high - wide.low).toBeGreaterThanOrEqual((narrow.high - narrow.low) * (1 - 1e-9));
        const { high, low } = confidenceSequence(arm).interval;
        expect(high - low).toBeGreaterThan(2 * 1.96 * arm.standardError);
      }),
    );
  });

  it("is narrowest, next to the standard error, around the size it is tuned for", () => {
    const relative = (n: number): number => {
      const { interval } = confidenceSequence({ value: 0, standardError: 1, n }, { tuningSize: 1000 });
      return interval.high;
    };
    expect(relative(1000)).toBeLessThan(relative(100));
    expect(relative(1000)).toBeLessThan(relative(10_000));
    expect(Math.abs(relative(1000) / Math.min(relative(900), relative(1100)) - 1)).toBeLessThan(0.01);
  });

  it("stays finite for evidence beyond all doubles", () => {
    const got = confidenceSequence({ value: 1e200, standardError: 1e-200, n: 100 });
    expect(got.pValue).toBe(0);
    expect(got.logEValue).toSatisfy(Number.isFinite);
  });

  it("stops before anything varies", () => {
    expect(() => sequentialDifference(proportionArm(0, 5), proportionArm(0, 5))).toThrow(
      new RangeError("sequentialDifference requires a standard error > 0, got 0"),
    );
    expect(() => confidenceSequence({ value: 1, standardError: 1, n: 10 }, { confidenceLevel: 95 })).toThrow(
      new RangeError("confidenceSequence requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(() => confidenceSequence({ value: 1, standardError: 1, n: 10 }, { tuningSize: 0 })).toThrow(
      new RangeError("confidenceSequence requires a finite tuningSize > 0, got 0"),
    );
  });
});

describe("sequentialDifference and sequentialLift", () => {
  it("covers what is there, at every look, as often as it says", () => {
    const random = seededRandom(5);
    const runs = 1500;
    let failed = 0;
    for (let run = 0; run < runs; run++) {
      let sum = 0;
      let out = false;
      for (let n = 1; n <= 400; n++) {
        sum += 0.2 + normalDraw(random);
        if (n < 20) continue;
        const arm = { value: sum / n, standardError: 1 / Math.sqrt(n), n };
        const { interval } = confidenceSequence(arm, { tuningSize: 200 });
        if (interval.low > 0.2 || interval.high < 0.2) out = true;
      }
      if (out) failed++;
    }
    expect(failed / runs).toBeLessThan(0.067);
  });

  it("swap sides with the arms; a lift needs a baseline", () => {
    const [a, b] = [proportionArm(30, 100), proportionArm(45, 110)];
    expect(sequentialDifference(a, b).interval.low).toBeCloseTo(
      -sequentialDifference(b, a).interval.high,
      12,
    );
    expect(sequentialLift(a, b)?.estimate).toBeCloseTo(45 / 110 / 0.3 - 1, 12);
    expect(sequentialLift({ value: 0.1, standardError: 0.1, n: 20 }, b)).toBeNull();
  });
});

const estimate = fc.record({
  value: fc.double({ min: -5, max: 5, noNaN: true }),
  standardError: fc.double({ min: 0.01, max: 3, noNaN: true }),
  n: fc.integer({ min: 2, max: 100_000 }),
});
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const tuning = fc.integer({ min: 10, max: 100_000 });
