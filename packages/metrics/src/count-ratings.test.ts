import { describe, expect, it } from "vitest";
import { ces } from "./ces.ts";
import { csat } from "./csat.ts";
import { nps } from "./nps.ts";
import { ratingMean } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

interface Counted {
  readonly n: number;
  readonly missing: number;
  readonly rejected: number;
}

type Count = (answers: ArrayLike<never>, invalid?: "set-aside") => Counted;

/** Every function over an array of answers, with 5 a point of its scale. */
const functions: { readonly [name: string]: Count } = {
  nps: (answers, invalid) => nps(answers, { ...(invalid && { invalid }) }),
  csat: (answers, invalid) => csat(answers, { ...(invalid && { invalid }) }),
  ces: (answers, invalid) => ces(answers, { ...(invalid && { invalid }) }),
  ratingMean: (answers, invalid) => ratingMean(answers, { ...(invalid && { invalid }) }),
  "ratingMean of half stars": (answers, invalid) =>
    ratingMean(answers, { scale: { min: 0.5, max: 5, step: 0.5 }, ...(invalid && { invalid }) }),
  tallyOf(answers, invalid) {
    const options = { scale: { min: 1, max: 5 }, ...(invalid && { invalid }) };
    const { counts, missing } = tallyOf(answers as never as never[], options);
    const n = counts.reduce((sum, count) => sum + count, 0);
    return { n, missing: missing.unknown ?? 0, rejected: missing["off-scale"] ?? 0 };
  },
};

const invalid: readonly (readonly [unknown, string])[] = [
  [11, "11"],
  [8.25, "8.25"],
  [NaN, "NaN"],
  [-Infinity, "-Infinity"],
  [2 ** 32 + 5, "4294967301"],
  ["9", '"9"'],
  ["", '""'],
  [true, "boolean"],
  [5n, "bigint"],
  [Symbol("5"), "symbol"],
  [new Date(5), "object"],
  [[5], "object"],
  [{ valueOf: () => 5 }, "object"],
  [Object.assign(Object.create(null), { score: 5 }), "object"],
  [() => 5, "function"],
];

describe.each(Object.entries(functions))("%s", (_, count) => {
  it.each(invalid)("stops at %o, naming it and its index", (value, named) => {
    const answers = [5, null, value] as never[];
    expect(() => count(answers)).toThrow(RangeError);
    expect(() => count(answers)).toThrow(`got ${named} at index 2`);
  });

  it.each(invalid)("sets %o aside and counts it when asked", (value) => {
    expect(count([5, null, value] as never[], "set-aside")).toMatchObject({ n: 1, missing: 1, rejected: 1 });
  });

  it("takes null, undefined and holes for missing", () => {
    const answers = [null, undefined, 5];
    answers[4] = 5;
    expect(count(answers as never[])).toMatchObject({ n: 2, missing: 3, rejected: 0 });
    expect(count([])).toMatchObject({ n: 0, missing: 0, rejected: 0 });
  });

  it("takes typed arrays, in which NaN is no answer and not missing", () => {
    expect(count(Uint8Array.of(5, 4) as never)).toMatchObject({ n: 2 });
    expect(() => count(Float32Array.of(5, NaN) as never)).toThrow("got NaN at index 1");
    expect(() => count(BigInt64Array.of(5n) as never)).toThrow("got bigint at index 0");
  });
});

it("negative zero is zero", () => {
  expect(nps([-0]).tally.counts[0]).toBe(1);
  expect(ratingMean([-0, 1], { scale: { min: 0, max: 1 }, topPoints: 1 }).tally.counts).toEqual([1, 1]);
  expect(Object.is(ratingMean([-0], { scale: { min: 0, max: 1 }, topPoints: 1 }).value, 0)).toBe(true);
});

it("points with a step are found in spite of rounding, and what is between them is none", () => {
  const tenths = { min: 0, max: 1, step: 0.1 };
  expect(ratingMean([0.1 + 0.2, 0.7, 1], { scale: tenths }).n).toBe(3);
  expect(() => ratingMean([0.3, 0.35], { scale: tenths })).toThrow("got 0.35 at index 1");
});

it("a function's own options are its domain", () => {
  expect(() => ces([5], { easyPoints: 7 })).toThrow(
    new RangeError("ces requires 1…6 top points of 7, got 7"),
  );
  expect(() => ratingMean([5], { topPoints: 0 })).toThrow(RangeError);
});
