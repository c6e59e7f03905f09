import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";
import { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";

describe("Student's t", () => {
  // Witness: mpmath 1.2.1, 40 digits
  it("distribution function agrees with its witness to 1e-12, tails of 1e-274 included", () => {
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "t_cdf",
    )) {
      expect(
        relativeError(studentTCdf(input.t, input.df), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
      expect(studentTSurvival(-input.t, input.df)).toBe(studentTCdf(input.t, input.df));
    }
  });

  // Witness: as above; and mpmath 1.3.0, 60 digits (fixtures/quantile-cases.py), up to 1e6 degrees of freedom
  it.each(["../../../house/validation/reference/distributions.json", "../fixtures/quantile-cases.json"])(
    "quantile agrees with its witness to 1e-13: %s",
    (file) => {
      for (const { input, expected } of golden(file, "t_quantile"))
        expect(
          relativeError(studentTQuantile(input.p, input.df), Number(expected.value)),
          JSON.stringify(input),
        ).toBeLessThan(1e-13);
    },
  );

  it("becomes the normal distribution as the degrees of freedom grow, and is it at infinity", () => {
    expect(relativeError(studentTQuantile(0.975, 1e15), normalQuantile(0.975))).toBeLessThan(1e-14);
    expect(relativeError(studentTQuantile(0.975, Infinity), normalQuantile(0.975))).toBeLessThan(1e-14);
    expect(studentTCdf(-1.96, Infinity)).toBeCloseTo(studentTCdf(-1.96, 1e13), 12);
  });

  it("quantile is undone by the distribution function, for fractional degrees of freedom too", () => {
    fc.assert(
      fc.property(tail, degrees, (p, df) => {
        expect(relativeError(studentTCdf(studentTQuantile(p, df), df), p)).toBeLessThan(1e-11);
      }),
    );
  });

  it("quantile mirrors around one half and never falls", () => {
    fc.assert(
      fc.property(tail, tail, degrees, (p, q, df) => {
        expect(studentTQuantile(0.5 + p, df)).toBeCloseTo(-studentTQuantile(0.5 - p, df), 9);
        expect(studentTQuantile(Math.max(p, q), df)).toBeGreaterThanOrEqual(
          studentTQuantile(Math.min(p, q), df) - 1e-12 * Math.abs(studentTQuantile(Math.min(p, q), df)),
        );
      }),
    );
  });

  // Witness: mpmath 1.3.0, 60 digits
  it("follows the tails of few degrees of freedom as far as a double reaches", () => {
    expect(
      relativeError(studentTQuantile(2.708295169144844e-165, 0.8098452228602496), -3.8177067685553713e202),
    ).toBeLessThan(1e-12);
    expect(() => studentTQuantile(1e-300, 0.5)).toThrow("a quantile within ±1.8e308, got that of 1e-300");
  });

  it("is the normal distribution where the degrees of freedom no longer tell", () => {
    for (const degreesOfFreedom of [1e21, 1e150, Number.MAX_VALUE]) {
      expect(studentTQuantile(0.975, degreesOfFreedom)).toBe(studentTQuantile(0.975, Infinity));
      expect(studentTCdf(-5, degreesOfFreedom)).toBe(studentTCdf(-5, Infinity));
    }
  });

  it("keeps the digits of quantiles next to the center, where it passes from a series to Newton's method", () => {
    for (const step of [1e-9, 1e-4, 1e-3, 3e-3, 5e-3, 0.02]) {
      // Closed forms of one and of two degrees of freedom.
      expect(
        relativeError(studentTQuantile(0.5 + step, 1), Math.tan(Math.PI * (0.5 + step - 0.5))),
      ).toBeLessThan(1e-13);
      const alpha = 4 * (0.5 + step) * (0.5 - step);
      expect(
        relativeError(studentTQuantile(0.5 + step, 2), 2 * (0.5 + step - 0.5) * Math.sqrt(2 / alpha)),
      ).toBeLessThan(1e-13);
    }
  });

  it("takes infinite t and refuses NaN and degrees of freedom that are not above 0", () => {
    expect([studentTCdf(-Infinity, 3), studentTCdf(Infinity, 3), studentTSurvival(Infinity, 3)]).toEqual([
      0, 1, 0,
    ]);
    expect(studentTCdf(-1e150, 0.1)).toBeGreaterThan(0);
    expect(() => studentTCdf(NaN, 3)).toThrow(RangeError);
    expect(() => studentTSurvival(1, 0)).toThrow(
      new RangeError("studentTSurvival requires degreesOfFreedom > 0, got 0"),
    );
    expect(() => studentTQuantile(1, 3)).toThrow(
      new RangeError("studentTQuantile requires 0 < p < 1, got 1"),
    );
    expect(() => studentTQuantile(0.5, NaN)).toThrow(RangeError);
    expect(() => studentTQuantile(0.975, 1e-12)).toThrow(
      new RangeError(
        "studentTQuantile requires a quantile within ±1.8e308, got that of 0.975 with 1e-12 degrees of freedom",
      ),
    );
    // Of one degree of freedom −1 / (π·p), which of two is −1 / √(2·p).
    expect(relativeError(studentTQuantile(1e-307, 1), -1 / (Math.PI * 1e-307))).toBeLessThan(1e-13);
    expect(relativeError(studentTQuantile(1e-320, 2), -1 / Math.sqrt(2e-320))).toBeLessThan(1e-3);
  });
});

const tail = fc.double({ min: 1e-12, max: 0.49, noNaN: true });
const degrees = fc.double({ min: 0.5, max: 1e7, noNaN: true });

interface Case {
  readonly fn: string;
  readonly input: { readonly t: number; readonly p: number; readonly df: number };
  readonly expected: { readonly value: number | string };
}

function golden(file: string, fn: string): Case[] {
  const { cases } = JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")) as {
    cases: Case[];
  };
  return cases.filter((entry) => entry.fn === fn);
}

function relativeError(got: number, expected: number): number {
  return got === expected ? 0 : Math.abs(got - expected) / Math.abs(expected);
}
