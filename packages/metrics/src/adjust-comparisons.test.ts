import { benjaminiHochberg, holm } from "@cxkit/stats/hypothesis-tests";
import { describe, expect, it } from "vitest";
import { adjustComparisons } from "./adjust-comparisons.ts";
import { difference } from "./difference.ts";
import { nps } from "./nps.ts";

describe("adjustComparisons", () => {
  const comparisons = [
    difference(nps([9, 9, 9, 9, 9, 9]), nps([1, 2, 3, 1, 2])),
    difference(nps([]), nps([9])),
    difference(nps([9, 8, 7]), nps([9, 8, 6])),
  ];
  it("corrects over what was tested, and names how", () => {
    const [first, none, last] = adjustComparisons(comparisons, benjaminiHochberg);
    const [p, q] = benjaminiHochberg([comparisons[0]!.pValue, comparisons[2]!.pValue]);
    expect(first!.adjusted).toEqual({ method: "benjamini-hochberg", pValue: p });
    expect(none!.adjusted).toBeUndefined();
    expect(last!.adjusted).toEqual({ method: "benjamini-hochberg", pValue: q });
    expect(adjustComparisons(comparisons, holm)[0]!.adjusted!.method).toBe("holm");
    expect(
      adjustComparisons(comparisons, (pValues) => [...pValues], "no-correction")[0]!.adjusted!.method,
    ).toBe("no-correction");
  });
});
