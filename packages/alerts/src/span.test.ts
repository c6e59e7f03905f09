import { describe, expect, it } from "vitest";
import { isSpan, type Span, spanMilliseconds } from "./span.ts";

describe("a span", () => {
  it("is a whole number above 0 of minutes, hours, days or weeks", () => {
    expect((["1m", "1h", "1d", "1w"] as const).map(spanMilliseconds)).toEqual([
      60_000, 3_600_000, 86_400_000, 604_800_000,
    ]);
    expect(["0d", "1.5h", "d", "1y", " 1d", "-1d", "1e3d", ""].filter(isSpan)).toEqual([]);
  });

  it("is refused by name otherwise", () => {
    expect(() => spanMilliseconds("0d")).toThrow(/spanMilliseconds requires .* got 0d/);
    expect(() => spanMilliseconds("x" as Span)).toThrow(RangeError);
  });
});
