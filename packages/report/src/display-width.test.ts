import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutToWidth, displayWidth } from "./display-width.ts";

describe("displayWidth", () => {
  it.each([
    ["NPS", 3],
    ["满意度", 6],
    ["ｶﾞ", 2],
    ["é", 1],
    ["e\u0301", 1],
    ["👍", 2],
    ["a\u200Bb", 2],
    ["", 0],
  ])("of %j is %i", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it("adds up", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        expect(displayWidth(left + right)).toBe(displayWidth(left) + displayWidth(right));
      }),
    );
  });
});

describe("cutToWidth", () => {
  it("leaves what fits, and says where it cut", () => {
    expect(cutToWidth("Delivery", 8)).toBe("Delivery");
    expect(cutToWidth("Delivery", 5)).toBe("Deli…");
    expect(cutToWidth("配送速度", 6)).toBe("配送…");
    expect(cutToWidth("配送速度", 0)).toBe("");
  });

  it("never takes more columns than there are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, columns) => {
        expect(displayWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
