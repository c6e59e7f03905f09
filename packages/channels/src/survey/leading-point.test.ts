import { describe, expect, it } from "vitest";
import { leadingPoint } from "./leading-point.ts";

describe("leadingPoint", () => {
  it("finds the point an answer begins or ends with", () => {
    const points = [
      "10 - Extremely likely",
      "0 = Not at all likely",
      "5分",
      "5 分",
      "４",
      "4 stars",
      "3: fair",
      "1. Very poor",
      "非常满意（5分）",
      "Very good (4)",
      "★★★☆☆",
      "⭐⭐",
      "5 -",
    ].map((text) => leadingPoint(text)?.point);
    expect(points).toEqual([10, 0, 5, 5, 4, 4, 3, 1, 5, 4, 3, 2, 5]);
  });

  it("takes no range, date, amount or sentence for a point", () => {
    for (const text of [
      "5-10 employees",
      "2026-03-01",
      "3 days later it broke",
      "10%",
      "1,000",
      "more than 5",
      "Q7",
      "",
      "18-24",
    ])
      expect(leadingPoint(text), text).toBeUndefined();
  });
});

it("finds the point behind words of a scale, out of a top point, and with half a star", () => {
  const texts = [
    "Extremely likely - 10",
    "Not at all likely – 0",
    "非常满意-5",
    "4/5",
    "4.5 out of 5 stars",
    "★★★½☆",
  ];
  expect(texts.map((text) => leadingPoint(text)?.point)).toEqual([10, 0, 5, 4, 4.5, 3.5]);
  for (const text of ["Terminal - 2", "Gate: 5", "6/5", "4/5/2026"])
    expect(leadingPoint(text), text).toBeUndefined();
});
