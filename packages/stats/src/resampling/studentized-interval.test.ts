import { describe, expect, it } from "vitest";
import { studentizedInterval } from "./studentized-interval.ts";

const replicates = Array.from({ length: 99 }, (_, index) => index - 49);
const standardErrors = replicates.map(() => 1);

describe("studentizedInterval", () => {
  it("is the basic interval where the standard error never changes", () => {
    expect(studentizedInterval({ observed: 0, standardError: 1, replicates, standardErrors }, 0.9)).toEqual({
      low: -45,
      high: 45,
    });
  });

  it("reaches farther to the side on which resamples have little spread", () => {
    const skewed = replicates.map((value) => (value < 0 ? 0.5 : 2));
    const { low, high } = studentizedInterval(
      { observed: 0, standardError: 1, replicates, standardErrors: skewed },
      0.9,
    );
    expect(high).toBeCloseTo(90, 9);
    expect(low).toBeCloseTo(-22.5, 9);
  });

  it("bears resamples without spread as long as no limit rests on them", () => {
    const some = standardErrors.with(0, 0).with(49, 0);
    expect(
      studentizedInterval({ observed: 0, standardError: 1, replicates, standardErrors: some }, 0.9),
    ).toEqual({
      low: -45,
      high: 45,
    });
    const none = replicates.map(() => 0);
    expect(() =>
      studentizedInterval({ observed: 0, standardError: 1, replicates, standardErrors: none }),
    ).toThrow(
      new RangeError(
        "studentizedInterval requires spread in all but a few resamples, got 99 with a standard error of 0",
      ),
    );
  });

  it("has no width where the sample has no spread", () => {
    const sample = { observed: 3, standardError: 0, replicates: [3, 3], standardErrors: [0, 0] };
    expect(studentizedInterval(sample)).toEqual({ low: 3, high: 3 });
  });

  it("refuses columns that do not match, and 95", () => {
    const sample = { observed: 0, standardError: 1, replicates, standardErrors };
    expect(() => studentizedInterval({ ...sample, standardErrors: [1] })).toThrow(
      "studentizedInterval requires at least two replicates, each with its standard error, got 99 and 1",
    );
    expect(() => studentizedInterval({ ...sample, standardError: -1 })).toThrow(RangeError);
    expect(() => studentizedInterval({ ...sample, observed: NaN })).toThrow(RangeError);
    expect(() => studentizedInterval(sample, 95)).toThrow(
      new RangeError("studentizedInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});
