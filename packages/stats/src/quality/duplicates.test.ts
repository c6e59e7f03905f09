import { expect, it } from "vitest";
import { duplicates } from "./duplicates.ts";

const row = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5];

it("duplicates flags the later of two equal respondents, and points to the first", () => {
  const { original, flagged } = duplicates([row, row.toReversed(), row, [...row]]);
  expect(original).toEqual([null, null, 0, 0]);
  expect(flagged).toEqual([false, false, true, true]);
});

it("duplicates takes nearly equal answers for equal where it is told how nearly", () => {
  const near = row.with(0, 9);
  expect(duplicates([row, near]).flagged).toEqual([false, false]);
  expect(duplicates([row, near], { share: 0.9 }).flagged).toEqual([false, true]);
  expect(duplicates([row, near], { share: 0.91 }).flagged).toEqual([false, false]);
});

it("duplicates does not count what both left out, and wants enough items", () => {
  const gaps = row.map((value, i) => (i < 6 ? null : value));
  expect(duplicates([gaps, gaps]).flagged).toEqual([false, false]);
  expect(duplicates([gaps, gaps], { items: 4 }).flagged).toEqual([false, true]);
  expect(duplicates([row, gaps], { items: 4, share: 0.5 }).flagged).toEqual([false, false]);
});

it("duplicates stops at shares above 1 and rows of other lengths", () => {
  expect(() => duplicates([row], { share: 90 })).toThrow(
    new RangeError("duplicates requires 0 < share ≤ 1, got 90"),
  );
  expect(() => duplicates([row, [1]])).toThrow("10 answers in row 1");
});

it("duplicates flags a share that is met exactly", () => {
  for (const equal of [11, 14, 17]) {
    const one = Array.from({ length: 20 }, (_, i) => i);
    const other = one.map((value) => (value < equal ? value : -value));
    expect(duplicates([one, other], { share: equal / 20 }).flagged).toEqual([false, true]);
    expect(duplicates([one, other], { share: equal / 20 + 1e-9 }).flagged).toEqual([false, false]);
  }
});

it("duplicates takes no gap for an answer, however it is written", () => {
  const gaps = Array.from<number>({ length: 12 });
  expect(duplicates([gaps, gaps]).flagged).toEqual([false, false]);
});
