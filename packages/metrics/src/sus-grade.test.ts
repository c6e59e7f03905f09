import { describe, expect, it } from "vitest";
import { susAdjective, susGrade } from "./sus-grade.ts";

describe("susGrade", () => {
  it.each([
    [100, "A+"],
    [84.1, "A+"],
    [84, "A"],
    [80.8, "A"],
    [80.7, "A-"],
    [78.9, "A-"],
    [77.2, "B+"],
    [77.1, "B"],
    [74.1, "B"],
    [72.6, "B-"],
    [72.5, "C+"],
    [71.1, "C+"],
    [71, "C"],
    [65, "C"],
    [64.9, "C-"],
    [62.7, "C-"],
    [62.6, "D"],
    [51.7, "D"],
    [51.6, "F"],
    [0, "F"],
  ])("of %d is %s", (score, grade) => {
    expect(susGrade(score)).toBe(grade);
  });

  it("is of scores 0…100 alone", () => {
    expect(() => susGrade(100.1)).toThrow("susGrade requires 0 ≤ score ≤ 100, got 100.1");
    expect(() => susAdjective(NaN)).toThrow("susAdjective requires 0 ≤ score ≤ 100, got NaN");
  });
});

describe("susAdjective", () => {
  it("is that of the nearest mean, the lower where two are as near", () => {
    expect([0, 16.4, 16.5, 30, 43.3, 43.4, 68, 78.4, 78.5, 88.2, 90, 100].map(susAdjective)).toEqual([
      "worst imaginable",
      "worst imaginable",
      "awful",
      "poor",
      "poor",
      "OK",
      "good",
      "good",
      "excellent",
      "excellent",
      "best imaginable",
      "best imaginable",
    ]);
  });
});
