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

  it("gives a mean that is a published limit its grade, whatever its last digit was rounded to", () => {
    // 50 respondents with 1,544 steps of 2.5 together: their mean is 77.2.
    const steps = [...Array<number>(25).fill(40), ...Array<number>(24).fill(22), 16];
    const mean = steps.reduce((sum, step) => sum + (2.5 * step) / 50, 0);
    expect(mean).not.toBe(77.2);
    expect(susGrade(mean)).toBe("B+");
    expect(susGrade(51.699999999999996)).toBe("D");
    expect(susGrade(51.6999)).toBe("F");
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
