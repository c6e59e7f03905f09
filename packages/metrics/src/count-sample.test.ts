import * as fc from "fast-check";
import { expect, it } from "vitest";
import { countSample } from "./count-sample.ts";
import { scoreSample } from "./score-sample.ts";
import { tallyOf } from "./tally-of.ts";

const scale = { min: 1, max: 5, step: 1 };
const scores = [-1, 0, 2, 3, 50];

it("countSample gives the numbers of a sample whose weights are all the same", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }), (answers) => {
      const plain = countSample("test", tallyOf(answers, { scale }), scores);
      const weighted = tallyOf(
        answers.map((value) => ({ value, weight: 1 })),
        { scale },
      );
      const { counts } = weighted;
      const other = scoreSample(
        "test",
        { ...weighted, weights: { sum: counts, sumOfSquares: counts } },
        scale,
        scores,
        "weighted",
      );
      for (const key of ["n", "effectiveN", "mean", "variance", "standardError", "min", "max"] as const) {
        if (other[key] === null) expect(plain[key]).toBe(key === "variance" ? 0 : NaN);
        else expect(plain[key]).toBeCloseTo(other[key], 10);
      }
    }),
  );
});

it("countSample counts the scores that fulfil a condition", () => {
  const { over } = countSample("test", tallyOf([1, 2, 2, 4], { scale }), scores);
  expect([over((score) => score > 0), over((score) => !score), over((score) => score < 0)]).toEqual([
    1, 2, 1,
  ]);
});

it("countSample refuses what is no count, and weights", () => {
  const tally = tallyOf([1, 2], { scale });
  for (const wrong of [-1, NaN, Infinity]) {
    expect(() => countSample("test", { ...tally, counts: [1, wrong, 0, 0, 0] }, scores)).toThrow(
      new RangeError(`test requires unweighted counts ≥ 0, one per point, got 1,${wrong},0,0,0`),
    );
  }
  const weights = { sum: tally.counts, sumOfSquares: tally.counts };
  expect(() => countSample("test", { ...tally, weights }, scores)).toThrow("got weights");
});
