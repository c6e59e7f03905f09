import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { raked } from "./raked.ts";
import { surveyDesign } from "./survey-design.ts";
import { rakedWithin, trimmed } from "./trimmed.ts";
import { weightSummary } from "./weight-summary.ts";

describe("trimmed", () => {
  it("keeps the sum of the weights and leaves none outside", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights }) => {
        const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
        const bounds = { lower: 0.7 * mean, upper: 1.4 * mean };
        const cut = weightSummary(trimmed(surveyDesign({ weights }), bounds));
        expect(cut.sum / weights.length).toBeCloseTo(mean, 10);
        expect(cut.min).toBeGreaterThanOrEqual(bounds.lower * (1 - 1e-12));
        expect(cut.max).toBeLessThanOrEqual(bounds.upper * (1 + 1e-12));
      }),
    );
  });

  it("says that margins no longer hold", () => {
    const margin = { name: "tier", categories: ["a", "a", "b", "b"], totals: { a: 2, b: 10 } };
    const design = raked(surveyDesign({ rows: 4 }), [margin]);
    const summary = weightSummary(trimmed(design, { upper: 4 }));
    expect(summary.marginsHold).toBe(false);
    expect(summary.maxMarginError).toBeCloseTo(1, 12);
    expect(summary.adjustments.map(({ method }) => method)).toEqual(["raked", "trimmed"]);
  });

  it("stops at bounds that the weights do not fit between", () => {
    const design = surveyDesign({ weights: [1, 3] });
    expect(() => trimmed(design, { upper: 1.5 })).toThrow(
      new RangeError(
        "trimmed requires bounds that the mean weight lies between, got mean 2, bounds 0 and 1.5",
      ),
    );
    expect(() => trimmed(design, { lower: 2, upper: 2 })).toThrow(
      new RangeError("trimmed requires 0 ≤ lower < upper, got 2 and 2"),
    );
    expect(() => trimmed(design, { lower: NaN })).toThrow(RangeError);
  });
});

describe("rakedWithin", () => {
  it("meets margins and bounds at once", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, margins }) => {
        const design = surveyDesign({ weights });
        const free = weightSummary(raked(design, margins));
        const inner = { lower: free.min * 1.02, upper: free.max * 0.98 };
        const outer = { lower: free.min / 2, upper: free.max * 2 };
        const loose = rakedWithin(design, margins, outer);
        loose.weights.forEach((weight, row) =>
          expect(weight / raked(design, margins).weights[row]!).toBeCloseTo(1, 7),
        );
        const tight = tryTo(() => weightSummary(rakedWithin(design, margins, inner)));
        // There may be no weights that do both, and then it says so.
        if (tight instanceof Error) expect(tight.message).toContain("within the bounds");
        else {
          expect(tight.marginsHold).toBe(true);
          expect(tight.max).toBeLessThanOrEqual(inner.upper * (1 + 1e-12));
          expect(tight.min).toBeGreaterThanOrEqual(inner.lower * (1 - 1e-12));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("says so where no weights can do both", () => {
    const margin = { name: "tier", categories: ["a", "b"], totals: { a: 9, b: 1 } };
    expect(() => rakedWithin(surveyDesign({ rows: 2 }), [margin], { upper: 8 })).toThrow(
      /^rakedWithin requires totals that weights within the bounds can meet/,
    );
  });
});

function tryTo<T>(attempt: () => T): T | Error {
  try {
    return attempt();
  } catch (error) {
    return error as Error;
  }
}
