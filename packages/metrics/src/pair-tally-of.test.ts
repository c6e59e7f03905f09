import { addToPairTally, emptyPairTally, mergePairTallies } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairTallyOf } from "./pair-tally-of.ts";

const scale = { min: 1, max: 5 };
const answer = fc.constantFrom(null, undefined, 1, 2, 3, 4, 5);
const pairs = fc.array(fc.tuple(answer, answer), { maxLength: 30 });

describe("pairTallyOf", () => {
  it("adds up over any split and any order", () => {
    fc.assert(
      fc.property(pairs, pairs, (left, right) => {
        const whole = pairTallyOf([...left, ...right], { scale });
        expect(mergePairTallies(pairTallyOf(left, { scale }), pairTallyOf(right, { scale }))).toEqual(whole);
        expect(pairTallyOf([...right, ...left].toReversed(), { scale })).toEqual(whole);
      }),
    );
  });

  it("counts as addToPairTally does, from any iterable", () => {
    const tally = emptyPairTally({ ...scale, step: 1 });
    addToPairTally(tally, 2, 5);
    addToPairTally(tally, 4, null);
    const map = new Map<number, number | null>([
      [2, 5],
      [4, null],
    ]);
    expect(pairTallyOf(map, { scale })).toEqual(tally);
  });

  it("stops at what is no point of the scale, naming where", () => {
    expect(() =>
      pairTallyOf(
        [
          [1, 2],
          [3, 6],
        ],
        { scale },
      ),
    ).toThrow("pairTallyOf requires points 1…5 by 1 or null, got 6 at index 1");
    expect(() => pairTallyOf([["5", 2] as never], { scale })).toThrow('got "5" at index 0');
    expect(() => pairTallyOf([[NaN, 2]], { scale })).toThrow("got NaN at index 0");
  });
});
