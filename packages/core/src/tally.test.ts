import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CategoryTally, MomentTally, ScaleTally } from "./tally.ts";
import {
  addToScaleTally,
  emptyMomentTally,
  emptyScaleTally,
  mergeCategoryTallies,
  mergeMissing,
  mergeMomentTallies,
  mergeScaleTallies,
  scaleTallyOf,
} from "./tally.ts";

const settings = { seed: 1, numRuns: 200 };
const scale = { min: 1, max: 5, step: 1 };
const count = fc.nat(1_000_000);
const missing = fc.record({ skipped: count, refused: count, unknown: count }, { requiredKeys: [] });
const scaleTally: fc.Arbitrary<ScaleTally> = fc
  .tuple(fc.array(count, { minLength: 5, maxLength: 5 }), missing)
  .map(([counts, reasons]) => scaleTallyOf(scale, counts, reasons));
const categoryTally: fc.Arbitrary<CategoryTally> = fc.record({
  kind: fc.constant("category" as const),
  counts: fc.dictionary(fc.oneof(fc.constantFrom("constructor", "__proto__", "web"), fc.string()), count),
  missing,
});
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 30 });

describe.each([
  ["scale", scaleTally, mergeScaleTallies, emptyScaleTally(scale)],
  ["category", categoryTally, mergeCategoryTallies, { kind: "category", counts: {}, missing: {} }],
] as const)("merging %s tallies", (_, tally, merge, empty) => {
  // One generic signature for both kinds; which kind it is makes no difference to the law.
  const sum = merge as (left: unknown, right: unknown) => unknown;

  it("is associative, commutative and has an identity, exactly", () => {
    fc.assert(
      fc.property(tally as fc.Arbitrary<unknown>, tally, tally, (a, b, c) => {
        expect(sum(sum(a, b), c)).toEqual(sum(a, sum(b, c)));
        expect(sum(a, b)).toEqual(sum(b, a));
        expect(sum(a, empty)).toEqual(a);
      }),
      settings,
    );
  });
});

describe("merging moment tallies", () => {
  it("gives mean, squares and extremes of all values together", () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const merged = mergeMomentTallies(moments(left), moments(right));
        const all = moments([...left, ...right]);
        expect(merged.n).toBe(all.n);
        expect(merged.minimum).toBe(all.minimum);
        expect(merged.maximum).toBe(all.maximum);
        expect(Math.abs(merged.mean - all.mean)).toBeLessThanOrEqual(1e-12 * 1e6);
        expect(Math.abs(merged.squares - all.squares)).toBeLessThanOrEqual(1e-12 * 1e12 * 60);
      }),
      settings,
    );
  });

  it("keeps a value that came alone, and its missing", () => {
    const one = { ...moments([3]), missing: { skipped: 2 } };
    expect(mergeMomentTallies(emptyMomentTally(), one)).toEqual(one);
    expect(mergeMomentTallies(one, emptyMomentTally())).toEqual(one);
  });
});

describe("scale tallies", () => {
  it("of different scales, instruments or weighting do not add up", () => {
    const code = expect.objectContaining({ code: "invalid-setup" });
    const five = scaleTallyOf(scale, [1, 0, 0, 0, 0]);
    const seven = scaleTallyOf({ min: 1, max: 7, step: 1 }, [1, 0, 0, 0, 0, 0, 0]);
    const weighted = emptyScaleTally(scale, { weighted: true });
    addToScaleTally(weighted, 2, 0.5);
    expect(() => mergeScaleTallies(five, seven)).toThrow(code);
    expect(() => mergeScaleTallies(five, { ...five, scale: { ...scale, step: 2 } })).toThrow(code);
    expect(() => mergeScaleTallies({ ...five, instrument: "a@1" }, { ...five, instrument: "a@2" })).toThrow(
      code,
    );
    expect(() => mergeScaleTallies(five, weighted)).toThrow(code);
  });

  it("keep weights and instrument through an empty partner", () => {
    const weighted = emptyScaleTally(scale, { weighted: true, instrument: "a@1" });
    addToScaleTally(weighted, 2, 0.5);
    for (const merged of [
      mergeScaleTallies(weighted, emptyScaleTally(scale)),
      mergeScaleTallies(emptyScaleTally(scale), weighted),
    ]) {
      expect(merged).toEqual(weighted);
    }
  });

  it("add weights and their squares point by point", () => {
    const one = emptyScaleTally(scale, { weighted: true });
    addToScaleTally(one, 5, 0.5);
    addToScaleTally(one, 5);
    const merged = mergeScaleTallies(one, one);
    expect(merged.counts).toEqual([0, 0, 0, 0, 4]);
    expect(merged.weights).toEqual({ sum: [0, 0, 0, 0, 3], sumOfSquares: [0, 0, 0, 0, 2.5] });
  });

  it("refuse an answer that is no point, and a weight that is none", () => {
    const tally = emptyScaleTally({ min: 1, max: 3, step: 0.5 });
    addToScaleTally(tally, 2.5);
    expect(tally.counts).toEqual([0, 0, 0, 1, 0]);
    expect(() => addToScaleTally(tally, 2.4)).toThrow(
      new RangeError("addToScaleTally requires a point of 1…3 by 0.5, got 2.4"),
    );
    for (const weight of [-1, NaN, Infinity])
      expect(() => addToScaleTally(tally, 2, weight)).toThrow(RangeError);
  });

  it("of given counts want one whole count for each point", () => {
    expect(() => scaleTallyOf(scale, [1, 2])).toThrow(
      new RangeError("scaleTallyOf requires 5 whole counts ≥ 0, got 2"),
    );
    expect(() => scaleTallyOf(scale, [1, 2, 3, -4, 5])).toThrow("got -4 at 3");
    expect(() => scaleTallyOf(scale, [1, 2, 3, 0.5, 5])).toThrow("got 0.5 at 3");
  });

  it("do not keep the counts they were given", () => {
    const counts = [1, 2, 3, 4, 5];
    const tally = scaleTallyOf(scale, counts);
    counts[0] = 99;
    expect(tally.counts[0]).toBe(1);
  });
});

it("merging missing counts leaves both as they were", () => {
  const left = Object.freeze({ skipped: 1 });
  expect(mergeMissing(left, Object.freeze({ skipped: 2, refused: 1 }))).toEqual({ skipped: 3, refused: 1 });
  expect(left).toEqual({ skipped: 1 });
});

/** Two-pass moments: the textbook witness. */
function moments(all: readonly number[]): MomentTally {
  const n = all.length;
  if (n === 0) return emptyMomentTally();
  const mean = all.reduce((sum, value) => sum + value, 0) / n;
  return {
    kind: "moment",
    n,
    mean,
    squares: all.reduce((sum, value) => sum + (value - mean) ** 2, 0),
    minimum: Math.min(...all),
    maximum: Math.max(...all),
    missing: {},
  };
}
