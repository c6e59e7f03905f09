import { describe, expect, it } from "vitest";
import { logPeakIntegral } from "./peak-integral.ts";

describe("logPeakIntegral", () => {
  it.each([0.001, 0.05, 1, 30])(
    "integrates a normal density of deviation %f, wherever it stands",
    (deviation) => {
      for (const center of [-200, 0, 0.3, 150]) {
        const log = logPeakIntegral((s) => -0.5 * ((s - center) / deviation) ** 2 - 1000);
        expect(log).toBeCloseTo(0.5 * Math.log(2 * Math.PI) + Math.log(deviation) - 1000, 11);
      }
    },
  );

  it("integrates tails of very different length", () => {
    // ∫ exp(as) / (1 + exp(s))^(a + b) = B(a, b); B(½, 20) from its recurrence
    let beta = 2;
    for (let b = 1; b < 20; b++) beta *= b / (b + 0.5);
    const log = logPeakIntegral(
      (s) => 0.5 * s - 20.5 * (Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)))),
    );
    expect(log).toBeCloseTo(Math.log(beta), 12);
  });

  it("is minus infinity for nothing", () => {
    expect(logPeakIntegral(() => -Infinity)).toBe(-Infinity);
  });
});
