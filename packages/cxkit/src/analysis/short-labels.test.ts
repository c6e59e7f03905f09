import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortLabels } from "./short-labels.ts";

describe("shortLabels", () => {
  it("keeps what differs, in Chinese too", () => {
    expect(shortLabels(["满意度：退货", "满意度：配送", "满意度：支付"])).toEqual(["退货", "配送", "支付"]);
  });

  it("does not cut words that only happen to begin alike", () => {
    expect(shortLabels(["Delivery time", "Delivery cost", "Delivery staff"])).toEqual([
      "Delivery time",
      "Delivery cost",
      "Delivery staff",
    ]);
  });

  it("leaves pairs alone, and labels that would vanish", () => {
    expect(shortLabels(["A: x", "A: y"])).toEqual(["A: x", "A: y"]);
    expect(shortLabels(["A: ", "A: x", "A: y"])).toEqual(["A: ", "A: x", "A: y"]);
  });

  it("never makes two labels equal, and never loses one", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (labels) => {
        const short = shortLabels(labels);
        expect(short).toHaveLength(labels.length);
        expect(new Set(short).size).toBe(labels.length);
      }),
    );
  });
});
