import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addToPairTally, emptyPairTally, mergePairTallies } from "./pair-tally.ts";
import { pairTallySchema } from "./schema/tally.ts";

const scale = { min: 1, max: 4, step: 1 };
const answer = fc.option(fc.integer({ min: 1, max: 4 }));
const respondents = fc.array(fc.tuple(answer, answer), { maxLength: 40 });

function tallyOf(pairs: readonly (readonly [number | null, number | null])[]) {
  const tally = emptyPairTally(scale);
  for (const [before, after] of pairs) addToPairTally(tally, before, after);
  return tally;
}

describe("pair tallies", () => {
  it("add up associatively and commutatively, exactly, with the empty one as identity", () => {
    fc.assert(
      fc.property(respondents, respondents, respondents, (a, b, c) => {
        const [x, y, z] = [a, b, c].map(tallyOf) as [never, never, never];
        expect(mergePairTallies(mergePairTallies(x, y), z)).toEqual(
          mergePairTallies(x, mergePairTallies(y, z)),
        );
        expect(mergePairTallies(x, y)).toEqual(mergePairTallies(y, x));
        expect(mergePairTallies(x, emptyPairTally(scale))).toEqual(x);
        expect(mergePairTallies(x, y)).toEqual(tallyOf([...a, ...b]));
      }),
    );
  });

  it("survive JSON, and their schema knows them", () => {
    fc.assert(
      fc.property(respondents, (pairs) => {
        const tally = tallyOf(pairs);
        expect(pairTallySchema.parse(JSON.parse(JSON.stringify(tally)))).toEqual(tally);
      }),
    );
  });

  it("count everybody once, by what was answered", () => {
    const tally = tallyOf([
      [1, 4],
      [1, 4],
      [2, null],
      [null, 3],
      [null, null],
    ]);
    expect(tally.counts[0]).toEqual([0, 0, 0, 2]);
    expect(tally.beforeOnly).toEqual([0, 1, 0, 0]);
    expect(tally.afterOnly).toEqual([0, 0, 1, 0]);
    expect([...tally.counts.flat(), ...tally.beforeOnly, ...tally.afterOnly].reduce((a, b) => a + b)).toBe(4);
  });

  it("refuse what is off the scale or of another one, and are left as they were", () => {
    const tally = emptyPairTally(scale);
    expect(() => addToPairTally(tally, 5, 1)).toThrow(
      "addToPairTally requires points of 1…4 by 1 or null, got 5",
    );
    expect(() => addToPairTally(tally, 1, NaN)).toThrow(RangeError);
    expect(tally).toEqual(emptyPairTally(scale));
    expect(() => mergePairTallies(tally, emptyPairTally({ min: 0, max: 10, step: 1 }))).toThrow(
      "pair tallies of 1–4 and 0–10 do not add up: one score needs one scale",
    );
    expect(() => emptyPairTally({ min: 1, max: 1, step: 1 })).toThrow(RangeError);
  });
});
