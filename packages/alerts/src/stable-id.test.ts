import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stableId } from "./stable-id.ts";

describe("a stable id", () => {
  it("is short, and the same for the same parts alone", () => {
    const parts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (one, two) => {
        expect(stableId(one)).toMatch(/^[\da-z]{14}$/);
        expect(stableId([...one]) === stableId([...two])).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
    );
    expect(stableId(["a", "b"])).not.toBe(stableId(["ab"]));
  });

  it("is shared by no two of 200,000 keys that differ in a digit", () => {
    const ids = new Set(
      Array.from({ length: 200_000 }, (_, key) =>
        stableId(["call", "csv:may", "survey.responded", `R_${key}`]),
      ),
    );
    expect(ids.size).toBe(200_000);
    const halves = new Set([...ids].map((id) => id.slice(0, 7)));
    expect(halves.size).toBeGreaterThan(199_900);
  });
});
