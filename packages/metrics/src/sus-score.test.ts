import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imputeMidpoint, susScore } from "./sus-score.ts";

const items = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 10, maxLength: 10 });

describe("susScore", () => {
  it("is 80 % usability and 20 % learnability, in steps of 2.5 from 0 to 100", () => {
    fc.assert(
      fc.property(items, (answers) => {
        const { score, usability, learnability } = susScore(answers);
        expect(score).toBeCloseTo(0.8 * usability + 0.2 * learnability, 10);
        expect(Number.isInteger(score / 2.5)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        // Who says the opposite everywhere scores the opposite.
        expect(susScore(answers.map((answer) => 6 - answer)).score).toBe(100 - score);
      }),
    );
  });

  it("reads the all-positive wording without turning items", () => {
    fc.assert(
      fc.property(items, (answers) => {
        const turned = answers.map((answer, item) => (item % 2 === 1 ? 6 - answer : answer));
        expect(susScore(turned, { negativeItems: [] })).toEqual(susScore(answers));
      }),
    );
    expect(susScore([5, 5, 5, 5, 5, 5, 5, 5, 5, 5], { negativeItems: [] }).score).toBe(100);
  });

  it("refuses anything but ten answers of 1…5", () => {
    expect(() => susScore([1, 2, 3])).toThrow("susScore requires ten items, got 3");
    expect(() => susScore([3, 3, 3, 3, 3, 3, 3, 3, 3, 0])).toThrow(
      "susScore requires answers 1…5, got 0 to item 10",
    );
    expect(() => susScore([3, 2.5, 3, 3, 3, 3, 3, 3, 3, 3])).toThrow("got 2.5 to item 2");
    expect(() => susScore([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], { negativeItems: [0] })).toThrow(
      "susScore requires numbers of items 1…10 in negativeItems, got 0",
    );
  });
});

describe("imputeMidpoint", () => {
  it("fills single holes with 3 and nobody who said nothing", () => {
    expect(imputeMidpoint([1, null, 5])).toEqual([1, 3, 5]);
    expect(imputeMidpoint([null, null])).toBeNull();
  });
});
