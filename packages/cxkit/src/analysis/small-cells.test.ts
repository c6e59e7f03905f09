import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenRows } from "./small-cells.ts";

describe("hiddenRows", () => {
  it("hides bases below the minimum and the next smallest where one alone could be computed", () => {
    expect(hiddenRows([120, 7, 45], 10)).toEqual([null, "small", "complement"]);
  });

  it("needs no complement where two rows are hidden already", () => {
    expect(hiddenRows([120, 7, 45, 3], 10)).toEqual([null, "small", null, "small"]);
  });

  it("does not count rows without any answer as something to hide", () => {
    expect(hiddenRows([0, 12, 0], 10)).toEqual([null, null, null]);
  });

  it("never leaves exactly one hidden row beside shown ones, and never shows a small base", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (bases, minimum) => {
          const hidden = hiddenRows(bases, minimum);
          const answered = bases.filter((n) => n > 0).length;
          const count = hidden.filter((why) => why !== null).length;
          expect(count === 1 && answered > 1).toBe(false);
          bases.forEach((n, row) => {
            if (n > 0 && n < minimum) expect(hidden[row]).toBe("small");
          });
        },
      ),
    );
  });
});
